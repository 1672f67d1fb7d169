import FoundationEssentials
import Testing

@testable import Intake

@Suite struct WorkbookTests {
  @Test func `sheets come in the order of their tabs, without charts, hidden ones marked`() throws {
    var book = BookText(rows: "<row><c><v>1</v></c></row>")
    book[BookText.book] = """
      <workbook xmlns:q="u"><sheets><sheet name="Hai" q:id="rId7" state="hidden"/>
      <sheet name="Biểu đồ" q:id="rId8"/><sheet name="Một" q:id="rId1" state="visible"/>
      <sheet name="Ba" q:id="rId9" state="veryHidden"/></sheets></workbook>
      """
    let type = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    book[BookText.bookRelations] = book[BookText.bookRelations].replacing(
      "</Relationships>",
      with: "<Relationship Id=\"rId7\" Type=\"\(type)/worksheet\" Target=\"/xl/hai.xml\"/>"
        + "<Relationship Id=\"rId8\" Type=\"\(type)/chartsheet\" Target=\"chart.xml\"/>"
        + "<Relationship Id=\"rId9\" Type=\"\(type)/worksheet\" Target=\"SHEETS/ba.xml\"/>"
        + "</Relationships>")
    for (name, value) in [("xl/hai.xml", 2), ("xl\\sheets\\Ba.xml", 3)] {
      book.parts.append(
        (name, book[BookText.sheet].replacing("<v>1<", with: "<v>\(value)<")))
    }

    let workbook = try book.workbook()

    #expect(
      workbook.sheets == [
        Workbook.Sheet(name: "Hai", isHidden: true), Workbook.Sheet(name: "Một", isHidden: false),
        Workbook.Sheet(name: "Ba", isHidden: true),
      ])
    #expect(try (0..<3).map { try workbook.cells(ofSheet: $0) } == [[["2"]], [["1"]], [["3"]]])
  }

  @Test func `a sheet reads again from its first row, also while another reading goes on`() throws {
    let rows = (1...2000).map { "<row><c><v>\($0)</v></c></row>" }.joined()
    let workbook = try BookText(rows: rows).workbook()
    var one = try workbook.records(ofSheet: 0)
    var two = try workbook.records(ofSheet: 0)
    var record = CellRecord()

    for row in 1...2000 {
      #expect(try one.advance(&record))
      #expect(record.text(0) == "\(row)")
      #expect(record.line == row)
      #expect(record.isTerminated)
      #expect(try two.advance(&record))
      #expect(record.text(0) == "\(row)")
    }
    #expect(try !one.advance(&record))
    #expect(try !one.advance(&record))
  }

  @Test func `merged ranges stand behind the rows`() throws {
    let workbook = try BookText(
      rows: "<row><c t=\"str\"><v>a</v></c></row>",
      behindRows: "<mergeCells count=\"2\"><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"AA2:AB10\"/>"
        + "</mergeCells>"
    ).workbook()

    #expect(
      try workbook.merges(ofSheet: 0) == [
        MergedRange(firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 5),
        MergedRange(firstRow: 2, lastRow: 10, firstColumn: 27, lastColumn: 28),
      ])
  }

  @Test(arguments: ["", "A1:", "A1:B2:C3", "B2:A1", "A0:B1", "A1:XFE2", "1:2"])
  func `a merged range that is none is refused`(_ range: String) throws {
    let workbook = try BookText(
      rows: "", behindRows: "<mergeCells><mergeCell ref=\"\(range)\"/></mergeCells>"
    ).workbook()

    let expected: IntakeError.Fault? = range == "A1:" ? nil : .badWorkbook
    #expect(fault { _ = try workbook.merges(ofSheet: 0) } == expected)
  }

  @Test func `a file on disk reads like the same bytes in memory`() throws {
    let rows = (1...3000).map { "<row><c><v>\($0)</v></c><c t=\"s\"><v>0</v></c></row>" }
    let book = BookText(rows: rows.joined(), strings: ["<t>Sở Tư pháp</t>"])
    let path = FileManager.default.temporaryDirectory.appending(
      path: "motcua-workbook-\(UUID().uuidString).xlsx")
    try Data(book.bytes()).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let file = try SourceFile(path: path.path)

    let workbook = try Workbook(file)
    try FileManager.default.removeItem(at: path)

    #expect(try workbook.cells() == book.cells())
    #expect(try workbook.cells().count == 3000)
  }

  @Test func `shared texts over many pieces of memory come back whole`() throws {
    var random = SeededGenerator(seed: 9)
    var strings = SharedStrings()
    var expected: [[UInt8]] = []
    for index in 0..<400 {
      let length = index % 50 == 0 ? (1 << 20) - 1 : Int.random(in: 0...9000, using: &random)
      let text = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ index) }
      strings.append(text)
      expected.append(text)
    }

    for (index, text) in expected.enumerated() {
      var bytes: [UInt8] = [1]
      #expect(strings.append(index, to: &bytes))
      #expect(bytes == [1] + text)
    }
    var bytes: [UInt8] = []
    #expect(!strings.append(400, to: &bytes))
    #expect(!strings.append(-1, to: &bytes))
    #expect(strings.keptBytes == expected.reduce(0) { $0 + $1.count + 4 })
  }
}
