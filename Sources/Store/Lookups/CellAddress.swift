/// The address of a cell as spreadsheets write it: `C12`.
public struct CellAddress: Sendable, Hashable, CustomStringConvertible {
  /// The address as text.
  public let text: String

  /// Column and row count from 1.
  public init(column: Int, row: Int) {
    var letters = ""
    var rest = column
    while rest > 0 {
      let letter = (rest - 1) % 26
      letters.insert(Character(Unicode.Scalar(UInt8(65 + letter))), at: letters.startIndex)
      rest = (rest - 1 - letter) / 26
    }
    text = letters + String(row)
  }

  /// The address as text.
  public var description: String { text }
}
