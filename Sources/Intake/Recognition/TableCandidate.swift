/// One way to read a file as a table: a separator of a text, a sheet of a workbook, the items of a
/// JSON document.
struct TableCandidate: Sendable {
  /// Name of the sheet, where the format has sheets.
  let sheet: String?
  /// The character between cells, where the format has one.
  let separator: Character?
  /// The format for people: `CSV, UTF-8`, `XLSX`, `JSON, array of objects`.
  let format: String
  /// Whether a record ends at its last filled cell, so that missing cells at its end are empty
  /// cells and no sign of a broken row.
  let endsAtLastCell: Bool
  /// The first records, as far as they lie in what was read already. What cannot be read here is
  /// judged when it is read for good.
  let probe: @Sendable () throws(IntakeError) -> any RecordSource
  /// All records from the first on.
  let records: @Sendable () throws(IntakeError) -> any RecordSource
  /// The ranges of merged cells that begin in these rows.
  let merges: @Sendable () throws(IntakeError) -> [MergedCells]
}

/// Cells that are shown as one; only the first holds a value. Rows count from 1, columns from 0.
struct MergedCells: Sendable, Hashable {
  let rows: ClosedRange<Int>
  let columns: ClosedRange<Int>
}
