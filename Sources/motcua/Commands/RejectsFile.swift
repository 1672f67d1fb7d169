import Indicators
import Intake
import Reports
import Store

/// The held rows as a workbook for the office that can correct them: the original cells under the
/// original headings, with the row they stand in, the rule they broke and what to do.
///
/// The three added columns are known to every profile and read by none, so that the corrected
/// file can be sent back as it is.
enum RejectsFile {
  /// Writes the workbook; `rows` stands at the beginning of the same table.
  static func write(
    to path: String, held: [HeldRow], rows: consuming SourceRows, language: Language
  ) throws {
    var rows = rows
    let headings = rows.recognition.headings
    var writer = try WorkbookWriter(path: path)
    try writer.beginSheet(
      rows.recognition.sheet ?? "Rejects",
      columnWidths: headings.map { _ in 24 } + [10, 28, 80])
    let added =
      language == .en ? ["source_row", "error", "advice"] : ["Dòng gốc", "Lỗi", "Cách sửa"]
    try writer.addHeader(headings + added)
    for row in held.sorted(by: { $0.row < $1.row }) {
      let original = try rows.cells(ofRow: row.row) ?? []
      var cells = original.prefix(headings.count).map(WorkbookCell.text)
      while cells.count < headings.count { cells.append(.empty) }
      let rule = HeldRule(rawValue: row.rule)
      let advice =
        language == .en ? rule?.adviceEn(column: row.column) : rule?.adviceVi(column: row.column)
      cells += [
        .integer(row.row), .text("\(row.rule): \(row.column)"), .text(advice ?? ""),
      ]
      try writer.addRow(cells)
    }
    try writer.close()
  }
}
