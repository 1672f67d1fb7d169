import Testing

@testable import Intake

@Suite struct CSVRecordsTests {
  @Test(arguments: [
    ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
    ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a,b\rc,d", [["a", "b"], ["c", "d"]]),
    ("a,,\n,,\n", [["a", "", ""], ["", "", ""]]),
    ("\n\na\n", [[""], [""], ["a"]]),
    ("\"a\nb\",\"c\"\"d\"\n", [["a\nb", "c\"d"]]),
    ("a\"b,c\"\n", [["a\"b", "c\""]]),
    ("\"a\"b,\"\"\n", [["ab", ""]]),
    ("\"a,b\"", [["a,b"]]),
    ("a,", [["a", ""]]),
    ("\"\"", [[""]]),
    ("", []),
  ])
  func `a text gives these records`(_ text: String, _ expected: [[String]]) throws {
    #expect(try records(text, bufferSize: 64) == expected)
  }

  @Test func `random cells survive writing and reading with any buffer`() throws {
    var random = SeededGenerator(seed: 7)
    let pieces = ["a", "\"", "\n", "\r\n", ",", ";", " ", "Đất đai", "hoà", "", "'", "1.004194"]
    for round in 0..<400 {
      let width = Int.random(in: 1...5, using: &random)
      let table = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        (0..<width).map { _ in
          (0..<Int.random(in: 0...4, using: &random))
            .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
        }
      }
      let end = ["\n", "\r\n", "\r"][round % 3]
      let text = table.map { row in
        row.map { cell in
          let mustQuote = cell.isEmpty || cell.contains { ",\"\n\r\r\n".contains($0) }
          return mustQuote ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
        }.joined(separator: ",")
      }.joined(separator: end)
      let size = Int.random(in: 1...40, using: &random)
      let step = Int.random(in: 1...9, using: &random)

      let read = try records(text, bufferSize: size, step: step)

      #expect(read == table, "round \(round): \(text.debugDescription)")
    }
  }

  @Test func `any text without an open quote reads as the naive reader reads it`() throws {
    var random = SeededGenerator(seed: 11)
    let alphabet: [Character] = ["a", "\"", ",", "\n", "\r", "ă", " "]
    for _ in 0..<2000 {
      let text = String(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        })
      let size = Int.random(in: 1...20, using: &random)

      if let expected = naiveRecords(text) {
        #expect(try records(text, bufferSize: size) == expected, "\(text.debugDescription)")
      } else {
        #expect(fault { _ = try records(text, bufferSize: size) } == .cutInQuotes)
      }
    }
  }

  @Test func `random bytes end in records or in an error`() {
    var random = SeededGenerator(seed: 13)
    var faults: Set<IntakeError.Fault> = []
    var readable = 0
    for round in 0..<2000 {
      let length = Int.random(in: 0...60, using: &random)
      let bytes = (0..<length).map { _ in
        round % 2 == 0
          ? UInt8.random(in: 0...255, using: &random) : UInt8.random(in: 9...60, using: &random)
      }
      var reader = CSVRecords(
        file: "f", source: MemorySource(bytes), separator: UInt8(ascii: ","),
        bufferSize: Int.random(in: 1...30, using: &random))
      var record = CellRecord()
      do {
        while try reader.advance(&record) {
          #expect(record.bounds.allSatisfy { $0.upperBound <= record.bytes.count })
        }
        readable += 1
      } catch {
        faults.insert(error.fault)
      }
    }
    #expect(faults == [.notText, .cutInQuotes])
    #expect(readable > 100)
  }

  @Test func `a cell over one MiB is refused, one of one MiB is read`() throws {
    let fits = String(repeating: "a", count: 1 << 20)

    #expect(try records(fits + "\n", bufferSize: 1 << 16) == [[fits]])
    #expect(fault { _ = try records(fits + "b\n", bufferSize: 1 << 16) } == .cellTooLong)
    #expect(fault { _ = try records("\"" + fits + fits, bufferSize: 1 << 16) } == .cellTooLong)
  }

  @Test func `a quoted cell that never closes is blamed on the line where it opens`() {
    let error = #expect(throws: IntakeError.self) {
      try records("a,b\n\"x\ny\",z\nc,\"d\n\n\n", bufferSize: 8)
    }
    #expect(error?.fault == .cutInQuotes)
    #expect(error?.line == 4)
  }

  private func records(
    _ text: String, bufferSize: Int, step: Int = .max
  ) throws(IntakeError) -> [[String]] {
    var reader = CSVRecords(
      file: "f.csv", source: MemorySource(Array(text.utf8), step: step),
      separator: UInt8(ascii: ","), bufferSize: bufferSize)
    var record = CellRecord()
    var result: [[String]] = []
    while try reader.advance(&record) { result.append((0..<record.count).map(record.text)) }
    return result
  }

  /// One scalar at a time, by the rules only; nil where a quote stays open.
  private func naiveRecords(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = String.UnicodeScalarView()
    var inQuotes = false
    var atStart = true
    var pending = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    func closeCell() {
      row.append(String(cell))
      cell = String.UnicodeScalarView()
      atStart = true
    }
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      pending = true
      if inQuotes {
        if scalar == "\"", next == "\"" {
          cell.append("\"")
          index += 1
        } else if scalar == "\"" {
          inQuotes = false
        } else {
          cell.append(scalar)
        }
      } else if scalar == "\"", atStart {
        inQuotes = true
        atStart = false
      } else if scalar == "," {
        closeCell()
      } else if scalar == "\n" || scalar == "\r" {
        if scalar == "\r", next == "\n" { index += 1 }
        closeCell()
        rows.append(row)
        row = []
        pending = false
      } else {
        cell.append(scalar)
        atStart = false
      }
      index += 1
    }
    if inQuotes { return nil }
    if pending {
      closeCell()
      rows.append(row)
    }
    return rows
  }
}
