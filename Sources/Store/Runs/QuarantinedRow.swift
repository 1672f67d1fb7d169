import Procedures

/// A held row as the store keeps it: its address, its raw text, and the parts of its key that
/// could be read, by which it widens the bounds of figures.
struct QuarantinedRow: Sendable, Hashable {
  var row: Int
  var column: String
  /// Position of the cell, from 1; nil where no single cell is at fault.
  var position: Int?
  var rule: String
  var raw: String
  var code: ProcedureCode?
  var agencies: [Int64]
  /// Whether the agency could be read; with no agency, the row declares the procedure.
  var agencyReadable: Bool
  /// The service; nil where it could not be read.
  var service: String?
  /// From the first to the last day of a fact that could be read; nil where it may be any.
  var days: ClosedRange<CalendarDay>?

  /// The row as people see it.
  var report: HeldRow {
    HeldRow(row: row, column: column, position: position, rule: rule, raw: raw)
  }
}
