/// Which web pages of other origins may read the answers (CORS).
///
/// https://fetch.spec.whatwg.org/#http-cors-protocol
public struct CrossOriginPolicy: Sendable, Hashable {
  private enum Rule: Hashable {
    case nobody
    case anybody
    case listed(Set<String>)
  }

  private let rule: Rule

  /// No other origin: no field is sent.
  public static let nobody = CrossOriginPolicy(rule: .nobody)
  /// Every origin. Nothing is answered to a browser's stored credentials, so that a page reads only
  /// what anybody may.
  public static let anybody = CrossOriginPolicy(rule: .anybody)

  private init(rule: Rule) { self.rule = rule }

  /// Reads `*`, or origins separated by commas or blanks: `https://portal.example.vn:8443`. Nil
  /// where one is no origin: no scheme, a path, capital letters.
  public init?(_ text: String) {
    let origins = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    if origins == ["*"] {
      self = .anybody
    } else if origins.isEmpty {
      self = .nobody
    } else if origins.allSatisfy(Self.isOrigin) {
      self.init(rule: .listed(Set(origins)))
    } else {
      return nil
    }
  }

  /// Whether it matters to an answer from where it is asked.
  var dependsOnOrigin: Bool { if case .listed = rule { true } else { false } }

  /// The value of `Access-Control-Allow-Origin` for a request from there; nil where none is sent.
  func allowed(_ origin: String?) -> String? {
    switch rule {
    case .nobody: nil
    case .anybody: "*"
    case .listed(let origins): origin.flatMap { origins.contains($0) ? $0 : nil }
    }
  }

  /// An origin as browsers write it (RFC 6454 §6.2).
  private static func isOrigin(_ text: String) -> Bool {
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    guard let scheme else { return false }
    let rest = text.dropFirst(scheme.count)
    let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, parts.count <= 2,
      host.utf8.allSatisfy({ byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      })
    else { return false }
    return parts.count == 1 || UInt16(parts[1]).map { String($0) == parts[1] } == true
  }
}
