/// Text as workbooks hold it: what XML cannot hold is written as `_x000D_`, and an underscore that
/// would begin such an escape as `_x005F_`. ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
enum WorkbookText {
  static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x5F && $0 != 0xEF }) { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (position, scalar) in scalars.enumerated() {
      let isIllegal =
        switch scalar.value {
        case 0x09, 0x0A: false
        // A carriage return is legal, but a reader of XML makes a line feed of it.
        case 0..<0x20, 0xFFFE, 0xFFFF: true
        default: scalar == "_" && beginsEscape(scalars[position...])
        }
      if isIllegal {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
        result.append(contentsOf: "_x\(zeros)\(digits)_".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func beginsEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let piece = scalars.prefix(7)
    return piece.count == 7 && piece.dropFirst().first == "x" && piece.last == "_"
      && piece.dropFirst(2).dropLast().allSatisfy { Character($0).isHexDigit && $0.isASCII }
  }
}
