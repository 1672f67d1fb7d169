/// Tells rows that are no data: blank rows, column numbers, repeated headings, group rows,
/// totals, and the signatures below an official table.
struct RowFilter: Sendable {
  private let headerKeys: [String]
  private let keyIndexes: [Int]

  /// `keyIndexes` are the cells that identify a row: its code, or its service code.
  init(headerKeys: [String], keyIndexes: [Int]) {
    self.headerKeys = headerKeys
    self.keyIndexes = keyIndexes
  }

  /// Whether the row is no data. Costs time: for rows whose key cell is not a good code.
  func isNonData(_ record: CellRecord) -> Bool {
    let filled = (0..<record.count).filter { !record.isBlank($0) }
    if filled.isEmpty { return true }
    let texts = filled.map { VietnameseText.normalised(record.text($0)) }
    if isColumnNumbers(texts) { return true }
    if isRepeatedHeader(record, filled: filled) { return true }
    // In a row of one cell it does not matter where the text of a merged cell lies.
    let isKeyless = keyIndexes.allSatisfy { record.isBlank($0) }
    guard isKeyless || filled.count == 1 else { return false }
    if let first = texts.first(where: { !Self.isNumber($0) && !Self.isEnumerator($0) }),
      Self.starts(VietnameseText.matchKey(Self.body(of: first)), withOneOf: words.totals),
      texts.allSatisfy({ $0 == first || Self.isNumber($0) || Self.isEnumerator($0) })
    {
      return true
    }
    switch filled.count {
    case 1: return isGroupOrNote(texts[0]) || Self.isShouted(texts[0])
    case 2: return Self.isRoman(texts[0]) || texts.contains(where: isGroupOrNote)
    default: return false
    }
  }

  private var words: Vocabulary { .standard }

  /// `(1) (2) (3)`, `1 2 3`, `A B 1 2`: numbers that count up, behind letters if there are any.
  private func isColumnNumbers(_ texts: [String]) -> Bool {
    guard texts.count >= 2 || headerKeys.count(where: { !$0.isEmpty }) == 1 else { return false }
    var last = 0
    var numbers = 0
    for text in texts {
      let inner = text.filter { !"()[]".contains($0) }
      if numbers == 0, inner.count == 1, let letter = inner.first, letter.isLetter,
        letter.isASCII
      {
        continue
      }
      guard inner.utf8.count <= 2, let number = Int(inner), number > last else { return false }
      last = number
      numbers += 1
    }
    return numbers > 0
  }

  private func isRepeatedHeader(_ record: CellRecord, filled: [Int]) -> Bool {
    filled.count >= min(2, headerKeys.count)
      && filled.allSatisfy {
        $0 < headerKeys.count && VietnameseText.headerKey(record.text($0)) == headerKeys[$0]
      }
  }

  private func isGroupOrNote(_ text: String) -> Bool {
    let body = Self.body(of: text)
    let key = VietnameseText.matchKey(body)
    if Self.starts(key, withOneOf: words.notes) || Self.starts(key, withOneOf: words.groups) {
      return true
    }
    // `I. …`, `A. …`: what stands behind a Roman number or a letter heads a group.
    if let enumerator = Self.enumerator(of: text), !body.isEmpty, Self.isRoman(enumerator) {
      return true
    }
    return false
  }

  /// A title in capitals.
  private static func isShouted(_ text: String) -> Bool {
    text.contains(where: \.isLetter) && text.count >= 4 && text == text.uppercased()
  }

  /// A phrase may go on, a single word must stand alone: "Tổng" is a total, "Tổng hợp" a name.
  private static func starts(_ key: String, withOneOf words: [String]) -> Bool {
    words.contains { key == $0 || ($0.contains(" ") && key.hasPrefix($0 + " ")) }
  }

  /// The text behind an enumerator such as `I.`, `1)`, `a -`.
  private static func body(of text: String) -> String {
    guard let enumerator = enumerator(of: text) else {
      return String(text.drop { "-–+*•. ".contains($0) })
    }
    return String(text.dropFirst(enumerator.count).drop { ".)-–:/ ".contains($0) })
  }

  /// What stands before the first `.`, `)`, `-` or `:` if it numbers something.
  private static func enumerator(of text: String) -> String? {
    guard let end = text.firstIndex(where: { ".)-–:/".contains($0) }) else { return nil }
    let head = text[..<end].filter { $0 != " " }
    return isEnumerator(head) ? String(text[..<end]) : nil
  }

  private static func isEnumerator(_ text: String) -> Bool { isNumber(text) || isRoman(text) }

  private static func isRoman(_ text: String) -> Bool {
    let head = text.filter { !".)- ".contains($0) }
    if head.count == 1, let letter = head.first, letter.isASCII, letter.isUppercase { return true }
    return (1...7).contains(head.count) && head.allSatisfy { "IVXLC".contains($0) }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.contains(where: \.isNumber)
      && text.allSatisfy { $0.isASCII && ($0.isNumber || ".,% ".contains($0)) }
  }
}
