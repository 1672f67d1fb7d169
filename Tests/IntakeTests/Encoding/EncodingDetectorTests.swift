import Testing

@testable import Intake

@Suite struct EncodingDetectorTests {
  @Test(arguments: TextEncoding.allCases)
  func `a table of any size shows its encoding`(_ encoding: TextEncoding) throws {
    var random = SeededGenerator(seed: 31)
    for rows in [0, 1, 2, 5, 30, 400] {
      for _ in 0..<10 {
        let text = VietnameseSentences.table(rows: rows, using: &random)
        let lower = String(text.map { $0.isASCII ? $0 : Character($0.lowercased()) })
        let bytes = try #require(NaiveEncoder.encode(lower, as: encoding))
        let step = Int.random(in: 1...5000, using: &random)

        let found = try EncodingDetector.find(in: MemorySource(bytes, step: step), file: "f")

        #expect(found.encoding == encoding, "\(rows) rows: \(found.reason)")
      }
    }
  }

  @Test(arguments: [
    ([], TextEncoding.utf8), (Array("code,name\n".utf8), .utf8),
    ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16le), ([0xFE, 0xFF, 0, 0x41], .utf16be),
    ([0x5B, 0], .utf16le), ([0, 0x7B], .utf16be), ([0x41, 0, 0], .utf8),
  ])
  func `these bytes have this encoding`(_ bytes: [UInt8], _ expected: TextEncoding) throws {
    #expect(try EncodingDetector.find(in: MemorySource(bytes), file: "f").encoding == expected)
  }

  @Test(arguments: [TextEncoding.windows1258, .tcvn3, .vni])
  func `letters far behind a long beginning in ASCII are found`(_ encoding: TextEncoding) throws {
    let text = String(repeating: "1.004194,x\n", count: 60_000) + "mã,tên,đăng ký khai sinh\n"
    let bytes = try #require(NaiveEncoder.encode(text, as: encoding))

    #expect(try EncodingDetector.find(in: MemorySource(bytes), file: "f").encoding == encoding)
  }

  @Test func `UTF-8 with a few bad bytes is refused with the line of the first`() throws {
    var random = SeededGenerator(seed: 32)
    var lines = VietnameseSentences.table(rows: 50, using: &random).split(separator: "\n")
      .map { Array($0.utf8) }
    lines[17] = try #require(NaiveEncoder.encode("1.000001,đăng ký,đất đai", as: .tcvn3))

    let error = #expect(throws: IntakeError.self) {
      try EncodingDetector.find(in: MemorySource(joined(lines)), file: "f")
    }

    #expect(error?.fault == .notText)
    #expect(error?.line == 18)
    #expect(error?.reason.contains("is UTF-8, but this line") == true)
  }

  @Test(arguments: [TextEncoding.windows1258, .tcvn3, .vni])
  func `an old encoding with a line of UTF-8 in it is refused`(_ encoding: TextEncoding) throws {
    var random = SeededGenerator(seed: 33)
    let text = VietnameseSentences.table(rows: 50, using: &random).lowercased()
    var lines = try text.split(separator: "\n").map {
      try #require(NaiveEncoder.encode(String($0), as: encoding))
    }
    lines[30] = Array("1.000001,đăng ký,đất đai".utf8)

    let error = #expect(throws: IntakeError.self) {
      try EncodingDetector.find(in: MemorySource(joined(lines)), file: "f")
    }

    #expect(error?.line == 31)
    #expect(error?.reason.contains("but this line is UTF-8") == true)
  }

  @Test(arguments: [
    Array(
      "Les élèves étaient là, désolés, à côté du théâtre fermé; les maîtres âgés".unicodeScalars),
    Array("Übungen für Mädchen, Größe, möglich, Straße, Äpfel, früher, später".unicodeScalars),
    Array("M·".unicodeScalars),
  ])
  func `what is no Vietnamese in any encoding is refused`(_ scalars: [Unicode.Scalar]) {
    let bytes = scalars.map { UInt8(truncatingIfNeeded: $0.value) }

    let error = #expect(throws: IntakeError.self) {
      try EncodingDetector.find(in: MemorySource(bytes), file: "f")
    }

    #expect(error?.fault == .notText)
    #expect(error?.reason.contains("save it as UTF-8") == true)
  }

  @Test func `UTF-32 is refused`() {
    let bytes: [UInt8] = [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]

    #expect(fault { _ = try EncodingDetector.find(in: MemorySource(bytes), file: "f") } == .notText)
  }

  @Test(arguments: TextEncoding.allCases)
  func `spoilt bytes have an encoding or are refused`(_ encoding: TextEncoding) throws {
    var random = SeededGenerator(seed: 34)
    let text = VietnameseSentences.table(rows: 3, using: &random).lowercased()
    let good = try #require(NaiveEncoder.encode(text, as: encoding))
    var found: [TextEncoding: Int] = [:]
    for _ in 0..<2000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      do {
        found[try EncodingDetector.find(in: MemorySource(bytes), file: "f").encoding, default: 0] +=
          1
      } catch {
        #expect(error.fault == .notText)
      }
    }
    #expect(found[encoding] ?? 0 > (encoding == .utf8 ? 0 : 500))
    // What few bytes spoil is never taken for another encoding.
    #expect(found.keys.allSatisfy { $0 == encoding })
  }

  private func joined(_ lines: [[UInt8]]) -> [UInt8] { Array(lines.joined(separator: [0x0A])) }
}
