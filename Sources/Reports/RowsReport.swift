/// Rows of text for people and spreadsheets: what look-ups print.
public struct RowsReport: Sendable {
  private let headings: [String]
  private let rows: [[String]]

  /// Rows under headings; each row has a cell for each heading.
  public init(headings: [String], rows: [[String]]) {
    precondition(
      rows.allSatisfy { $0.count == headings.count }, "a row has another number of cells")
    self.headings = headings
    self.rows = rows
  }

  /// A table for a terminal of so many columns, whose long cells are wrapped, or for Markdown.
  public func table(style: TableStyle = .plain, width: Int? = nil) -> String {
    let table = TextTable(columns: headings.map { TextTable.Column($0, .prose) }, rows: rows)
    return table.lines(style: style, width: width).joined(separator: "\n") + "\n"
  }

  /// CSV that spreadsheets open right: UTF-8 with a mark, no cell a formula.
  public func csv() -> [UInt8] {
    var table = CSVTable()
    table.append(line: headings.map { .text($0) })
    for row in rows { table.append(line: row.map { .text($0) }) }
    return table.bytes
  }
}
