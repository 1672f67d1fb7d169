extension CSVRecords {
  /// The characters that hardly stand in a title by chance.
  static let usualSeparators: [Character] = [",", ";", "\t", "|"]

  /// The characters that are tried between cells, the usual ones first. A blank is none: names
  /// hold blanks.
  static let separators: [Character] = usualSeparators + ["~", "^", ":", "\u{1F}", "\u{1}"]

  /// The characters to try for a text that begins with these bytes (without a byte order mark):
  /// the one that its first line declares the way Excel does (`sep=;`), else ``separators``.
  ///
  /// The declaration is a record like any other, above the headings, and is counted so.
  static func separators(declaredIn prefix: [UInt8]) -> [Character] {
    var line = prefix.prefix { $0 != 0x0A && $0 != 0x0D }
    if line.count == 7, line.first == 0x22, line.last == 0x22 { line = line.dropFirst().dropLast() }
    guard line.count == 5, let byte = line.last, byte < 0x80, byte != 0x22, byte != 0x20,
      line.dropLast().map({ $0 | 0x20 }) == Array("sep=".utf8).map({ $0 | 0x20 })
    else { return separators }
    return [Character(Unicode.Scalar(byte))]
  }
}
