import Foundation
import Testing

@testable import Intake

@Suite struct JSONPropertyTests {
  @Test func `random items read as they were written, wherever the text is cut`() throws {
    var random = SeededGenerator(seed: 41)
    let keys = ["a", "b", "tên", "d.e", "\"", "f"]
    for round in 0..<600 {
      var headings: [String] = []
      let items = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        keys.shuffled(using: &random).prefix(Int.random(in: 1...keys.count, using: &random))
          .map { ($0, Self.word(using: &random)) }
      }
      for (key, _) in items.joined() where !headings.contains(key) { headings.append(key) }
      let objects = items.map { item in
        "{"
          + item.map { "\(Self.quoted($0, using: &random)) :\(Self.quoted($1, using: &random))" }
          .joined(separator: " ,") + "}"
      }
      let text =
        switch round % 3 {
        case 0: "[" + objects.joined(separator: ",\n") + "]"
        case 1: objects.joined(separator: "\n") + "\n"
        default: "{\"skip\":[1,{}],\"rows\":[\(objects.joined(separator: ","))],\"n\":{\"x\":[]}}"
        }
      let step = Int.random(in: 1...9, using: &random)

      let survey = try JSONSurvey(MemorySource(Array(text.utf8), step: step), file: "f")
      let shape = try JSONShape(survey, file: "f")
      let rows = try JSONTableTests.rows(
        of: JSONRecords(
          MemorySource(Array(text.utf8), step: step), shape: shape,
          layout: try JSONLayout(shape.tree, file: "f"), file: "f"))

      let expected = items.map { item in
        headings.map { heading in item.first { $0.0 == heading }?.1 ?? "" }
      }
      #expect(rows == [headings] + expected, "\(text)")
    }
  }

  @Test func `spoilt JSON is read only where another reader takes it too`() throws {
    var random = SeededGenerator(seed: 42)
    let seeds = [
      #"[{"a":"Đất \u0110","b":[1,2.5e3,null],"c":{"d":true}},{"a":"","b":[{"x":"y"}]}]"#,
      #"{"error_code":0,"result":[{"MATTHC":"1.0","DS":[{"MACOQUANTHUCHIEN":"H","MUCDO":4}]}]}"#,
      "{\"a\":1}\n{\"a\":[\"x\",\"y\"]}\n",
      #"{"code":"OK","data":{"items":[{"CACHTHUCTHUCHIEN":[{"THOIGIAN":[{"PHILEPHI":[]}]}]}]}}"#,
    ]
    var read = 0
    for seed in seeds {
      for _ in 0..<2000 {
        var bytes = Array(seed.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: bytes[place] = .random(in: 0...255, using: &random)
          case 1: bytes.insert("[]{},:\"\\0n".utf8.randomElement(using: &random) ?? 0, at: place)
          case 2 where bytes.count > 1: bytes.remove(at: place)
          default: bytes[place] = bytes.randomElement(using: &random) ?? 0
          }
        }
        do {
          _ = try JSONTableTests.rows(of: JSONTable(SourceFile(name: "f", contents: bytes)))
          read += 1
          // JSON Lines are no JSON as a whole.
          if !bytes.contains(0x0A), bytes.first == UInt8(ascii: "[") {
            #expect(
              throws: Never.self, "\(String(decoding: bytes, as: UTF8.self))"
            ) { try JSONSerialization.jsonObject(with: Data(bytes)) }
          }
        } catch {
          #expect(error.kind != .unopenable)
        }
      }
    }
    #expect((1000..<6000).contains(read))
  }

  private static func word(using random: inout SeededGenerator) -> String {
    let pieces = ["Đất", "\"", "\\", "\n", "\u{1F}", "😀", " ", "a", "{", "]", "ộ", "1.004194", "/"]
    return (0..<Int.random(in: 0...4, using: &random))
      .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
  }

  /// A JSON string, with more escapes than it needs.
  private static func quoted(_ text: String, using random: inout SeededGenerator) -> String {
    var result = "\""
    for unit in text.unicodeScalars {
      let mustEscape = unit == "\"" || unit == "\\" || unit.value < 0x20
      if mustEscape || Int.random(in: 0..<4, using: &random) == 0 {
        for half in String(unit).utf16 {
          let digits = String(half, radix: 16, uppercase: true)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        result.unicodeScalars.append(unit)
      }
    }
    return result + "\""
  }
}
