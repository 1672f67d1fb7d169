import Procedures

/// The codes by which sources know dossiers and transactions.
enum FactCode {
  /// The part of a cell that is a code: letters, digits and `. - / _` of ASCII, at least one of
  /// them a digit, 2 to 64 of them, without blanks or an apostrophe around; nil for anything else.
  ///
  /// A dossier's code of digits alone is refused where it is that of a person in a shifted column
  /// (``isPersonal(_:_:)``), and with fewer than 3 digits, since it counts rows or columns.
  static func range(
    in record: CellRecord, _ index: Int, allowsNumbers: Bool = false
  ) -> Range<Int>? {
    guard index < record.bounds.count else { return nil }
    var range = record.bounds[index]
    let bytes = record.bytes.span
    while let first = range.first, bytes[first] <= 0x20 || bytes[first] == UInt8(ascii: "'") {
      range = range.lowerBound + 1..<range.upperBound
    }
    while let last = range.last, bytes[last] <= 0x20 {
      range = range.lowerBound..<range.upperBound - 1
    }
    guard (2...64).contains(range.count) else { return nil }
    var digits = 0
    for position in range {
      switch bytes[position] {
      case 0x30...0x39: digits += 1
      case 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: continue
      default: return nil
      }
    }
    if digits == 0 { return nil }
    guard digits == range.count, !allowsNumbers else { return range }
    return digits < 3 || isPersonal(bytes, range) ? nil : range
  }

  /// Whether digits are those of a citizen's card (căn cước: 12 digits that begin with the code of
  /// a province, 001 to 096) or of a telephone (10 digits that begin with 0).
  private static func isPersonal(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard bytes[range.lowerBound] == 0x30 else { return false }
    if range.count == 10 { return true }
    let province =
      Int(bytes[range.lowerBound + 1] - 0x30) * 10 + Int(bytes[range.lowerBound + 2] - 0x30)
    return range.count == 12 && (1...96).contains(province)
  }

  /// Whether a text looks like a dossier's code so much that it may be shown though it stands in a
  /// wrong place: an agency, a date and a number, `H32.16-230601-0001`.
  static func isSurelyDossier(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, isSurelyAgency(String(decoding: parts[0], as: UTF8.self)),
      parts[1].count == 6 || parts[1].count == 8, (1...8).contains(parts[2].count)
    else { return false }
    return parts.dropFirst().joined().allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The same for an agency's code: it has a top level of a letter and digits.
  static func isSurelyAgency(_ text: String) -> Bool {
    guard let code = AgencyCode(text),
      let top = code.text.utf8.split(separator: UInt8(ascii: ".")).first
    else { return false }
    return (3...4).contains(top.count)
      && top.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
      && code.text.utf8.dropFirst().allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
  }
}
