import FoundationEssentials
import Testing

@testable import Reports

@Suite struct WorkbookWriterTests {
  private static let sheet = "xl/worksheets/sheet1.xml"

  @Test func `rows become cells of their kind at their place`() throws {
    try inDirectory { directory in
      let path = directory + "/a.xlsx"
      var writer = try WorkbookWriter(path: path)
      try writer.beginSheet("Bảng", columnWidths: [20, 8.5])
      try writer.addRow([.text("DANH MỤC")])
      try writer.addHeader(["Mã", "Số"])
      try writer.addRow([.text("=1+1"), .integer(-42), .empty, .number(0.5)])
      try writer.addRow([.empty, .text("00123")])
      try writer.close()

      let parts = try ZipText.parts(path)
      let xml = try #require(parts[Self.sheet])
      for expected in [
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>DANH MỤC</t></is></c></row>",
        "<c r=\"A2\" s=\"1\" t=\"inlineStr\"><is><t>Mã</t></is></c>",
        "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>=1+1</t></is></c>"
          + "<c r=\"B3\"><v>-42</v></c><c r=\"D3\"><v>0.5</v></c></row>",
        "<row r=\"4\"><c r=\"B4\" t=\"inlineStr\"><is><t>00123</t></is></c></row>",
        "ySplit=\"2\" topLeftCell=\"A3\"", "state=\"frozen\"", "<autoFilter ref=\"A2:B4\"/>",
        "<col min=\"1\" max=\"1\" width=\"20.7109375\" customWidth=\"1\"/>",
      ] {
        #expect(xml.contains(expected), "\(expected) is missing in \(xml)")
      }
      #expect(!xml.contains("<f>"))
      #expect(parts["xl/workbook.xml"]?.contains("<sheet name=\"Bảng\"") == true)
      #expect(parts["xl/styles.xml"]?.contains("<b/>") == true)
    }
  }

  @Test func `each sheet has its own rows, header and filter`() throws {
    try inDirectory { directory in
      let path = directory + "/a.xlsx"
      var writer = try WorkbookWriter(path: path)
      for name in ["Một", "Hai & ba"] {
        try writer.beginSheet(name)
        try writer.addHeader([name])
        try writer.addRow([.text("x \(name)")])
      }
      try writer.close()

      let parts = try ZipText.parts(path)
      #expect(parts[Self.sheet]?.contains("<t>x Một</t>") == true)
      #expect(parts["xl/worksheets/sheet2.xml"]?.contains("<t>x Hai &amp; ba</t>") == true)
      #expect(parts["xl/worksheets/sheet2.xml"]?.contains("<autoFilter ref=\"A1:A2\"/>") == true)
      #expect(parts["xl/workbook.xml"]?.contains("name=\"Hai &amp; ba\"") == true)
    }
  }

  @Test(arguments: [
    ("a&<b>\"'", "a&amp;&lt;b&gt;\"'"), ("a\u{0}b", "a_x0000_b"),
    ("a\u{1B}\rb", "a_x001B__x000D_b"),
    ("_x0041_", "_x005F_x0041_"), ("__x0041_x", "__x005F_x0041_x"), ("_x41_", "_x41_"),
    ("a\u{FFFE}\u{FFFF}", "a_xFFFE__xFFFF_"), ("Đất 𝄞\tb", "Đất 𝄞\tb"), ("a\nb", "a\nb"),
    ("#N/A", "#N/A"), ("TRUE", "TRUE"), ("1E5", "1E5"), ("@a", "@a"),
  ])
  func `text stays text, with escapes where XML holds no such character`(
    _ text: String, _ expected: String
  ) throws {
    try inDirectory { directory in
      let path = directory + "/a.xlsx"
      var writer = try WorkbookWriter(path: path)
      try writer.beginSheet("a")
      try writer.addRow([.text(text)])
      try writer.close()

      let xml = try #require(ZipText.parts(path)[Self.sheet])
      #expect(
        xml.contains("<c r=\"A1\" t=\"inlineStr\"><is><t>\(expected)</t></is></c>"), "\(xml)")
    }
  }

  @Test func `blanks around a text are kept`() throws {
    try inDirectory { directory in
      let path = directory + "/a.xlsx"
      var writer = try WorkbookWriter(path: path)
      try writer.beginSheet("a")
      try writer.addRow([.text(" a ")])
      try writer.close()

      #expect(
        try ZipText.parts(path)[Self.sheet]?.contains("<t xml:space=\"preserve\"> a </t>") == true)
    }
  }

  @Test(arguments: [
    (WorkbookCell.text(String(repeating: "a", count: 32_768)), "B3 holds a text of 32768"),
    (.text(String(repeating: "𝄞", count: 16_384)), "B3 holds a text of 32768"),
    (.text(String(repeating: "\u{1}", count: 30_000)), "B3 was not accepted"),
    (.integer(1_000_000_000_000_000), "B3 holds a number of over 15 digits"),
    (.integer(.min), "B3 holds a number of over 15 digits"),
    (.number(.nan), "B3 holds a number that is not finite"),
    (.number(-.infinity), "B3 holds a number that is not finite"),
  ])
  func `a cell that cannot hold its value is named`(_ cell: WorkbookCell, _ expected: String) throws
  {
    try inDirectory { directory in
      var writer = try WorkbookWriter(path: directory + "/a.xlsx")
      try writer.beginSheet("a")
      try writer.addRow([])
      try writer.addRow([.text(String(repeating: "a", count: 32_767))])

      do throws(WorkbookError) {
        try writer.addRow([.integer(999_999_999_999_999), cell])
        Issue.record("the cell was taken")
      } catch {
        #expect(error.kind == .badCell)
        #expect(error.reason.contains(expected), "\(error)")
      }
    }
  }

  @Test(arguments: [
    "", "  ", String(repeating: "a", count: 32), "a/b", "a[b", "a:b", "a*b", "a?b", "a\\b", "'a",
    "a'", "Một", "MỘT", "History", "a\u{0}b", String(repeating: "𝄞", count: 16),
  ])
  func `a name that Excel allows no sheet is refused`(_ name: String) throws {
    try inDirectory { directory in
      var writer = try WorkbookWriter(path: directory + "/a.xlsx")
      try writer.beginSheet("Một")

      do throws(WorkbookError) {
        try writer.beginSheet(name)
        Issue.record("the name was taken")
      } catch {
        #expect(error.kind == .badSheetName)
      }
    }
  }

  @Test func `a file bears the name only when it is whole`() throws {
    try inDirectory { directory in
      let path = directory + "/a.xlsx"
      try Data("cũ".utf8).write(to: URL(filePath: path))
      do {
        var abandoned = try WorkbookWriter(path: path)
        try abandoned.beginSheet("a")
        try abandoned.addRow([.text("a")])
      }
      #expect(try Data(contentsOf: URL(filePath: path)) == Data("cũ".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["a.xlsx"])

      var one = try WorkbookWriter(path: path)
      var two = try WorkbookWriter(path: path)
      try one.beginSheet("một")
      try two.beginSheet("hai")
      try one.close()
      #expect(try ZipText.parts(path)["xl/workbook.xml"]?.contains("một") == true)
      try two.close()

      #expect(try ZipText.parts(path)["xl/workbook.xml"]?.contains("hai") == true)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["a.xlsx"])
    }
  }

  @Test func `a finished file that lacks rows or the end of a part is refused`() throws {
    try inDirectory { directory in
      let path = directory + "/a.xlsx"
      var writer = try WorkbookWriter(path: path)
      try writer.beginSheet("a")
      for row in 0..<3000 { try writer.addRow([.integer(row)]) }
      try writer.close()
      let whole = try Data(contentsOf: URL(filePath: path))
      let xml = try #require(ZipText.parts(path)[Self.sheet])
      let start = try #require(xml.firstRange(of: "<sheetData>")?.upperBound)
      let end = try #require(xml.firstRange(of: "</sheetData>")?.lowerBound)
      let size = xml[start..<end].utf8.count

      let file = try HiddenFile(path: path)
      try whole.write(to: URL(filePath: file.hiddenPath))
      #expect(try isWhole(file, [size]))
      for sizes in [[size + 1], [size - 4096], [size, 0]] {
        #expect(try !isWhole(file, sizes), "\(sizes)")
      }
      for count in [0, 100, whole.count / 2, whole.count - 1] {
        try whole.prefix(count).write(to: URL(filePath: file.hiddenPath))
        #expect(try !isWhole(file, [size]), "\(count) bytes")
      }
    }
  }

  private func isWhole(_ file: HiddenFile, _ rowBytes: [Int]) throws -> Bool {
    do throws(WorkbookError) {
      try FinishedWorkbook.check(file, rowBytes: rowBytes)
      return true
    } catch {
      if error.kind == .diskFull { return false }
      throw error
    }
  }

  @Test func `the same rows give the same bytes`() throws {
    try inDirectory { directory in
      for name in ["a", "b"] {
        var writer = try WorkbookWriter(path: "\(directory)/\(name).xlsx")
        try writer.beginSheet("a")
        try writer.addHeader(["a"])
        for row in 0..<5000 { try writer.addRow([.integer(row), .text("dòng \(row)")]) }
        try writer.close()
      }

      #expect(
        try Data(contentsOf: URL(filePath: directory + "/a.xlsx"))
          == Data(contentsOf: URL(filePath: directory + "/b.xlsx")))
    }
  }

  @Test func `a path that cannot become a file is refused with what to do`() throws {
    try inDirectory { directory in
      try FileManager.default.createDirectory(
        atPath: directory + "/d.xlsx", withIntermediateDirectories: false)
      for path in [
        directory + "/none/a.xlsx", directory + "/d.xlsx", directory + "/", "", ".", "/dev/null",
        directory + "/a\u{0}.xlsx",
      ] {
        do throws(WorkbookError) {
          _ = try WorkbookWriter(path: path)
          Issue.record("\(path) was taken")
        } catch {
          #expect(error.kind == .badPath, "\(error)")
        }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["d.xlsx"])
    }
  }

  @Test func `an error says what, where and what to do`() throws {
    do throws(WorkbookError) {
      _ = try WorkbookWriter(path: "/none/a.xlsx")
      Issue.record("the path was taken")
    } catch {
      #expect(
        error.description
          == "cannot write /none/a.xlsx: there is no such directory; make it or correct the path")
    }
  }

  @Test func `rows and columns beyond a sheet are refused`() throws {
    try inDirectory { directory in
      var writer = try WorkbookWriter(path: directory + "/a.xlsx")
      try writer.beginSheet("a")
      try writer.addRow(Array(repeating: .empty, count: 16_384))
      do throws(WorkbookError) {
        try writer.addRow(Array(repeating: .empty, count: 16_385))
        Issue.record("the column was taken")
      } catch {
        #expect(error.kind == .sheetFull)
      }
      for _ in 1..<1_048_576 { try writer.addRow([]) }
      do throws(WorkbookError) {
        try writer.addRow([])
        Issue.record("the row was taken")
      } catch {
        #expect(error.kind == .sheetFull)
      }
    }
  }

  private func inDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(
      path: "motcua-writer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try body(directory.path)
  }
}
