import Testing

@testable import Intake

@Suite struct TranscodingSourceTests {
  @Test(arguments: TextEncoding.allCases)
  func `a text is the same in every encoding, wherever it is cut`(_ encoding: TextEncoding) throws {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<60 {
      let text = VietnameseSentences.table(rows: 3, using: &random)
      let bytes = try #require(NaiveEncoder.encode(written(text, in: encoding), as: encoding))
      let source = MemorySource(bytes, step: Int.random(in: 1...7, using: &random))

      let read = try TranscodingSource(source, from: encoding, file: "f")
        .read(bufferSize: Int.random(in: 1...9, using: &random))

      #expect(Array(read) == Array(written(text, in: encoding).utf8))
    }
  }

  @Test(arguments: TextEncoding.allCases)
  func `a piece longer than the buffer inside is whole`(_ encoding: TextEncoding) throws {
    var random = SeededGenerator(seed: 22)
    let text = written(VietnameseSentences.table(rows: 2000, using: &random), in: encoding)
    let bytes = try #require(NaiveEncoder.encode(text, as: encoding))

    let read = try TranscodingSource(MemorySource(bytes), from: encoding, file: "f")
      .read(bufferSize: 1 << 16)

    #expect(read == Array(text.utf8))
  }

  @Test(arguments: [
    (TextEncoding.utf8, [0xEF, 0xBB, 0xBF, 0x41], "A"),
    (.utf8, [0x41], "A"), (.utf8, [], ""),
    (.utf16le, [0xFF, 0xFE, 0xA1, 0x1E], "ạ"), (.utf16be, [0xFE, 0xFF, 0x1E, 0xA1], "ạ"),
    (.utf16be, [0xD8, 0x3D, 0xDE, 0x00], "😀"), (.utf16le, [0x41, 0, 0xFF, 0xFE], "A\u{FEFF}"),
    (.windows1258, [0x61, 0xEC, 0xE2, 0xF2, 0xE1, 0xFE], "áậá₫"),
    (.windows1258, [0x41, 0xCC, 0x20], "À "),
    (.tcvn3, [0x4D, 0xB7, 0x20, 0x53, 0xEB], "Mã Sở"), (.tcvn3, [0x61, 0xB3], "á"),
    (.vni, [0x56, 0x69, 0x65, 0xE4, 0x74], "Việt"), (.vni, [0x41, 0xD9, 0x41, 0xF9], "ÁÁ"),
    (.vni, [0xD1, 0xD6, 0xD4, 0xD8, 0x4E, 0x47], "ĐƯỜNG"),
  ])
  func `these bytes mean this`(_ encoding: TextEncoding, _ bytes: [UInt8], _ text: String) throws {
    let read = try TranscodingSource(MemorySource(bytes, step: 1), from: encoding, file: "f").read()

    #expect(read == Array(text.utf8))
  }

  @Test(arguments: [
    (TextEncoding.utf16le, [0x41, 0, 0x0A, 0, 0x00, 0xD8, 0x41, 0], 4, 2),
    (.utf16le, [0x41, 0, 0x42], 2, 1), (.utf16be, [0xDC, 0, 0, 0x41], 0, 1),
    (.utf16be, [0, 0x41, 0xD8, 0], 2, 1), (.windows1258, [0x41, 0x0A, 0x81], 2, 2),
    (.windows1258, [0x62, 0xEC], 1, 1), (.windows1258, [0x61, 0xEC, 0xEC], 2, 1),
    (.tcvn3, [0x41, 0x80], 1, 1), (.tcvn3, [0xB0], 0, 1), (.vni, [0x62, 0xF9], 1, 1),
    (.vni, [0x0A, 0x0A, 0xFF], 2, 3),
  ])
  func `what an encoding cannot mean is refused with its place`(
    _ encoding: TextEncoding, _ bytes: [UInt8], _ offset: Int, _ line: Int
  ) {
    let error = #expect(throws: IntakeError.self) {
      try TranscodingSource(MemorySource(bytes, step: 1), from: encoding, file: "f").read()
    }

    #expect(error?.fault == .notText)
    #expect(error?.line == line)
    #expect(error?.reason.contains("at byte \(offset) ") == true)
    #expect(error?.reason.contains(encoding.label) == true)
  }

  @Test(arguments: TextEncoding.allCases)
  func `spoilt bytes are read or refused, and what is read is text`(
    _ encoding: TextEncoding
  ) throws {
    var random = SeededGenerator(seed: 23)
    let text = written(VietnameseSentences.table(rows: 2, using: &random), in: encoding)
    let good = try #require(NaiveEncoder.encode(text, as: encoding))
    var refused = 0
    for _ in 0..<2000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 1...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      do {
        let read = try TranscodingSource(
          MemorySource(bytes, step: Int.random(in: 1...50, using: &random)), from: encoding,
          file: "f"
        ).read()
        #expect(encoding == .utf8 || String(validating: read, as: UTF8.self) != nil)
      } catch {
        #expect(error.fault == .notText)
        refused += 1
      }
    }
    #expect(encoding == .utf8 ? refused == 0 : (100..<2000).contains(refused))
  }

  @Test(arguments: TextEncoding.allCases)
  func `a catalog in any encoding is read like its twin in UTF-8`(_ encoding: TextEncoding) throws {
    var random = SeededGenerator(seed: 24)
    let text = written(VietnameseSentences.table(rows: 300, using: &random), in: encoding)
    let bytes = try #require(NaiveEncoder.encode(text, as: encoding))
    let found = try EncodingDetector.find(in: MemorySource(bytes), file: "f")

    let read = try TranscodingSource(MemorySource(bytes), from: found.encoding, file: "f").read()
    let catalog = try ReadCatalog(SourceFile(name: "f", contents: read))
    let twin = try ReadCatalog(text)

    #expect(catalog.records.count == 300)
    #expect(catalog.procedures == twin.procedures)
    #expect(catalog.reader.recognition == twin.reader.recognition)
  }

  /// Old encodings of one byte for each letter know no capitals with tones.
  private func written(_ text: String, in encoding: TextEncoding) -> String {
    encoding == .tcvn3
      ? String(text.map { $0.isASCII ? $0 : Character($0.lowercased()) }) : text
  }
}
