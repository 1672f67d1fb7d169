import Procedures
import Testing

@testable import Intake

/// One catalog in every format that offices have: the same records, whatever it is written in.
@Suite struct FormatTests {
  private static let rows = [
    ["Mã TTHC", "Tên TTHC", "Cơ quan thực hiện", "Mức độ DVC"],
    ["1.004194", "Thủ tục khai sinh", "Sở Tư pháp - tỉnh Khánh Hòa", "Toàn trình"],
    ["1.004195", "Cấp giấy phép xây dựng", "UBND phường Bắc Nha Trang", "Một phần"],
    ["1.004196", "Thi giấy phép lái xe", "Sở KH&CN", "Mức độ 4"],
    ["hỏng", "Thủ tục hỏng", "Sở KH&CN", "Mức độ 4"],
  ]

  private static var text: String {
    rows.map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n"
  }

  private func check(_ file: SourceFile, rows: [Int] = [2, 3, 4], held: Int = 5) throws {
    let catalog = try ReadCatalog(file)

    #expect(catalog.records.map(\.row) == rows)
    #expect(catalog.records.map(\.agencies) == [[2], [3], [1]])
    #expect(
      catalog.records.compactMap { $0.attributes.level.value?.code } == ["full", "partial", "4"])
    #expect(
      catalog.procedures.map(\.name.value)
        == ["Thủ tục khai sinh", "Cấp giấy phép xây dựng", "Thi giấy phép lái xe"])
    #expect(catalog.held.map(\.row) == [held])
    #expect(catalog.held.map(\.position) == [1])
  }

  @Test(arguments: TextEncoding.allCases)
  func `a text is read in every encoding, and the encoding is named`(
    _ encoding: TextEncoding
  ) throws {
    let bytes = try #require(NaiveEncoder.encode(Self.text, as: encoding))
    let file = SourceFile(name: "t.csv", contents: bytes)

    try check(file)

    let reader = try CatalogReader(file: file, agencies: .sample)
    #expect(reader.recognition.format == "CSV, \(encoding.label)")
  }

  @Test func `a workbook is read, with its titles, merged cells and the address of a bad cell`()
    throws
  {
    let rows = Self.rows.enumerated().map { index, cells in
      let texts = cells.enumerated().map { column, text in
        // The agency of the last row is merged with the one above it.
        index == 4 && column == 2
          ? ""
          : "<c r=\"\("ABCD".map(String.init)[column])\(index + 4)\" t=\"inlineStr\"><is><t>"
            + text.replacing("&", with: "&amp;") + "</t></is></c>"
      }
      return "<row r=\"\(index + 4)\">\(texts.joined())</row>"
    }
    let title = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>DANH MỤC</t></is></c></row>"
    let book = BookText(
      rows: title + rows.joined(),
      behindRows:
        "<mergeCells count=\"2\"><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"C7:C8\"/></mergeCells>"
    )
    let file = SourceFile(name: "t.xlsx", contents: try book.bytes())

    try check(file, rows: [5, 6, 7], held: 8)

    let catalog = try ReadCatalog(file)
    #expect(catalog.held.map(\.agencies) == [[1]])
    #expect(catalog.reader.recognition.sheet == "Bảng")
    #expect(catalog.reader.read == 5)
  }

  @Test func `rows of a sheet that end early have empty cells`() throws {
    let book = BookText(
      rows: """
        <row><c t="inlineStr"><is><t>Mã TTHC</t></is></c><c t="inlineStr"><is><t>Mức độ</t></is></c></row>
        <row><c t="inlineStr"><is><t>1.004194</t></is></c></row>
        """)

    let catalog = try ReadCatalog(SourceFile(name: "t.xlsx", contents: try book.bytes()))

    #expect(catalog.records.map(\.attributes.level) == [.unknown])
  }

  @Test(arguments: [("[", ",", "]"), ("", "\n", "\n"), ("{\"data\":{\"items\":[", ",", "]}}")])
  func `items of JSON are rows`(_ open: String, _ between: String, _ close: String) throws {
    let items = Self.rows.dropFirst().map { cells in
      "{"
        + zip(Self.rows[0], cells).map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
    }
    let text = open + items.joined(separator: between) + close

    try check(SourceFile(text, name: "t.json"), rows: [1, 2, 3], held: 4)
  }

  @Test func `an answer that announces more items than it holds is refused`() {
    #expect(
      fault { _ = try ReadCatalog(#"{"total":3,"items":[{"code":"1.004194","name":"A"}]}"#) }
        == .missingPages)
  }

  @Test func `the portal's list of procedures declares them`() throws {
    let catalog = try ReadCatalog(
      """
      {"error_code":"0","result":[{"MATTHC":"1.004194","TENTTHC":"A"},
        {"MATTHC":"1.004195","TENTTHC":"B"}]}
      """)

    #expect(catalog.procedures.map(\.code.text) == ["1.004194", "1.004195"])
    #expect(catalog.procedures.map(\.declared) == [true, true])
    #expect(catalog.held == [])
  }

  @Test func `the portal's procedure has its agencies and their levels`() throws {
    let catalog = try ReadCatalog(
      """
      {"error_code":0,"result":[{"ID":7,"MATTHC":"1.004194","TENTTHC":"A","TRANGTHAI":1,
        "LINHVUCTHUCHIEN":[{"MALINHVUC":"L1","TENLINHVUC":"Hộ tịch"}],
        "COQUANTHUCHIEN":[{"MADONVI":"H32.08","TENDONVI":"Sở X"},
          {"MADONVI":"H32.16","TENDONVI":"Sở Y"}],
        "CACHTHUCTHUCHIEN":[{"KENH":1,"THOIGIAN":[{"THOIGIANGIAIQUYET":3,
          "PHILEPHI":[{"SOTIEN":"50.000","DONVI":"Đồng"}]}]}]}]}
      """)
    let levels = try ReadCatalog(
      """
      {"error_code":0,"result":[{"MATTHC":"1.004194",
        "MUCDO":[{"MACOQUANTHUCHIEN":"H32.08","MUCDO":4},
          {"MACOQUANTHUCHIEN":"H32.16","MUCDO":3}]}]}
      """)

    #expect(catalog.held == [])
    #expect(catalog.records.map(\.agencies) == [[1, 2]])
    #expect(catalog.records.map(\.attributes.fee) == [.known(true)])
    #expect(catalog.procedures.map(\.field.value) == ["Hộ tịch"])
    #expect(levels.records.map(\.agencies) == [[1], [2]])
    #expect(levels.records.compactMap { $0.attributes.level.value?.code } == ["4", "3"])
  }

  @Test func `an empty array has no rows`() {
    #expect(throws: IntakeError.self) { try ReadCatalog("[]") }
    do {
      _ = try ReadCatalog("[]")
    } catch {
      #expect((error as? IntakeError)?.exitCode == 5)
    }
  }

  @Test func `of several sheets the one that holds a table is taken, else it is a question`() throws
  {
    let table =
      "<sheetData><row><c t=\"inlineStr\"><is><t>Mã TTHC</t></is></c>"
      + "<c t=\"inlineStr\"><is><t>Tên</t></is></c></row><row>"
      + "<c t=\"inlineStr\"><is><t>1.004194</t></is></c><c t=\"inlineStr\"><is><t>A</t></is></c>"
      + "</row></sheetData>"
    func book(_ second: String) throws -> SourceFile {
      var book = BookText(sheet: table)
      book[BookText.book] = book[BookText.book].replacing(
        "</sheets>", with: "<sheet name=\"Hai\" sheetId=\"2\" r:id=\"rId9\"/></sheets>")
      let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
      book[BookText.bookRelations] = book[BookText.bookRelations].replacing(
        "</Relationships>",
        with: "<Relationship Id=\"rId9\" Type=\"\(types)/worksheet\" Target=\"/xl/hai.xml\"/>"
          + "</Relationships>")
      book.parts.append(
        ("xl/hai.xml", book[BookText.sheet].replacing(table, with: second)))
      return SourceFile(name: "t.xlsx", contents: try book.bytes())
    }
    let note = "<sheetData><row><c t=\"inlineStr\"><is><t>Ghi chú</t></is></c></row></sheetData>"

    #expect(
      try CatalogReader(file: book(note), agencies: .sample).recognition.sheet == "Bảng")
    #expect(fault { _ = try ReadCatalog(book(table)) } == .ambiguousSheet)
    #expect(
      try CatalogReader(file: book(table), sheet: "hai", agencies: .sample).recognition.sheet
        == "Hai")
    #expect(
      fault { _ = try CatalogReader(file: book(table), sheet: "Ba", agencies: .sample) } == .noSheet
    )
    #expect(
      fault { _ = try CatalogReader(file: SourceFile("a"), sheet: "Ba", agencies: .sample) }
        == .noSheet)
  }
}
