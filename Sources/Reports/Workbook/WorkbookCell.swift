/// What one cell of a workbook holds.
public enum WorkbookCell: Sendable, Equatable {
  /// Text, whatever it looks like: `=1+1` is no formula and `00123` no number. At most 32,767
  /// UTF-16 units.
  case text(String)
  /// A whole number of at most 15 digits; Excel holds no more.
  case integer(Int)
  /// A finite number.
  case number(Double)
  /// Nothing.
  case empty
}
