import Indicators
import Store

/// Where a held row stands, for people.
struct HeldPlace {
  private let row: HeldRow
  private let sheet: String?

  init(_ row: HeldRow, sheet: String?) {
    self.row = row
    self.sheet = sheet
  }

  /// The address of the cell, such as `D12`; nil where no single cell is at fault.
  var cell: String? { row.position.map { CellAddress(column: $0, row: row.row).text } }

  /// Sheet, row, column and cell.
  func text(_ language: Language) -> String {
    let isEnglish = language == .en
    var parts: [String] = []
    if let sheet { parts.append(isEnglish ? "sheet \(sheet)" : "trang \(sheet)") }
    parts.append(isEnglish ? "row \(row.row)" : "dòng \(row.row)")
    parts.append(isEnglish ? "column \(row.column)" : "cột \(row.column)")
    return parts.joined(separator: ", ") + (cell.map { " (\($0))" } ?? "")
  }
}
