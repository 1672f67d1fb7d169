import FoundationEssentials
import Testing

@testable import Intake

@Suite struct WorkbookRefusalTests {
  private static let good = BookText(
    rows: "<row><c t=\"s\"><v>0</v></c></row>", strings: ["<t>a</t>"])

  @Test(arguments: [
    ("", IntakeError.Fault.empty), ("Mã,Tên\n", .notWorkbook), ("<html>", .html), ("%PDF", .pdf),
    ("PK\u{3}\u{4}rest", .cutWorkbook), ("PK", .notWorkbook),
  ])
  func `what is no zip file is refused by what it is`(
    _ text: String, _ expected: IntakeError.Fault
  ) {
    #expect(
      fault { _ = try Workbook(SourceFile(name: "a", contents: Array(text.utf8))) } == expected)
  }

  @Test func `an old workbook and one with a password are told apart`() {
    let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let filler = [UInt8](repeating: 0x45, count: 300_000)
    let mark = Array("EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })

    #expect(fault { try open(old + filler) } == .oldExcel)
    #expect(fault { try open(old + mark + filler) } == .encryptedWorkbook)
    #expect(fault { try open(old + filler + mark) } == .encryptedWorkbook)
  }

  @Test func `another zip file is no workbook`() throws {
    let zip = try ZipBuilder.zip([("content.xml", Array("<a/>".utf8))])

    #expect(fault { try open(zip) } == .notWorkbook)
  }

  @Test func `a document of another program is no workbook`() throws {
    var book = Self.good
    book[BookText.book] = "<document/>"

    #expect(fault { _ = try book.workbook() } == .notWorkbook)
  }

  @Test func `a binary workbook is refused by its name`() throws {
    var book = Self.good
    book[BookText.rootRelations] = book[BookText.rootRelations]
      .replacing("workbook.xml", with: "workbook.bin")

    #expect(fault { _ = try book.workbook() } == .binaryWorkbook)
  }

  @Test(arguments: [
    BookText.book, BookText.bookRelations, BookText.styles, BookText.strings, BookText.sheet,
  ])
  func `a workbook that lacks a part is refused with the part's name`(_ part: String) {
    var book = Self.good
    book.drop(part)

    let error = #expect(throws: IntakeError.self) { try book.cells() }

    #expect(error?.fault == .badWorkbook)
    #expect(error?.reason.contains(part) == true)
  }

  @Test(arguments: [
    BookText.rootRelations, BookText.book, BookText.bookRelations, BookText.styles,
    BookText.strings, BookText.sheet,
  ])
  func `a part that is cut or declares a document type is refused with its name`(
    _ part: String
  ) throws {
    var cut = Self.good
    cut[part] = String(cut[part].dropLast(5))
    var typed = Self.good
    typed[part] = typed[part].replacing(
      "?>", with: "?><!DOCTYPE a [<!ENTITY b \"cccc\">]>", maxReplacements: 1)

    for book in [cut, typed] {
      let error = #expect(throws: IntakeError.self) { try book.cells() }
      #expect(error?.fault == .badWorkbook)
      #expect(error?.reason.contains(part) == true)
    }
  }

  @Test(arguments: [
    "<sheetData><row><c><v>1</v></c></row>", "<sheetData><row><c><v>1</v></c>", "<sheetPr/>", "",
    "<sheetData/><sheetData/>",
  ])
  func `a sheet without a whole list of rows is refused`(_ sheet: String) {
    #expect(fault { _ = try BookText(sheet: sheet).cells() } == .badWorkbook)
  }

  @Test func `what is broken behind the rows is seen at their end, again and again`() throws {
    let book = try BookText(rows: "<row><c><v>1</v></c></row>", behindRows: "<a></b>").workbook()
    var records = try book.records(ofSheet: 0)
    var record = CellRecord()

    #expect(try records.advance(&record))
    #expect(fault { _ = try records.advance(&record) } == .badWorkbook)
    #expect(fault { _ = try records.advance(&record) } == .badWorkbook)
  }

  @Test(arguments: ["", "<sheet name=\"a\" sheetId=\"1\"/>"])
  func `a workbook whose sheets lead nowhere is refused`(_ sheets: String) {
    var book = Self.good
    book[BookText.book] = "<workbook><sheets>\(sheets)</sheets></workbook>"

    #expect(fault { _ = try book.cells() } == .badWorkbook)
  }

  @Test func `a damaged part is refused, though its text would be well formed`() throws {
    // Random digits, so that deflate stores them nearly as they are and a changed bit stays text.
    var random = SeededGenerator(seed: 1)
    let digits = String(
      (0..<4000).map { _ in Character("\(Int.random(in: 0...9, using: &random))") })
    let book = BookText(rows: "<row><c t=\"str\"><v>\(digits)</v></c></row>")
    let bytes = try book.bytes()
    let name = Array(BookText.sheet.utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
    var wrongSum = bytes
    wrongSum[start - 30 + 14] ^= 1
    let directory = try #require(bytes.indices.last { bytes[$0...].starts(with: name) })
    wrongSum[directory - 46 + 16] ^= 1

    #expect(try Workbook(SourceFile(name: "a", contents: bytes)).cells() == [[digits]])
    #expect(
      fault { _ = try Workbook(SourceFile(name: "a", contents: wrongSum)).cells() }
        == .badWorkbook)
  }

  @Test func `a part with a password is refused`() throws {
    var bytes = try Self.good.bytes()
    let name = Array(BookText.book.utf8)
    for start in bytes.indices where bytes[start...].starts(with: name) {
      // The flag of the local header, or that of the directory.
      if start >= 30, bytes[(start - 30)...].starts(with: [0x50, 0x4B, 3, 4]) {
        bytes[start - 24] |= 1
      }
      if start >= 46, bytes[(start - 46)...].starts(with: [0x50, 0x4B, 1, 2]) {
        bytes[start - 38] |= 1
      }
    }

    #expect(fault { try open(bytes) } == .encryptedWorkbook)
  }

  @Test func `a part that announces over 2 GiB or unpacks to 200 times its size is refused`() throws
  {
    var bytes = try Self.good.bytes()
    let name = Array(BookText.sheet.utf8)
    let directory = try #require(bytes.indices.last { bytes[$0...].starts(with: name) })
    bytes.replaceSubrange(directory - 22..<directory - 18, with: [1, 0, 0, 0x80])
    let blanks = String(repeating: " ", count: 20 << 20)

    #expect(
      fault { _ = try Workbook(SourceFile(name: "a", contents: bytes)).cells() }
        == .workbookTooLarge)
    #expect(fault { _ = try BookText(rows: blanks).cells() } == .workbookTooLarge)
  }

  @Test(
    arguments: [
      (\.cellBytes, 3, IntakeError.Fault.cellTooLong), (\.rowBytes, 5, .rowTooLong),
      (\.columns, 1, .workbookTooLarge), (\.rows, 1, .workbookTooLarge),
      (\.sharedBytes, 20, .workbookTooLarge), (\.partBytes, 400, .workbookTooLarge),
      (\.directoryBytes, 300, .workbookTooLarge), (\.depth, 5, .badWorkbook),
    ] as [(any WritableKeyPath<WorkbookLimits, Int> & Sendable, Int, IntakeError.Fault)])
  func `a workbook beyond a limit is refused`(
    _ limit: any WritableKeyPath<WorkbookLimits, Int> & Sendable, _ value: Int,
    _ expected: IntakeError.Fault
  ) throws {
    let book = BookText(
      rows: "<row><c t=\"str\"><v>abcd</v></c><c t=\"s\"><v>0</v></c></row>"
        + "<row><c t=\"inlineStr\"><is><t>efgh</t></is></c></row>",
      strings: ["<t>abc</t>", "<t>def</t>", "<t>ghi</t>"])
    var limits = WorkbookLimits.standard
    limits[keyPath: limit] = value

    #expect(fault { _ = try book.cells() } == nil)
    #expect(fault { _ = try book.cells(limits) } == expected)
  }

  @Test func `a comment that never ends is not kept in memory`() throws {
    var random = SeededGenerator(seed: 2)
    let noise = String(
      (0..<(2 << 20)).map { _ in
        Character(Unicode.Scalar(UInt8.random(in: 0x61...0x7A, using: &random)))
      })
    let book = BookText(rows: "<!--\(noise)-->")

    #expect(fault { _ = try book.cells() } == .workbookTooLarge)
  }

  @Test func `an error says what, where and what to do`() throws {
    let book = BookText(rows: "<row r=\"7\"><c r=\"A7\" t=\"s\"><v>0</v></c></row>")

    let error = #expect(throws: IntakeError.self) { try book.cells() }

    #expect(
      error?.description
        == "cannot read a.xlsx, line 7: cell A7 points to a shared text that is missing; "
        + "open the file in a spreadsheet program and save it again")
    #expect(error?.exitCode == 1)
  }

  private func open(_ bytes: [UInt8]) throws {
    _ = try Workbook(SourceFile(name: "a", contents: bytes))
  }
}
