import Testing

@testable import Intake

@Suite struct WorkbookMutationTests {
  private static let book: BookText = {
    let rows = (1...60).map { row in
      "<row r=\"\(row)\"><c r=\"A\(row)\" t=\"s\"><v>\(row % 7)</v></c><c r=\"C\(row)\" s=\"1\">"
        + "<v>4\(row)000.5</v></c><c r=\"D\(row)\" t=\"inlineStr\"><is><t>Sở \(row)</t></is></c>"
        + "<c r=\"E\(row)\" t=\"b\"><v>1</v></c><c r=\"F\(row)\"><f>A1</f><v>1.5</v></c></row>"
    }
    return BookText(
      rows: rows.joined(), strings: (0..<7).map { "<t>văn bản \($0)</t>" },
      formats: ["dd/mm/yyyy"], behindRows: "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>")
  }()

  @Test func `a zip file with bytes cut or changed reads as rows or is refused`() throws {
    let good = try Self.book.bytes()
    let expected = try Self.book.cells()
    var random = SeededGenerator(seed: 21)
    var faults: Set<IntakeError.Fault> = []
    var readable = 0
    for _ in 0..<1000 {
      var bytes = good
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
      case 1:
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 1...200, using: &random))
        bytes.removeSubrange(start..<end)
      default:
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let position = Int.random(in: 0..<bytes.count, using: &random)
          bytes[position] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        }
      }
      do {
        let cells = try read(bytes)
        readable += 1
        // The checksums cover all that the rows come from; only names and dates lie outside.
        #expect(cells == expected)
      } catch let error as IntakeError {
        faults.insert(error.fault)
      }
    }
    #expect(readable > 15)
    #expect(faults.isSuperset(of: [.cutWorkbook, .badWorkbook, .notWorkbook]), "\(faults)")
  }

  @Test func `a workbook with parts changed or dropped reads as rows or is refused`() throws {
    var random = SeededGenerator(seed: 22)
    var faults: Set<IntakeError.Fault> = []
    var readable = 0
    for _ in 0..<1000 {
      var parts = Self.book.parts.map { ($0.name, Array($0.text.utf8)) }
      let index = Int.random(in: 0..<parts.count, using: &random)
      let count = parts[index].1.count
      switch Int.random(in: 0..<8, using: &random) {
      case 0: parts.remove(at: index)
      case 1: parts[index].1.removeLast(Int.random(in: 1...count, using: &random))
      case 2:
        let start = Int.random(in: 0..<count, using: &random)
        parts[index].1.removeSubrange(
          start..<min(count, start + Int.random(in: 1...20, using: &random)))
      case 3:
        let start = Int.random(in: 0..<count, using: &random)
        let piece = parts[index].1[start..<min(count, start + 40)]
        parts[index].1.insert(
          contentsOf: piece, at: Int.random(in: 0...count, using: &random))
      default:
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          parts[index].1[Int.random(in: 0..<count, using: &random)] =
            UInt8.random(in: 0...255, using: &random)
        }
      }
      do {
        for row in try read(ZipBuilder.zip(parts)) {
          #expect(row.count <= 16_384)
          #expect(row.allSatisfy { !$0.utf8.contains(0) })
        }
        readable += 1
      } catch let error as IntakeError {
        faults.insert(error.fault)
      }
    }
    #expect(readable > 60)
    #expect(faults.isSuperset(of: [.badWorkbook, .notWorkbook]), "\(faults)")
  }

  private func read(_ bytes: [UInt8]) throws -> [[String]] {
    let workbook = try Workbook(SourceFile(name: "a.xlsx", contents: bytes))
    _ = try workbook.merges(ofSheet: 0)
    return try workbook.cells()
  }
}
