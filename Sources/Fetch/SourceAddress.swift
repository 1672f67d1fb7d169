import FoundationEssentials

/// An HTTP or HTTPS address without user name, password and fragment.
struct SourceAddress: Sendable, Hashable {
  let isSecure: Bool
  /// In lower case; an IPv6 address in brackets.
  let host: String
  let port: Int
  /// The address as it is sent.
  let text: String
  private let components: URLComponents

  /// Checks a text from the command line, a profile or a server. Throws kind `badURL`.
  init(_ text: String) throws(FetchError) {
    func bad(_ reason: String) -> FetchError {
      FetchError(.badURL, source: Self.shown(raw: text), reason: reason)
    }
    guard !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
      throw bad("the address contains a control character; write it in one line")
    }
    guard var components = URLComponents(string: text, encodingInvalidCharacters: true) else {
      throw bad("it is no address; write it like https://host/path")
    }
    guard let scheme = components.scheme?.lowercased(), scheme == "https" || scheme == "http" else {
      throw bad("only https:// and http:// addresses can be fetched")
    }
    guard components.percentEncodedUser == nil, components.percentEncodedPassword == nil else {
      throw bad(
        "the address contains a user name or password, which others could read; take it out and "
          + "give a fetch profile that names an environment variable or a file with the secret")
    }
    guard let host = components.percentEncodedHost?.lowercased(), !host.isEmpty,
      host.utf8.allSatisfy({ Self.isHostByte($0) })
    else {
      throw bad("it has no host, or one with unusual letters; write those as xn--…")
    }
    if let port = components.port, !(1...65535).contains(port) {
      throw bad("the port \(port) does not exist; ports go from 1 to 65535")
    }
    components.scheme = scheme
    components.percentEncodedHost = host
    components.fragment = nil
    if components.percentEncodedPath.isEmpty { components.percentEncodedPath = "/" }
    guard let final = components.string else {
      throw bad("it is no address; write it like https://host/path")
    }
    self.isSecure = scheme == "https"
    self.host = host
    self.port = components.port ?? (isSecure ? 443 : 80)
    self.text = final
    self.components = components
  }

  /// What a redirect or a link to the next page means when it stands in an answer from here.
  func resolving(_ reference: String) throws(FetchError) -> SourceAddress {
    guard !reference.isEmpty, let base = components.url,
      let url = URL(string: reference, relativeTo: base)
    else { throw FetchError(.badURL, source: shown, reason: "the server's link is no address") }
    return try SourceAddress(url.absoluteString)
  }

  /// Why credentials for this address may not go to another one, as the end of a sentence; `nil`
  /// when they may: same host and port, or the step from HTTP to HTTPS on the usual ports.
  func objection(to other: SourceAddress) -> String? {
    if other.host != host { return "to another host, \(other.host)" }
    if isSecure && !other.isSecure { return "from HTTPS back to HTTP" }
    let upgrade = !isSecure && port == 80 && other.isSecure && other.port == 443
    if other.port != port && !upgrade { return "to another port, \(other.port)" }
    return nil
  }

  /// The same address with a query parameter set: replaced where the name occurs, else added.
  func setting(query name: String, to value: String) throws(FetchError) -> SourceAddress {
    let name = Self.percentEncoded(name)
    var parts = queryParts.filter { $0.name != name }.map(\.whole)
    parts.append("\(name)=\(Self.percentEncoded(value))")
    var changed = components
    changed.percentEncodedQuery = parts.joined(separator: "&")
    return try SourceAddress(changed.string ?? text)
  }

  /// The address as it may be shown and stored: values of parameters that bear the name of a
  /// secret are `…`.
  var shown: String {
    guard components.percentEncodedQuery != nil else { return text }
    let parts = queryParts.map { Self.isSecretName($0.name) ? "\($0.name)=…" : $0.whole }
    let stem = text.prefix { $0 != "?" }
    return "\(stem)?\(parts.joined(separator: "&"))"
  }

  /// The values that ``shown`` hides, to be hidden elsewhere too.
  var secrets: [Secret] {
    queryParts.filter { Self.isSecretName($0.name) && !$0.value.isEmpty }
      .flatMap { [Secret($0.value), Secret(Self.decoded($0.value))] }
  }

  private var queryParts: [(name: String, value: String, whole: String)] {
    (components.percentEncodedQuery ?? "").split(separator: "&").map { part in
      let name = part.prefix { $0 != "=" }
      return (String(name), String(part.dropFirst(name.count + 1)), String(part))
    }
  }

  /// Whether a parameter, header or key of this name carries a secret, whatever its case.
  static func isSecretName(_ name: String) -> Bool {
    let plain = decoded(name).lowercased()
    let words = [
      "token", "passw", "passphrase", "pwd", "secret", "session", "credential", "matkhau",
      "mat_khau", "cookie", "authorization", "apikey",
    ]
    return plain.hasPrefix("sig") || plain.hasSuffix("key") || plain == "auth" || plain == "pass"
      || words.contains { plain.contains($0) }
  }

  static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest.removeFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text that is no good address yet, without what could be a password or a token.
  private static func shown(raw text: String) -> String {
    var stem = text.prefix { $0 != "?" && $0 != "#" }
    if let at = stem.lastIndex(of: "@") {
      let start = stem.firstRange(of: "//")?.upperBound ?? stem.startIndex
      if start <= at { stem = stem[..<start] + "…" + stem[at...] }
    }
    let line = stem.map { $0.unicodeScalars.contains { $0.value < 32 } ? " " : $0 }
    return String(line.prefix(200)) + (text.contains("?") ? "?…" : "")
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
      UInt8(ascii: "["), UInt8(ascii: "]"):
      true
    default: false
    }
  }
}
