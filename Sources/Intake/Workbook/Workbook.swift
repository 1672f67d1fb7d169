/// A workbook of Excel's format since 2007 (`.xlsx`, `.xlsm`), read as it is unpacked.
///
/// Memory is the shared texts and one row, whatever the number of rows. Values come as a reader of
/// the sheet sees them: numbers with 15 digits, dates as `yyyy-MM-dd`, formulas as what they last
/// gave. White space is kept.
struct Workbook: Sendable {
  /// A sheet with cells. Sheets that hold only a chart are no sheets here.
  struct Sheet: Equatable, Sendable {
    let name: String
    let isHidden: Bool
  }

  /// What the cells of all sheets refer to.
  struct Content: Sendable {
    var strings = SharedStrings()
    var formats: [CellFormat] = []
    var since1904 = false
  }

  /// In the order of their tabs, hidden ones too.
  let sheets: [Sheet]
  private let file: SourceFile
  private let limits: WorkbookLimits
  private let content: Content
  /// The part of each sheet; nil where the workbook does not say.
  private let parts: [String?]

  /// Reads all but the sheets. Throws ``IntakeError`` of kind `unreadable` for what is no workbook,
  /// only a part of one, protected by a password, or beyond the limits.
  init(_ file: SourceFile, limits: WorkbookLimits = .standard) throws(IntakeError) {
    try WorkbookSignature.check(file)
    let archive = try ZipArchive(file, limits: limits)
    let book = try Self.bookPart(archive)
    guard let part = try archive.part(book) else { throw Self.missing(book, file) }
    let list = WorkbookHandler(file: file.name)
    try MarkupReader.read(part, list)
    guard list.isWorkbook else { throw WorkbookSignature.notWorkbook(file) }

    let relations = RelationsHandler(file: file.name, source: book)
    let relationsName = RelationsHandler.name(of: book)
    guard let part = try archive.part(relationsName) else {
      throw Self.missing(relationsName, file)
    }
    try MarkupReader.read(part, relations)

    var content = Content()
    content.since1904 = list.since1904
    if let target = relations.first("styles")?.target {
      guard let part = try archive.part(target) else { throw Self.missing(target, file) }
      let styles = StylesHandler(file: file.name)
      try MarkupReader.read(part, styles)
      content.formats = styles.formats
    }
    if let target = relations.first("sharedStrings")?.target {
      guard let part = try archive.part(target) else { throw Self.missing(target, file) }
      let strings = SharedStringsHandler(file: file.name, limits: limits)
      try MarkupReader.read(part, strings)
      content.strings = strings.strings
    }

    var sheets: [Sheet] = []
    var parts: [String?] = []
    let byId = Dictionary(relations.relations.map { ($0.id, $0) }) { first, _ in first }
    for entry in list.entries {
      let relation = byId[entry.relation]
      if let relation, relation.kind != "worksheet" { continue }
      sheets.append(Sheet(name: entry.name, isHidden: entry.isHidden))
      parts.append(relation?.target)
    }
    guard !sheets.isEmpty else {
      throw IntakeError(
        .badWorkbook, file: file.name,
        reason: "the workbook has no sheet with cells; export it again")
    }
    self.file = file
    self.limits = limits
    self.content = content
    self.sheets = sheets
    self.parts = parts
  }

  /// The rows that the sheet's part holds, from the first; rows without any cell may be missing.
  /// Cells stand at their columns, gaps are empty cells, and the last cell that is there ends the
  /// record. A failure shows where it is reached, at the latest at the end: rows that came before
  /// it must not be applied.
  func records(ofSheet index: Int) throws(IntakeError) -> any RecordSource {
    let part = try openPart(ofSheet: index)
    return try SheetRecords(part, content)
  }

  /// The ranges of cells that are shown as one. Costs reading the whole sheet once more.
  func merges(ofSheet index: Int) throws(IntakeError) -> [MergedRange] {
    let handler = MergesHandler(file: file.name, limits: limits)
    try MarkupReader.read(openPart(ofSheet: index), handler)
    return handler.ranges
  }

  private func openPart(ofSheet index: Int) throws(IntakeError) -> sending ZipPart {
    precondition(sheets.indices.contains(index), "a sheet is chosen from the list of sheets")
    let archive = try ZipArchive(file, limits: limits)
    guard let name = parts[index] else {
      throw IntakeError(
        .badWorkbook, file: file.name,
        reason: "it does not say where its sheet \"\(sheets[index].name)\" lies; "
          + "open it in a spreadsheet program and save it again")
    }
    guard let part = try archive.part(name) else { throw Self.missing(name, file) }
    return part
  }

  /// The path of `workbook.xml`, which may have any name.
  private static func bookPart(_ archive: ZipArchive) throws(IntakeError) -> String {
    let relations = RelationsHandler(file: archive.file.name, source: "")
    guard let part = try archive.part(RelationsHandler.name(of: "")) else {
      throw WorkbookSignature.notWorkbook(archive.file)
    }
    try MarkupReader.read(part, relations)
    guard let target = relations.first("officeDocument")?.target else {
      throw WorkbookSignature.notWorkbook(archive.file)
    }
    if target.hasSuffix(".bin") {
      throw IntakeError(
        .binaryWorkbook, file: archive.file.name,
        reason: "this is a binary workbook (.xlsb); save it as .xlsx or CSV UTF-8")
    }
    return target
  }

  private static func missing(_ part: String, _ file: SourceFile) -> IntakeError {
    IntakeError(
      .badWorkbook, file: file.name,
      reason: "the workbook lacks its part \(part); fetch or export it again")
  }
}
