/// Reads the rows of a sheet into records, one at a time.
final class SheetHandler: MarkupHandler {
  private enum Place { case document, sheet, rows, row, cell, value, inline, run, inlineText }
  private enum Kind { case number, shared, string, inline, boolean, error, day }

  private let names = SheetNames()
  private let book: Workbook.Content
  private let file: String
  private let limits: WorkbookLimits

  /// The row that was read last.
  var record = CellRecord()
  private(set) var hasRows = false

  private var place = Place.document
  private var skipped = 0
  private var inRun = false
  private var row = 0
  private var column = 0
  private var kind = Kind.number
  private var style = 0
  private var hasValue = false
  private var hasFormula = false
  private var cellStart = 0
  private var textStart = 0
  /// What a value element says, where that is not the cell's text itself.
  private var raw: [UInt8] = []
  private var decimal = DecimalText()

  init(_ book: Workbook.Content, file: String, limits: WorkbookLimits) {
    self.book = book
    self.file = file
    self.limits = limits
  }

  func open(
    _ name: MarkupName, in parent: MarkupName, _ attributes: borrowing MarkupAttributes
  ) throws(IntakeError) {
    if skipped > 0 {
      skipped += 1
      return
    }
    switch place {
    case .row where name == names.cell:
      place = .cell
      try beginCell(attributes)
    case .cell where name == names.value && kind != .inline:
      if hasValue { throw badCell("has two values") }
      hasValue = true
      place = .value
    case .cell where name == names.inline && kind == .inline:
      place = .inline
    case .inline where name == names.run:
      place = .run
    case .inline where name == names.text, .run where name == names.text:
      inRun = place == .run
      textStart = record.bytes.count
      place = .inlineText
    case .rows where name == names.row:
      place = .row
      try beginRow(attributes)
    case .sheet where name == names.rows:
      if hasRows { throw bad("its sheet has two lists of rows") }
      hasRows = true
      place = .rows
    case .document:
      guard name == names.sheet else {
        throw bad("its sheet is no table of cells")
      }
      place = .sheet
    default:
      if place == .cell, name == names.formula { hasFormula = true }
      skipped = 1
    }
  }

  func close() throws(IntakeError) -> Bool {
    if skipped > 0 {
      skipped -= 1
      return false
    }
    switch place {
    case .value, .inline: place = .cell
    case .inlineText:
      EscapedText.decode(&record.bytes, from: textStart)
      place = inRun ? .run : .inline
    case .run: place = .inline
    case .cell:
      try endCell()
      place = .row
    case .row:
      place = .rows
      return true
    case .rows: place = .sheet
    case .sheet, .document: place = .document
    }
    return false
  }

  func text(_ piece: Span<UInt8>) throws(IntakeError) {
    guard skipped == 0 else { return }
    switch (place, kind) {
    case (.value, .string), (.value, .error), (.inlineText, _):
      record.bytes.append(piece)
      guard record.bytes.count - cellStart <= limits.cellBytes else {
        throw IntakeError(
          .cellTooLong, file: file, line: row,
          reason: "cell \(address) is longer than \(limits.cellBytes >> 10) KiB; shorten it")
      }
    case (.value, _):
      raw.append(piece)
      guard raw.count <= 256 else { throw badCell("holds a number of over 256 characters") }
    default:
      break
    }
  }

  private func beginRow(_ attributes: borrowing MarkupAttributes) throws(IntakeError) {
    var number: Int? = row + 1
    try attributes.forEach { name, value throws(IntakeError) in
      if name == names.reference { number = CellReference.number(value) }
    }
    guard let number, number > row else {
      throw bad("a row behind row \(row) has no number of its own, or a lower one")
    }
    guard number <= limits.rows else {
      throw IntakeError(
        .workbookTooLarge, file: file, line: row,
        reason: "the sheet has more than \(limits.rows) rows; split the table")
    }
    row = number
    column = 0
    record.bytes.removeAll(keepingCapacity: true)
    record.bounds.removeAll(keepingCapacity: true)
    record.number = number
    record.line = number
    record.isTerminated = true
  }

  private func beginCell(_ attributes: borrowing MarkupAttributes) throws(IntakeError) {
    var next = column + 1
    var isPlaced = true
    var kind: Kind? = .number
    var style: Int? = 0
    try attributes.forEach { name, value throws(IntakeError) in
      if name == names.reference {
        let reference = CellReference(value, limits: limits)
        isPlaced = reference?.row == row
        next = reference?.column ?? next
      } else if name == names.text {
        kind = Self.kind(value)
      } else if name == names.style {
        style = CellReference.number(value)
      }
    }
    guard next <= limits.columns else {
      throw IntakeError(
        .workbookTooLarge, file: file, line: row,
        reason: "row \(row) has more than \(limits.columns) columns; split the table")
    }
    guard isPlaced, next > column else {
      throw bad("a cell of row \(row) behind column \(column) has a wrong address")
    }
    let end = record.bytes.count
    while column + 1 < next {
      record.bounds.append(end..<end)
      column += 1
    }
    column = next
    guard let kind, let style else { throw badCell("has an unknown type or style") }
    self.kind = kind
    self.style = style
    hasValue = false
    hasFormula = false
    cellStart = end
    raw.removeAll(keepingCapacity: true)
  }

  private static func kind(_ text: Span<UInt8>) -> Kind? {
    switch (text.count, text.count > 0 ? text[0] : 0) {
    case (1, UInt8(ascii: "s")): .shared
    case (1, UInt8(ascii: "n")): .number
    case (1, UInt8(ascii: "b")): .boolean
    case (1, UInt8(ascii: "e")): .error
    case (1, UInt8(ascii: "d")): .day
    case (3, UInt8(ascii: "s")): .string
    case (9, UInt8(ascii: "i")): .inline
    default: nil
    }
  }

  private func endCell() throws(IntakeError) {
    let isBare = !hasValue || raw.allSatisfy { $0 <= 0x20 }
    if hasFormula, isBare, kind != .string, kind != .inline, kind != .error {
      throw IntakeError(
        .badWorkbook, file: file, line: row,
        reason: "cell \(address) holds a formula that was never calculated; open the file in a "
          + "spreadsheet program, save it and read it again")
    }
    if hasValue {
      switch kind {
      case .string, .error: EscapedText.decode(&record.bytes, from: cellStart)
      case .inline: break
      default:
        while let last = raw.last, last <= 0x20 { raw.removeLast() }
        raw.removeFirst(raw.prefix { $0 <= 0x20 }.count)
        if !raw.isEmpty { try appendRaw() }
      }
    }
    record.bounds.append(cellStart..<record.bytes.count)
    guard record.bytes.count <= limits.rowBytes else {
      throw IntakeError(
        .rowTooLong, file: file, line: row,
        reason: "the row is longer than \(limits.rowBytes >> 20) MiB; this is no table of ours")
    }
  }

  private func appendRaw() throws(IntakeError) {
    switch kind {
    case .shared:
      guard let index = CellReference.number(raw.span),
        book.strings.append(index, to: &record.bytes)
      else { throw badCell("points to a shared text that is missing") }
    case .boolean:
      switch raw {
      case [0x31], Array("true".utf8): record.bytes.append(contentsOf: "TRUE".utf8)
      case [0x30], Array("false".utf8): record.bytes.append(contentsOf: "FALSE".utf8)
      default: throw badCell("is neither true nor false")
      }
    case .day:
      record.bytes.append(contentsOf: SerialDate.text(iso: raw))
    default:
      var (integers, decimals) = (1, 0)
      switch book.formats.indices.contains(style) ? book.formats[style] : .general {
      case .number(let atLeast, let behind): (integers, decimals) = (atLeast, behind)
      case .date:
        if let serial = Double(String(decoding: raw, as: UTF8.self)),
          let text = SerialDate.text(serial, since1904: book.since1904)
        {
          record.bytes.append(contentsOf: text.utf8)
          return
        }
      }
      let isNumber = decimal.append(
        raw, integers: integers, decimals: decimals, to: &record.bytes)
      guard isNumber else {
        throw badCell("holds \"\(String(decoding: raw.prefix(40), as: UTF8.self))\" as a number")
      }
    }
  }

  private var address: String { CellReference(column: column, row: row).text }

  private func badCell(_ text: String) -> IntakeError { bad("cell \(address) \(text)") }

  private func bad(_ text: String) -> IntakeError {
    IntakeError(
      .badWorkbook, file: file, line: row > 0 ? row : nil,
      reason: text + "; open the file in a spreadsheet program and save it again")
  }
}

/// The names of a sheet's elements and attributes, made once for each sheet.
private struct SheetNames {
  let sheet = MarkupName("worksheet")
  let rows = MarkupName("sheetData")
  let row = MarkupName("row")
  let cell = MarkupName("c")
  let value = MarkupName("v")
  let formula = MarkupName("f")
  let inline = MarkupName("is")
  /// A cell's address, a row's number, and a run of rich text.
  let reference = MarkupName("r")
  /// A piece of text, and a cell's type.
  let text = MarkupName("t")
  let style = MarkupName("s")
  var run: MarkupName { reference }
}
