import FoundationEssentials
import Procedures
import Testing

@testable import Intake

@Suite struct SourceFileTests {
  @Test(arguments: [
    ("<!DOCTYPE html><html>", IntakeError.Fault.html), ("\u{FEFF}\n  <HTML>", .html),
    ("<table><tr>", .html), ("<?xml version=\"1.0\"?>", .html), ("PK\u{3}\u{4}rest", .cutWorkbook),
    ("%PDF-1.7", .pdf), ("Mã TTHC,Tên\n1.004194,A\u{0}\n", .notText),
    ("Mã TTHC,Tên\n1.004194,\"A\nB,C\n", .cutInQuotes),
    ("Mã TTHC,Tên,Lĩnh vực\n1.004194,A,B\n1.004195,C", .cutInRow),
    ("", .empty), ("\n\n \n", .empty), ("\u{FEFF}", .empty), (",,\n,,\n", .empty),
    ("DANH MỤC THỦ TỤC\nNăm 2026\n", .bannerOnly), ("Mã TTHC,Tên\n", .headerOnly),
    ("Mã TTHC,Tên\n(1),(2)\nTỔNG CỘNG,\n", .headerOnly),
    ("Một,Hai\n1,2\n", .noHeader), ("Mã lạ\n1.004194\n", .noHeader),
  ])
  func `a text that is no whole table is refused`(
    _ text: String, _ expected: IntakeError.Fault
  ) {
    #expect(fault { _ = try ReadCatalog(text) } == expected)
  }

  @Test(arguments: [
    ([0xFF, 0xFE, 0x4D, 0x00], IntakeError.Fault.bannerOnly),
    ([0xD0, 0xCF, 0x11, 0xE0], .oldExcel),
    (Array("Mã TTHC,Tên\n1.004194,".utf8) + [0xC3, 0x28, 0x0A], .notText),
    (Array("Mã TTHC,Lạ\n1.004194,".utf8) + [0xE1, 0xBB, 0x2C, 0x0A], .notText),
  ])
  func `bytes that are no text are refused`(_ bytes: [UInt8], _ expected: IntakeError.Fault) {
    #expect(
      fault { _ = try ReadCatalog(SourceFile(name: "f", contents: bytes)) } == expected)
  }

  @Test func `a last row without a line end is whole when it has all cells`() throws {
    let catalog = try ReadCatalog("Mã TTHC,Tên\n1.004194,A\n1.004195,B")

    #expect(catalog.records.map(\.row) == [2, 3])
  }

  @Test(arguments: [
    (IntakeError.Fault.missing, IntakeError.Kind.unopenable, Int32(69)),
    (.directory, .unopenable, 69), (.html, .unreadable, 1), (.cutInRow, .unreadable, 1),
    (.empty, .noRows, 5), (.headerOnly, .noRows, 5), (.bannerOnly, .noRows, 5),
    (.noHeader, .unrecognised, 1), (.ambiguousColumns, .unrecognised, 1),
  ])
  func `a fault has one kind and one exit code`(
    _ fault: IntakeError.Fault, _ kind: IntakeError.Kind, _ code: Int32
  ) {
    let error = IntakeError(fault, file: "f", reason: "r")

    #expect(error.kind == kind)
    #expect(error.exitCode == code)
  }

  @Test func `a directory and a missing file cannot be opened`() throws {
    try withDirectory { directory in
      #expect(fault { _ = try SourceFile(path: directory) } == .directory)
      #expect(fault { _ = try SourceFile(path: directory + "/none.csv") } == .missing)
      let error = #expect(throws: IntakeError.self) { try SourceFile(path: "/none.csv") }
      #expect(
        error?.description
          == "cannot read /none.csv: there is no such file; check the path")
    }
  }

  @Test func `a file is read and digested like the same bytes in memory`() throws {
    try withDirectory { directory in
      let rows = (0..<60_000).map { "1.\(100_000 + $0),Đăng ký \($0)\n" }
      let text = "Mã TTHC,Tên\n" + rows.joined()
      let path = directory + "/a.csv"
      try Data(text.utf8).write(to: URL(filePath: path))

      let file = try SourceFile(path: path)
      let memory = SourceFile(text)

      #expect(try file.digest().size == Int64(text.utf8.count))
      #expect(try file.digest() == memory.digest())
      #expect(try file.bytes(at: 5, count: 9) == Array(text.utf8.dropFirst(5).prefix(9)))
      #expect(try ReadCatalog(file).procedures == ReadCatalog(memory).procedures)
      #expect(try ReadCatalog(file).records.last?.row == 60_001)
    }
  }

  @Test func `the digest is SHA-256`() throws {
    let digest = try SourceFile("abc").digest()

    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(digest.sha256.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == expected)
    #expect(digest.size == 3)
  }

  @Test func `a file that another one replaces is still read as it was opened`() throws {
    try withDirectory { directory in
      let path = directory + "/a.csv"
      try Data("Mã TTHC,Tên\n1.004194,cũ\n".utf8).write(to: URL(filePath: path))
      let file = try SourceFile(path: path)
      let before = try file.digest()

      try FileManager.default.removeItem(atPath: path)
      try Data("Mã TTHC,Tên\n1.004194,mới\n".utf8).write(to: URL(filePath: path))

      #expect(try file.digest() == before)
      #expect(try ReadCatalog(file).procedures.map(\.name) == [.known("cũ")])
    }
  }

  private func withDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(
      path: "motcua-intake-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try body(directory.path)
  }
}
