/// A row that a run held: where it stands, which rule it broke, what to do about it.
public struct HeldRecord: Sendable, Hashable, LookupRecord {
  static let plural = "held"
  static let headings = [
    "row", "column", "sheet", "cell", "rule", "raw", "advice_vi", "advice_en",
  ]

  /// The row as a spreadsheet numbers it.
  public let row: Int
  /// Heading of the cell at fault.
  public let column: String
  /// The sheet; nil where the format has none.
  public let sheet: String?
  /// Address of the cell, such as `C12`; nil where no single cell is at fault.
  public let cell: String?
  /// The rule that it broke, such as `bad_code`.
  public let rule: String
  /// The text of the cell; nil where it is not shown, as it may hold what a person typed.
  public var raw: String?
  /// What to do, in Vietnamese; nil for a rule that this program does not know.
  public let adviceVi: String?
  /// The same in English.
  public let adviceEn: String?

  /// A held row.
  public init(
    row: Int, column: String, sheet: String?, cell: String?, rule: String, raw: String?,
    adviceVi: String?, adviceEn: String?
  ) {
    self.row = row
    self.column = column
    self.sheet = sheet
    self.cell = cell
    self.rule = rule
    self.raw = raw
    self.adviceVi = adviceVi
    self.adviceEn = adviceEn
  }

  /// The same for anybody to see.
  public func withoutText() -> HeldRecord {
    var record = self
    record.raw = nil
    return record
  }

  var cells: [String] {
    ["\(row)", column, sheet ?? "", cell ?? "", rule, raw ?? "", adviceVi ?? "", adviceEn ?? ""]
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("advice_en")
      writer.value(adviceEn)
      writer.key("advice_vi")
      writer.value(adviceVi)
      writer.key("cell")
      writer.value(cell)
      writer.key("column")
      writer.value(column)
      writer.key("raw")
      writer.value(raw)
      writer.key("row")
      writer.value(row)
      writer.key("rule")
      writer.value(rule)
      writer.key("sheet")
      writer.value(sheet)
    }
  }
}
