import CXlsxWriter
import Glibc

/// libxlsxwriter's workbook and the hidden file that it becomes.
@safe final class WorkbookFile {
  private static let rowLimit = 1_048_576
  private static let columnLimit = 16_384
  private static let textLimit = 32_767
  private static let integerLimit = 999_999_999_999_999

  private let target: HiddenFile
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private let bold: UnsafeMutablePointer<lxw_format>?
  private var sheet: UnsafeMutablePointer<lxw_worksheet>?
  private var sheets: [UnsafeMutablePointer<lxw_worksheet>] = unsafe []
  /// In lower case: libxlsxwriter knows only the cases of ASCII letters.
  private var names: Set<String> = []
  /// Of each sheet that has ended.
  private var rowBytes: [Int] = []
  private var row = 0
  private var header: (row: Int, columns: Int)?

  init(path: String) throws(WorkbookError) {
    let target = try HiddenFile(path: path)
    self.target = target
    // What waits on disk for its turn stays in the directory that must hold the whole file anyway,
    // and not in a /tmp that may lie in memory.
    let book = unsafe target.directory.withCString { directory in
      var options = unsafe lxw_workbook_options()
      unsafe options.constant_memory = 1
      unsafe options.tmpdir = UnsafeMutablePointer(mutating: directory)
      return unsafe workbook_new_opt(target.hiddenPath, &options)
    }
    guard let book = unsafe book else {
      throw WorkbookError(
        .writeFailed, file: path, reason: "there is no memory left to write it with; try again")
    }
    unsafe self.book = book
    unsafe bold = workbook_add_format(book)
    unsafe format_set_bold(bold)
    // A fixed day, as the zip file's own: else the time of writing would be in the file.
    var properties = unsafe lxw_doc_properties()
    unsafe properties.created = 315_532_800
    unsafe workbook_set_properties(book, &properties)
  }

  deinit {
    guard let book = unsafe book else { return }
    // lxw_workbook_free leaves open what the rows were written to; workbook_close does not.
    while let unfinished = unsafe sheets.popLast() {
      if let stream = unsafe unfinished.pointee.optimize_tmpfile { unsafe fclose(stream) }
    }
    unsafe lxw_workbook_free(book)
  }

  func beginSheet(_ name: String, columnWidths: [Double]) throws(WorkbookError) {
    precondition(columnWidths.count <= Self.columnLimit, "a sheet has at most 16,384 columns")
    precondition(columnWidths.allSatisfy((0...255).contains), "a width is 0 to 255 characters")
    try endSheet()
    let isLegible = name.utf8.allSatisfy { $0 >= 0x20 }
    let fault = isLegible ? unsafe workbook_validate_sheet_name(book, name) : LXW_NO_ERROR
    let isTaken = names.contains(name.lowercased())
    guard !name.allSatisfy(\.isWhitespace), isLegible, name.utf16.count <= 31,
      name.lowercased() != "history", fault == LXW_NO_ERROR, !isTaken
    else {
      throw WorkbookError(
        .badSheetName, file: target.path,
        reason: "a sheet cannot be called \"\(name.prefix(80))\"; a name has 1 to 31 characters "
          + "without [ ] : * ? / \\ and control characters, does not begin or end with an "
          + "apostrophe, and is not that of another sheet; choose another name")
    }
    guard let added = unsafe workbook_add_worksheet(book, name) else {
      throw target.failure(errno, "no file for the rows of a sheet could be made")
    }
    unsafe sheet = added
    unsafe sheets.append(added)
    names.insert(name.lowercased())
    row = 0
    header = nil
    for (column, width) in columnWidths.enumerated() {
      let column = lxw_col_t(column)
      unsafe worksheet_set_column(sheet, column, column, width, nil)
    }
  }

  func addHeader(_ cells: [String]) throws(WorkbookError) {
    precondition(header == nil, "a sheet has one header")
    try checkRoom(cells.count)
    for (column, text) in cells.enumerated() { try write(text, column, bold: true) }
    header = (row, cells.count)
    row += 1
    unsafe worksheet_freeze_panes(sheet, lxw_row_t(row), 0)
  }

  func addRow(_ cells: [WorkbookCell]) throws(WorkbookError) {
    try checkRoom(cells.count)
    for (column, cell) in cells.enumerated() {
      switch cell {
      case .text(let text):
        try write(text, column, bold: false)
      case .integer(let number):
        guard number.magnitude <= Self.integerLimit else {
          throw badCell(column, "holds a number of over 15 digits, which Excel would round")
        }
        try check(
          unsafe worksheet_write_number(
            sheet, lxw_row_t(row), lxw_col_t(column), Double(number), nil), column)
      case .number(let number):
        guard number.isFinite else { throw badCell(column, "holds a number that is not finite") }
        try check(
          unsafe worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), number, nil),
          column)
      case .empty:
        break
      }
    }
    row += 1
  }

  func close() throws(WorkbookError) {
    precondition(unsafe sheet != nil, "a workbook has a sheet")
    try endSheet()
    let closing = unsafe book
    unsafe book = nil
    errno = 0
    let result = unsafe workbook_close(closing)
    let code = errno
    guard result == LXW_NO_ERROR else {
      throw target.failure(
        code, unsafe String(cString: lxw_strerror(result)).lowercased())
    }
    try FinishedWorkbook.check(target, rowBytes: rowBytes)
    try target.rename()
  }

  /// Filters below the header, and sees whether all rows reached the disk.
  private func endSheet() throws(WorkbookError) {
    guard let sheet = unsafe sheet else { return }
    if let header, header.columns > 0 {
      unsafe worksheet_autofilter(
        sheet, lxw_row_t(header.row), 0, lxw_row_t(max(row - 1, header.row)),
        lxw_col_t(header.columns - 1))
    }
    // The last row waits for the next one, which does not come.
    unsafe lxw_worksheet_write_single_row(sheet)
    try checkWritten(flushing: true)
    rowBytes.append(unsafe sheet.pointee.optimize_tmpfile.map { unsafe ftell($0) } ?? 0)
  }

  private func checkRoom(_ columns: Int) throws(WorkbookError) {
    precondition(unsafe sheet != nil, "rows belong to a sheet")
    guard columns <= Self.columnLimit, row < Self.rowLimit else {
      throw WorkbookError(
        .sheetFull, file: target.path,
        reason: "a sheet has at most \(Self.rowLimit) rows of \(Self.columnLimit) columns; "
          + "write CSV instead, or a part of it")
    }
    try checkWritten(flushing: false)
  }

  private func checkWritten(flushing: Bool) throws(WorkbookError) {
    guard let stream = unsafe sheet?.pointee.optimize_tmpfile else { return }
    errno = 0
    if flushing { unsafe fflush(stream) }
    let code = errno
    if unsafe ferror(stream) != 0 {
      throw target.failure(code == 0 ? ENOSPC : code, "a row could not be written")
    }
  }

  private func write(_ text: String, _ column: Int, bold isBold: Bool) throws(WorkbookError) {
    let length = text.utf16.count
    guard length <= Self.textLimit else {
      throw badCell(column, "holds a text of \(length) characters, and at most 32767 are possible")
    }
    try check(
      unsafe worksheet_write_string(
        sheet, lxw_row_t(row), lxw_col_t(column), WorkbookText.escaped(text),
        isBold ? bold : nil), column)
  }

  private func check(_ result: lxw_error, _ column: Int) throws(WorkbookError) {
    guard result != LXW_NO_ERROR else { return }
    throw badCell(
      column, "was not accepted (\(unsafe String(cString: lxw_strerror(result)).lowercased()))")
  }

  private func badCell(_ column: Int, _ text: String) -> WorkbookError {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return WorkbookError(
      .badCell, file: target.path,
      reason: "cell \(letters)\(row + 1) \(text); write CSV instead, or shorten it")
  }
}
