/// A media type without its parameters.
struct MediaType: Sendable, Hashable, CustomStringConvertible {
  let type: String
  let subtype: String

  static let json = MediaType(type: "application", subtype: "json")
  static let problem = MediaType(type: "application", subtype: "problem+json")
  static let events = MediaType(type: "text", subtype: "event-stream")

  var description: String { "\(type)/\(subtype)" }

  /// Throws `not_acceptable` where the values of `Accept` refuse all of these types; where nothing
  /// readable is said they refuse none.
  static func check(accept values: [String], allows offered: [MediaType]) throws(Problem) {
    let ranges = MediaRange.list(values)
    guard
      ranges.isEmpty || offered.contains(where: { MediaRange.quality(of: $0, in: ranges) > 0 })
    else {
      throw Problem.notAcceptable(offered.map(\.description).joined(separator: "; "))
    }
  }
}

/// One range of the header field `Accept` (RFC 9110 §12.5.1).
struct MediaRange: Sendable {
  private let type: String
  private let subtype: String
  /// Weight in thousandths, 0…1000.
  private var quality = 1000

  /// The ranges of the values of the field; those that cannot be read are left out.
  static func list(_ values: [String]) -> [MediaRange] {
    values.flatMap { $0.split(separator: ",") }.compactMap { MediaRange(String($0)) }
  }

  /// The quality that the most specific matching range gives, in thousandths; 0 without one.
  static func quality(of wanted: MediaType, in ranges: [MediaRange]) -> Int {
    var best: (specificity: Int, quality: Int) = (-1, 0)
    for range in ranges {
      guard let specificity = range.specificity(for: wanted) else { continue }
      if specificity > best.specificity { best = (specificity, range.quality) }
    }
    return best.quality
  }

  private init?(_ text: String) {
    let parts = text.split(separator: ";").map { String($0).trimmedOfBlanks.lowercased() }
    guard let names = parts.first?.split(separator: "/"), names.count == 2 else { return nil }
    type = String(names[0])
    subtype = String(names[1])
    for parameter in parts.dropFirst() where parameter.hasPrefix("q=") {
      guard let weight = Double(parameter.dropFirst(2)), (0...1).contains(weight) else {
        return nil
      }
      quality = Int((weight * 1000).rounded())
    }
  }

  private func specificity(for wanted: MediaType) -> Int? {
    if type == wanted.type && subtype == wanted.subtype { return 2 }
    if type == wanted.type && subtype == "*" { return 1 }
    return type == "*" && subtype == "*" ? 0 : nil
  }
}

extension Problem {
  /// `Accept` refuses every type that there is.
  static func notAcceptable(_ types: String) -> Problem {
    Problem(
      .notAcceptable,
      Wording(
        vi: "không có định dạng nào mà Accept chấp nhận; ở đây có \(types)",
        en: "there is no format that Accept allows; here are \(types)"))
  }
}
