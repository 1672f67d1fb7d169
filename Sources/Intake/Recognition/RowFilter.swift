/// Tells rows that are no data: blank rows, column numbers, repeated headings, group rows,
/// totals, and the notes and signatures around an official table.
struct RowFilter: Sendable {
  private let headerKeys: [[String]]
  private let keyIndexes: [Int]
  /// Whether a signature was seen and no data row since: what follows are names and ranks.
  private var isBelowSignature = false

  /// `keyIndexes` are the cells that identify a row: its code, or its service code.
  init(headerKeys: [[String]], keyIndexes: [Int]) {
    self.headerKeys = headerKeys
    self.keyIndexes = keyIndexes
  }

  /// Tells that a data row was read, so that no signature stands above the next row.
  mutating func passData() { isBelowSignature = false }

  /// Whether the row is no data. Costs time: for rows whose key cell is not a good code.
  mutating func isNonData(_ record: CellRecord) -> Bool {
    let filled = (0..<record.count).filter { !record.isBlank($0) }
    if filled.isEmpty { return true }
    let texts = filled.map { VietnameseText.normalised(record.text($0)) }
    if isColumnNumbers(texts) { return true }
    if isRepeatedHeader(record, filled: filled) { return true }
    // A title that is merged over several columns may begin in the column of the codes. In a row
    // of one cell it does not matter where it lies.
    let isKeyless = keyIndexes.allSatisfy {
      record.isBlank($0) || RowText.isProse(VietnameseText.normalised(record.text($0)))
    }
    guard isKeyless || filled.count == 1 else { return false }
    if isTotal(texts) || isCountedGroup(texts) { return true }
    if isSignature(texts) {
      isBelowSignature = true
      return true
    }
    if isBelowSignature, filled.count <= 3, !texts.contains(where: RowText.isNumber) { return true }
    switch filled.count {
    case 1: return isGroupOrNote(texts[0]) || RowText.isShouted(texts[0])
    case 2:
      if RowText.isRoman(texts[0]) || RowText.isSmallEnumerator(texts[0]) { return true }
      // Behind a number stands a procedure, whatever its name begins with, but for a field.
      if RowText.isNumber(texts[0]) { return isGroup(texts[1]) }
      return texts.contains(where: isGroupOrNote)
    default: return false
    }
  }

  private var words: Vocabulary { .standard }

  /// `(1) (2) (3)`, `1 2 3`, `A B 1 2`: numbers that count up, behind letters if there are any.
  private func isColumnNumbers(_ texts: [String]) -> Bool {
    let isOneColumn = headerKeys.allSatisfy { keys in keys.count(where: { !$0.isEmpty }) <= 1 }
    guard texts.count >= 2 || isOneColumn else { return false }
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

  /// Each cell repeats a heading of its column: of any row of headings, as cells that are merged
  /// downwards bring the upper one into the lower row.
  private func isRepeatedHeader(_ record: CellRecord, filled: [Int]) -> Bool {
    let width = headerKeys.map(\.count).max() ?? 0
    guard filled.count >= min(2, width) else { return false }
    return filled.allSatisfy { index in
      let key = VietnameseText.headerKey(record.text(index))
      return headerKeys.contains { index < $0.count && $0[index] == key }
    }
  }

  /// `TỔNG CỘNG | 12 | 100%`, `Tổng số: 2 TTHC | 1 TTHC`.
  private func isTotal(_ texts: [String]) -> Bool {
    guard let label = texts.firstIndex(where: { !RowText.isEnumerator($0) }),
      Self.starts(VietnameseText.matchKey(RowText.body(of: texts[label])), withOneOf: words.totals)
    else { return false }
    return texts[(label + 1)...].allSatisfy(RowText.isCount)
  }

  /// `I | LĨNH VỰC HỘ TỊCH | 12 | 5`: a group with its counts.
  private func isCountedGroup(_ texts: [String]) -> Bool {
    guard texts.count > 2,
      let position = texts.firstIndex(where: { !RowText.isNumber($0) && !RowText.isRoman($0) }),
      texts[(position + 1)...].allSatisfy(RowText.isCount)
    else { return false }
    return isGroup(texts[position]) || (position > 0 && RowText.isRoman(texts[0]))
  }

  private func isSignature(_ texts: [String]) -> Bool {
    guard texts.count <= 3, !texts.contains(where: RowText.isNumber) else { return false }
    // Three cells may be a row of data without its code.
    return texts.count { text in
      let key = VietnameseText.matchKey(RowText.body(of: text))
      return words.ranks.contains(key) || Self.starts(key, withOneOf: words.signatures)
        || RowText.isDateLine(key)
    } >= max(1, texts.count - 1)
  }

  private func isGroup(_ text: String) -> Bool {
    Self.starts(VietnameseText.matchKey(RowText.body(of: text)), withOneOf: words.groups)
  }

  private func isGroupOrNote(_ text: String) -> Bool {
    if isGroup(text) { return true }
    let body = RowText.body(of: text)
    // `Ghi chú: …` is a note, `Ghi chú ly hôn` a procedure.
    let head = body.prefix { $0 != ":" }
    if words.notes.contains(VietnameseText.matchKey(String(head))) { return true }
    // `I. …`, `A. …`: what stands behind a Roman number or a letter heads a group.
    guard let enumerator = RowText.enumerator(of: text), !body.isEmpty else { return false }
    return RowText.isRoman(enumerator)
  }

  /// A phrase may go on, a single word must stand alone: "Tổng" is a total, "Tổng hợp" a name.
  private static func starts(_ key: String, withOneOf words: [String]) -> Bool {
    words.contains { key == $0 || ($0.contains(" ") && key.hasPrefix($0 + " ")) }
  }
}
