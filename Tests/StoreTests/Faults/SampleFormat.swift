/// The formats in which tests write a table; rows may differ in length.
enum SampleFormat: CaseIterable {
  case csv, semicolons, tabs, utf16le, utf16be, windows1258, json, xlsx

  func bytes(_ grid: [[String]]) -> [UInt8] {
    switch self {
    case .csv: Array(Self.separated(grid, by: ",").utf8)
    case .semicolons: [0xEF, 0xBB, 0xBF] + Array(Self.separated(grid, by: ";").utf8)
    case .tabs: Array(Self.separated(grid, by: "\t", end: "\r\n").utf8)
    case .utf16le:
      [0xFF, 0xFE]
        + Self.separated(grid, by: "\t").utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16be:
      Self.separated(grid, by: ",").utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .windows1258: Windows1258Text.encode(Self.separated(grid, by: ","))
    case .json: Array(Self.json(grid).utf8)
    case .xlsx: Self.workbook(grid)
    }
  }

  /// Whether the rows are lines of text.
  var isLines: Bool { self != .json && self != .xlsx }

  static func separated(
    _ grid: [[String]], by separator: Character, end: String = "\n"
  ) -> String {
    grid.map { row in
      row.map { cell in
        cell.contains { $0 == separator || $0 == "\"" || $0.isNewline }
          ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }.joined(separator: String(separator)) + end
    }.joined()
  }

  private static func json(_ grid: [[String]]) -> String {
    func quoted(_ text: String) -> String {
      "\""
        + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n") + "\""
    }
    let headings = grid.first ?? []
    let items = grid.dropFirst().map { row in
      "{" + zip(headings, row).map { quoted($0) + ": " + quoted($1) }.joined(separator: ", ") + "}"
    }
    return "[" + items.joined(separator: ",\n") + "]\n"
  }

  private static func workbook(_ grid: [[String]]) -> [UInt8] {
    func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
    let rows = grid.enumerated().map { index, row in
      "<row r=\"\(index + 1)\">"
        + row.map { "<c t=\"inlineStr\"><is><t>\(escaped($0))</t></is></c>" }.joined() + "</row>"
    }.joined()
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    func relation(_ type: String, to target: String) -> String {
      "<Relationships xmlns=\"\(package)\"><Relationship Id=\"r1\" Type=\"\(types)/\(type)\" "
        + "Target=\"\(target)\"/></Relationships>"
    }
    let parts = [
      ("_rels/.rels", relation("officeDocument", to: "xl/workbook.xml")),
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(types)\"><sheets><sheet name=\"DM\" "
          + "sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
      ),
      ("xl/_rels/workbook.xml.rels", relation("worksheet", to: "worksheets/sheet1.xml")),
      (
        "xl/worksheets/sheet1.xml",
        "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData></worksheet>"
      ),
    ]
    return StoredZip.zip(parts.map { ($0.0, Array($0.1.utf8)) })
  }
}
