/// What a cell's number format says about the text that its number becomes.
enum CellFormat: Equatable, Sendable {
  /// At least so many digits in front of the decimal point and so many behind it.
  case number(integers: Int, decimals: Int)
  /// A day, or a day and a time.
  case date

  static let general = CellFormat.number(integers: 1, decimals: 0)

  /// The formats that every workbook has. ECMA-376 part 1, 18.8.30 (numFmt).
  init(builtIn id: Int) {
    switch id {
    case 2, 4, 39, 40: self = .number(integers: 1, decimals: 2)
    case 14...22, 45...47: self = .date
    default: self = .general
    }
  }

  /// A format of the workbook's own. Its first section counts: the others are for negative numbers,
  /// zero and text.
  init(code: String) {
    var isDate = false
    var isPlain = true
    var integers = 0
    var decimals = 0
    var inDecimals = false
    let scalars = Array(code.unicodeScalars)
    var position = 0
    scan: while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      switch scalar {
      case ";": break scan
      case "\\", "*", "_":
        // The next character is shown, repeated or left out; it means nothing.
        position += 1
      case "\"":
        while position < scalars.count, scalars[position] != "\"" { position += 1 }
        position += 1
      case "[":
        let start = position
        while position < scalars.count, scalars[position] != "]" { position += 1 }
        // [h], [mm] and [s] are times that do not end at midnight; all else is colour or locale.
        let inside = scalars[start..<position]
        if !inside.isEmpty, inside.allSatisfy({ "hHmMsS".unicodeScalars.contains($0) }) {
          isDate = true
        }
        position += 1
      case "d", "D", "m", "M", "y", "Y", "h", "H", "s", "S": isDate = true
      case "0": if inDecimals { decimals += 1 } else { integers += 1 }
      case "#", ",", "?", " ": break
      case ".": inDecimals = true
      default: isPlain = false
      }
    }
    if isDate {
      self = .date
    } else if isPlain {
      self = .number(integers: min(max(1, integers), 30), decimals: min(decimals, 30))
    } else {
      self = .general
    }
  }
}
