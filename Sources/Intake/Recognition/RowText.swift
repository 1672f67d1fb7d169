/// Shapes of the texts that stand in rows around the data of an official table.
enum RowText {
  /// Whether a text in the column of codes is words and no attempt at a code: several words
  /// without a long number.
  static func isProse(_ text: String) -> Bool {
    guard text.contains(" "), text.contains(where: \.isLetter) else { return false }
    var run = 0
    for character in text {
      run = character.isNumber || (run > 0 && character == ".") ? run + 1 : 0
      if run >= 4 { return false }
    }
    return true
  }

  /// A title in capitals.
  static func isShouted(_ text: String) -> Bool {
    text.contains(where: \.isLetter) && text.count >= 4 && text == text.uppercased()
  }

  /// The text behind an enumerator such as `I.`, `1)`, `a -`.
  static func body(of text: String) -> String {
    guard let enumerator = enumerator(of: text) else {
      return String(text.drop { "-–+*•(. ".contains($0) })
    }
    return String(text.dropFirst(enumerator.count).drop { ".)-–:/ ".contains($0) })
  }

  /// What stands before the first `.`, `)`, `-` or `:` if it numbers something.
  static func enumerator(of text: String) -> String? {
    guard let end = text.firstIndex(where: { ".)-–:/".contains($0) }) else { return nil }
    let head = text[..<end].filter { $0 != " " }
    return isEnumerator(head) ? String(text[..<end]) : nil
  }

  static func isEnumerator(_ text: String) -> Bool { isNumber(text) || isRoman(text) }

  static func isRoman(_ text: String) -> Bool {
    let head = text.filter { !".)- ".contains($0) }
    if head.count == 1, let letter = head.first, letter.isASCII, letter.isUppercase { return true }
    return (1...7).contains(head.count) && head.allSatisfy { "IVXLC".contains($0) }
  }

  /// `a`, `b)`, `ii.`: but for a small x or v alone, which is a tick.
  static func isSmallEnumerator(_ text: String) -> Bool {
    let head = text.filter { !".)- ".contains($0) }
    guard let first = head.first, first.isASCII, first.isLowercase else { return false }
    if head == text, head == "x" || head == "v" { return false }
    return head.count == 1 || (head.count <= 5 && head.allSatisfy { "ivx".contains($0) })
  }

  static func isNumber(_ text: String) -> Bool {
    text.contains(where: \.isNumber)
      && text.allSatisfy { $0.isASCII && ($0.isNumber || ".,% ".contains($0)) }
  }

  /// A number, a dash for none, or a short text that counts: `12 TTHC`, `Toàn trình: 3`.
  static func isCount(_ text: String) -> Bool {
    if isNumber(text) || text.allSatisfy({ "-–— ".contains($0) }) { return true }
    return text.count <= 24 && text.contains(where: \.isNumber)
      && !isProcedureLike(text)
  }

  private static func isProcedureLike(_ text: String) -> Bool {
    text.contains { "/_@".contains($0) }
  }

  /// `Khánh Hòa, ngày 05 tháng 11 năm 2026`, also with dots for the numbers; `key` is the match
  /// key of the text.
  static func isDateLine(_ key: String) -> Bool {
    let words = key.split(separator: " ").map(String.init)
    guard let day = words.firstIndex(of: "ngày"), day <= 4 else { return false }
    var rest = words[day...].dropFirst().filter { !$0.allSatisfy(\.isNumber) }
    rest.removeAll { $0.allSatisfy { "…._".contains($0) } }
    return rest == ["tháng", "năm"]
  }
}
