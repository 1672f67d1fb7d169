/// A cell's address, `AB12`, as numbers that count from 1.
struct CellReference: Equatable {
  var column = 0
  var row = 0

  init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// Nil where the bytes are no address of at most so many columns and rows.
  init?(_ text: Span<UInt8>, limits: WorkbookLimits) {
    var position = 0
    while position < text.count, (0x41...0x5A).contains(text[position]) {
      column = column * 26 + Int(text[position] - 0x40)
      guard column <= limits.columns else { return nil }
      position += 1
    }
    guard column > 0, let number = Self.number(text, from: position), number > 0,
      number <= limits.rows
    else { return nil }
    row = number
  }

  /// A number of 1 to 9 digits that the bytes end with.
  static func number(_ text: Span<UInt8>, from start: Int = 0) -> Int? {
    guard (1...9).contains(text.count - start) else { return nil }
    var result = 0
    for position in start..<text.count {
      guard (0x30...0x39).contains(text[position]) else { return nil }
      result = result * 10 + Int(text[position] - 0x30)
    }
    return result
  }

  /// `AB12`.
  var text: String {
    var letters = ""
    var rest = column
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return "\(letters)\(row)"
  }
}
