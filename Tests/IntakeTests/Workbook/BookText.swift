@testable import Intake

/// The XML parts of a workbook, to be changed at will.
struct BookText {
  static let book = "xl/workbook.xml"
  static let sheet = "xl/worksheets/sheet1.xml"
  static let strings = "xl/sharedStrings.xml"
  static let styles = "xl/styles.xml"
  static let bookRelations = "xl/_rels/workbook.xml.rels"
  static let rootRelations = "_rels/.rels"

  /// Names and texts in the order in which they are packed.
  var parts: [(name: String, text: String)]

  /// A workbook with one sheet, whose rows are given as XML.
  init(
    rows: String, strings: [String] = [], formats: [String] = [], since1904: Bool = false,
    behindRows: String = ""
  ) {
    self.init(
      sheet: "<sheetData>\(rows)</sheetData>\(behindRows)", strings: strings, formats: formats,
      since1904: since1904)
  }

  /// A workbook with one sheet, whose content is given as XML; `strings` are the insides of `si`,
  /// `formats` number formats: style 0 is General, style n the n-th of them.
  init(
    sheet: String, strings: [String] = [], formats: [String] = [], since1904: Bool = false
  ) {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    let relations = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let styles = formats.enumerated().map { index, code in
      if code.count == 2, let builtIn = Int(code) { return (index, builtIn, "") }
      let code = code.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
      return (
        index, 164 + index, "<numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(code)\"/>"
      )
    }
    parts = [
      (
        Self.rootRelations,
        head + "<Relationships \(relations)><Relationship Id=\"r1\" "
          + "Type=\"\(types)/officeDocument\" Target=\"\(Self.book)\"/></Relationships>"
      ),
      (
        Self.book,
        head + "<workbook \(main) xmlns:r=\"\(types)\">"
          + "<workbookPr\(since1904 ? " date1904=\"1\"" : "")/>"
          + "<sheets><sheet name=\"Bảng\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
      ),
      (
        Self.bookRelations,
        head + "<Relationships \(relations)>"
          + "<Relationship Id=\"rId1\" Type=\"\(types)/worksheet\" "
          + "Target=\"worksheets/sheet1.xml\"/>"
          + "<Relationship Id=\"rId2\" Type=\"\(types)/styles\" Target=\"/xl/styles.xml\"/>"
          + "<Relationship Id=\"rId3\" Type=\"\(types)/sharedStrings\" "
          + "Target=\"./../xl/sharedStrings.xml\"/></Relationships>"
      ),
      (
        Self.styles,
        head + "<styleSheet \(main)><numFmts>" + styles.map(\.2).joined() + "</numFmts>"
          + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
          + "<cellXfs><xf numFmtId=\"0\"/>"
          + styles.map { "<xf numFmtId=\"\($0.1)\"/>" }.joined() + "</cellXfs></styleSheet>"
      ),
      (
        Self.strings,
        head + "<sst \(main) uniqueCount=\"\(strings.count)\">"
          + strings.map { "<si>\($0)</si>" }.joined() + "</sst>"
      ),
      (Self.sheet, head + "<worksheet \(main)>\(sheet)</worksheet>"),
    ]
  }

  subscript(_ name: String) -> String {
    get { parts.first { $0.name == name }?.text ?? "" }
    set { parts = parts.map { $0.name == name ? (name, newValue) : $0 } }
  }

  mutating func drop(_ name: String) { parts.removeAll { $0.name == name } }

  func bytes() throws -> [UInt8] {
    try ZipBuilder.zip(parts.map { ($0.name, Array($0.text.utf8)) })
  }

  func workbook(_ limits: WorkbookLimits = .standard) throws -> Workbook {
    try Workbook(SourceFile(name: "a.xlsx", contents: bytes()), limits: limits)
  }

  /// The cells of the first sheet.
  func cells(_ limits: WorkbookLimits = .standard) throws -> [[String]] {
    try workbook(limits).cells()
  }
}

extension Workbook {
  /// All cells of a sheet as text.
  func cells(ofSheet index: Int = 0) throws -> [[String]] { try rows(ofSheet: index).map(\.cells) }

  /// All rows of a sheet with their numbers.
  func rows(ofSheet index: Int = 0) throws -> [(number: Int, cells: [String])] {
    var records = try records(ofSheet: index)
    var record = CellRecord()
    var result: [(Int, [String])] = []
    while try records.advance(&record) {
      result.append((record.number, (0..<record.count).map(record.text)))
    }
    return result
  }
}
