/// Writes a workbook row by row, in the memory of one row.
///
/// The file appears under its name whole or not at all: it is written beside it under a hidden
/// name, read back, and renamed by ``close()``. A writer that goes without being closed leaves
/// nothing behind. The same calls write the same bytes: the file bears no date of its own.
///
/// Calls come in order, which is the caller's promise: a sheet, rows of titles if any, one header,
/// rows; the next sheet; close.
public struct WorkbookWriter: ~Copyable {
  private let file: WorkbookFile

  /// Begins a workbook. Throws ``WorkbookError`` where no file can be made at the path; a file that
  /// is there is replaced only by ``close()``.
  public init(path: String) throws(WorkbookError) {
    file = try WorkbookFile(path: path)
  }

  /// Begins a sheet. The widths are in characters of the default font, 0 to 255, from the first
  /// column on. Throws ``WorkbookError`` of kind `badSheetName` for an empty name, one of over 31
  /// characters, one with `[ ] : * ? / \` or with an apostrophe at an end, or one that is taken.
  public mutating func beginSheet(
    _ name: String, columnWidths: [Double] = []
  ) throws(WorkbookError) {
    try file.beginSheet(name, columnWidths: columnWidths)
  }

  /// Adds the row of headings: bold, with a filter, and it stays when the rows below are scrolled.
  public mutating func addHeader(_ cells: [String]) throws(WorkbookError) {
    try file.addHeader(cells)
  }

  /// Adds a row. Throws ``WorkbookError`` of kind `badCell` with the cell's address where a cell
  /// cannot hold its value; the row must then not be taken as written.
  public mutating func addRow(_ cells: [WorkbookCell]) throws(WorkbookError) {
    try file.addRow(cells)
  }

  /// Finishes the file, reads it back and gives it its name.
  public consuming func close() throws(WorkbookError) { try file.close() }
}
