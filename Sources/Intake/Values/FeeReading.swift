import Procedures

/// Fees told in free text: `Trực tuyến: 10 USD(/lần) | Trực tiếp: Miễn phí`.
///
/// "Miễn phí" is how portals show a stored 0, and the bracket behind it often says otherwise
/// (`Miễn phí(- Dưới 5 tấn: 50.000 đồng/giấy)`), so that such a text decides nothing.
enum FeeReading {
  private static var words: Vocabulary.Fee { Vocabulary.standard.fee }

  /// Yes where some part names a positive amount outside brackets; no where every part is a 0 or
  /// a bare word for "free"; else unknown. Free text is never a bad value.
  static func fee(_ cell: String) -> Claim<Bool> {
    let parts = cell.split(whereSeparator: { $0 == "|" || $0 == ";" || $0.isNewline })
      .map(String.init).filter { !VietnameseText.normalised($0).isEmpty }
    var claims: [Claim<Bool>] = []
    for part in parts { claims.append(self.part(part)) }
    return combined(claims)
  }

  /// Several parts or columns: one yes suffices, a no takes all of them.
  static func combined(_ claims: [Claim<Bool>]) -> Claim<Bool> {
    if claims.contains(.known(true)) { return .known(true) }
    return !claims.isEmpty && claims.allSatisfy { $0 == .known(false) } ? .known(false) : .unknown
  }

  private static func part(_ text: String) -> Claim<Bool> {
    let (outside, inside) = split(VietnameseText.normalised(text).lowercased())
    let plain = withoutLabel(outside)
    let key = VietnameseText.matchKey(plain)
    if let amount = amount(plain) {
      if amount { return .known(true) }
      return doubtful(inside) ? .unknown : .known(false)
    }
    guard words.free.contains(key) else { return .unknown }
    return doubtful(inside) ? .unknown : .known(false)
  }

  /// Text outside and inside brackets; an unclosed bracket lasts to the end.
  private static func split(_ text: String) -> (outside: String, inside: String) {
    var outside = ""
    var inside = ""
    var depth = 0
    for character in text {
      switch character {
      case "(", "[":
        depth += 1
        inside.append(" ")
      case ")", "]": depth = max(0, depth - 1)
      default:
        if depth == 0 { outside.append(character) } else { inside.append(character) }
      }
    }
    return (outside, inside)
  }

  /// Takes off `Trực tuyến:` and `Phí:`.
  private static func withoutLabel(_ text: String) -> String {
    var rest = text[...]
    while let colon = rest.firstIndex(of: ":") {
      let label = VietnameseText.matchKey(String(rest[..<colon]))
      guard words.channels.contains(label) || words.labels.contains(label) else { break }
      rest = rest[rest.index(after: colon)...]
    }
    return String(rest)
  }

  /// Whether the text is an amount, and then whether it is positive: the first number decides,
  /// if it starts the text or a currency follows it. "Thông tư 25/2021" is no amount.
  private static func amount(_ text: String) -> Bool? {
    var positive: Bool?
    let tokens = spaced(text).split(separator: " ").map(String.init)
    for (index, token) in tokens.enumerated() {
      guard token.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2C }),
        token.utf8.contains(where: { (0x30...0x39).contains($0) })
      else { continue }
      let next = index + 1 < tokens.count ? VietnameseText.matchKey(tokens[index + 1]) : ""
      guard words.currencies.contains(next) || (index == 0 && tokens.count == 1) else { continue }
      let isPositive = token.utf8.contains { (0x31...0x39).contains($0) }
      positive = (positive ?? false) || isPositive
    }
    return positive
  }

  /// A blank between a number and what stands beside it: `50.000đ/giấy` becomes `50.000 đ giấy`.
  private static func spaced(_ text: String) -> String {
    var result = ""
    var wasDigit = false
    for character in text {
      let isDigit = character.isASCII && character.isWholeNumber
      let joins = character == "." || character == ","
      if character == "/" || character == "-" || character == ":" {
        // A slash between digits numbers a document or a date, not an amount.
        result.append(character == "/" && wasDigit ? " /" : " ")
        wasDigit = false
        continue
      }
      if isDigit != wasDigit, !joins { result.append(" ") }
      if !joins { wasDigit = isDigit }
      result.append(character)
    }
    return result
  }

  /// Whether a bracket tells something that "free" does not cover.
  private static func doubtful(_ inside: String) -> Bool {
    if inside.utf8.contains(where: { (0x30...0x39).contains($0) }) { return true }
    let key = VietnameseText.matchKey(inside)
    return words.doubts.contains { key.contains($0) }
  }
}
