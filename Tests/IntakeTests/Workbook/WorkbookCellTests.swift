import Testing

@testable import Intake

@Suite struct WorkbookCellTests {
  @Test(arguments: [
    ("<c><v>1.004194</v></c>", "1.004194"),
    ("<c><v>1004194</v></c>", "1004194"),
    ("<c><v>1.0041939999999999</v></c>", "1.004194"),
    ("<c><v>1.0041940000000001E0</v></c>", "1.004194"),
    ("<c t=\"n\"><v>5.0</v></c>", "5"),
    ("<c><v>56012345678</v></c>", "56012345678"),
    ("<c s=\"1\"><v>2.00081</v></c>", "2.000810"),
    ("<c s=\"2\"><v>123</v></c>", "00123"),
    ("<c s=\"3\"><v>45000</v></c>", "2023-03-15"),
    ("<c s=\"99\"><v>7</v></c>", "7"),
    ("<c t=\"s\"><v>0</v></c>", "một"),
    ("<c t=\"s\"><v> 1 </v></c>", "hai ba"),
    ("<c t=\"inlineStr\"><is><t>bốn</t></is></c>", "bốn"),
    ("<c t=\"inlineStr\"><is><r><rPr><b/></rPr><t>n</t></r><r><t>ăm</t></r></is></c>", "năm"),
    ("<c t=\"inlineStr\"><is><t>a</t><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></is></c>", "a"),
    ("<c t=\"str\"><f>A1&amp;B1</f><v>sáu</v></c>", "sáu"),
    ("<c t=\"str\"><f>\"\"</f></c>", ""),
    ("<c t=\"str\"><v><![CDATA[a<b>&]]>c</v></c>", "a<b>&c"),
    ("<c t=\"str\"><v>a&lt;b&#x1EA1;</v></c>", "a<bạ"),
    ("<c t=\"str\"><v>a_x000D_b</v></c>", "a\rb"),
    ("<c t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c>", " a "),
    ("<c t=\"b\"><v>1</v></c>", "TRUE"),
    ("<c t=\"b\"><v>0</v></c>", "FALSE"),
    ("<c t=\"e\"><v>#N/A</v></c>", "#N/A"),
    ("<c t=\"d\"><v>2026-01-05T00:00:00</v></c>", "2026-01-05"),
    ("<c t=\"d\"><v>2026-01-05T08:30:00.000Z</v></c>", "2026-01-05 08:30:00"),
    ("<c><f>1+1</f><v>2</v></c>", "2"),
    ("<c><v></v></c>", ""),
    ("<c/>", ""),
    ("<c t=\"s\"/>", ""),
    ("<c><extLst><ext><v>9</v></ext></extLst></c>", ""),
  ])
  func `a cell reads as a reader of the sheet sees it`(_ cell: String, _ expected: String) throws {
    let book = BookText(
      rows: "<row>\(cell)</row>",
      strings: [
        "<t>một</t>",
        "<r><t>hai</t></r><r><rPr/><t xml:space=\"preserve\"> ba</t></r>"
          + "<rPh sb=\"0\" eb=\"1\"><t>x</t></rPh><phoneticPr fontId=\"1\"/>",
      ],
      formats: ["0.000000", "00000", "14"])

    #expect(try book.cells() == [[expected]])
  }

  @Test(arguments: [
    ("<c t=\"s\"><v>2</v></c>", "C3 points to a shared text that is missing"),
    ("<c t=\"s\"><v>-1</v></c>", "C3 points to a shared text that is missing"),
    ("<c><v>12a</v></c>", "C3 holds \"12a\" as a number"),
    ("<c><v>NaN</v></c>", "C3 holds \"NaN\" as a number"),
    ("<c t=\"b\"><v>yes</v></c>", "C3 is neither true nor false"),
    ("<c t=\"zz\"><v>1</v></c>", "C3 has an unknown type or style"),
    ("<c><v>1</v><v>2</v></c>", "C3 has two values"),
    ("<c><f>A1+1</f><v></v></c>", "C3 holds a formula that was never calculated"),
    ("<c><f>A1+1</f><v/></c>", "C3 holds a formula that was never calculated"),
    ("<c><f>A1+1</f></c>", "C3 holds a formula that was never calculated"),
  ])
  func `a cell that cannot be read is named`(_ cell: String, _ expected: String) throws {
    let book = BookText(
      rows: "<row r=\"3\"><c r=\"B3\"/>\(cell)</row>", strings: ["<t>a</t>", "<t>b</t>"])

    let error = #expect(throws: IntakeError.self) { try book.cells() }

    #expect(error?.fault == .badWorkbook)
    #expect(error?.line == 3)
    #expect(error?.reason.contains(expected) == true, "\(error?.reason ?? "")")
  }

  @Test func `gaps are empty cells, missing rows are no records, numbers are the sheet's`() throws {
    let book = BookText(
      rows: """
        <row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c><c r="E2"/></row>
        <row r="5"/><row><c><v>3</v></c></row><row r="9"><c r="AB9"><v>4</v></c></row>
        """)

    let rows = try book.workbook().rows()

    #expect(rows.map(\.number) == [2, 5, 6, 9])
    #expect(
      rows.map(\.cells) == [
        ["", "1", "", "2", ""], [], ["3"], Array(repeating: "", count: 27) + ["4"],
      ])
  }

  @Test(arguments: [
    "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"0\"/>", "<row r=\"x\"/>",
    "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
    "<row r=\"1\"><c r=\"A1\"/><c r=\"A1\"/></row>",
    "<row r=\"1\"><c r=\"A2\"/></row>", "<row r=\"1\"><c r=\"1A\"/></row>",
    "<row r=\"1\"><c r=\"\"/></row>",
  ])
  func `rows and cells out of order are refused`(_ rows: String) {
    #expect(fault { _ = try BookText(rows: rows).cells() } == .badWorkbook)
  }

  @Test func `elements with a prefix mean the same`() throws {
    var book = BookText(
      rows: "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", strings: ["<t>a</t>"])
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for part in [BookText.sheet, BookText.strings, BookText.book] {
      book[part] = book[part]
        .replacing("</", with: "\u{1}").replacing("<?", with: "\u{2}")
        .replacing("<", with: "<x:").replacing("\u{1}", with: "</x:").replacing("\u{2}", with: "<?")
        .replacing("xmlns=\"\(main)\"", with: "xmlns:x=\"\(main)\"")
    }

    #expect(try book.cells() == [["a"]])
  }

  @Test func `a sheet in UTF-16 reads like one in UTF-8`() throws {
    let book = BookText(rows: "<row><c t=\"str\"><v>Đất đai 𝄞</v></c></row>")
    var parts = book.parts.map { ($0.name, Array($0.text.utf8)) }
    let text = book[BookText.sheet].replacing("UTF-8", with: "UTF-16")
    parts[5].1 = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }

    let zip = try ZipBuilder.zip(parts)

    #expect(try Workbook(SourceFile(name: "a", contents: zip)).cells() == [["Đất đai 𝄞"]])
  }

  @Test(arguments: [(false, "2026-11-23"), (true, "2030-11-24")])
  func `a date counts from the calendar that the workbook names`(
    _ since1904: Bool, _ expected: String
  ) throws {
    let book = BookText(
      rows: "<row><c s=\"1\"><v>46349</v></c></row>", formats: ["dd/mm/yyyy"],
      since1904: since1904)

    #expect(try book.cells() == [[expected]])
  }

  @Test func `random texts come back whichever way they are stored`() throws {
    var random = SeededGenerator(seed: 3)
    let pieces = ["a", "&", "<", ">", "\"", "'", "Đất", "\n", " ", "𝄞", "_x", "_", "x000D_", "]]>"]
    let table = (0..<300).map { _ in
      (0..<Int.random(in: 1...6, using: &random)).map { _ in
        (0..<Int.random(in: 1...5, using: &random))
          .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      }
    }
    var strings: [String] = []
    let rows = table.map { row in
      let cells = row.map { text in
        let xml = text.replacing("_x", with: "_x005F_x").replacing("&", with: "&amp;")
          .replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
          strings.append("<t>\(xml)</t>")
          return "<c t=\"s\"><v>\(strings.count - 1)</v></c>"
        case 1: return "<c t=\"inlineStr\"><is><t>\(xml)</t></is></c>"
        default: return "<c t=\"str\"><v>\(xml)</v></c>"
        }
      }
      return "<row>\(cells.joined())</row>"
    }

    let read = try BookText(rows: rows.joined(), strings: strings).cells()

    #expect(read == table)
  }
}
