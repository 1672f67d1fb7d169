/// How much of a workbook is read at most. The standard leaves room for every real table.
struct WorkbookLimits: Sendable {
  static let standard = WorkbookLimits()

  /// Unpacked bytes of one part.
  var partBytes = 2 << 30
  /// How many times its packed size a part may unpack to, beyond the first ``freeBytes``.
  var ratio = 200
  /// Unpacked bytes up to which the ratio does not count: few bytes may be very regular.
  var freeBytes = 16 << 20
  /// Bytes of the zip file's table of contents.
  var directoryBytes = 1 << 20
  /// Bytes kept of shared strings, four more for each.
  var sharedBytes = 64 << 20
  /// Bytes of one cell's text.
  var cellBytes = CSVRecords.cellLimit
  /// Bytes of all texts of one row.
  var rowBytes = CSVRecords.recordLimit
  /// Columns and rows of a sheet, as Excel has them.
  var columns = 16_384
  var rows = 1_048_576
  /// Bytes of one tag or comment, nesting of elements.
  var tagBytes = 1 << 20
  var depth = 64
}
