import Foundation
import Testing

@testable import Reports

@Suite("JSONWriter")
struct JSONWriterTests {
  /// A value of JSON as Foundation encodes it: the oracle.
  enum Value: Encodable {
    case null
    case integer(Int)
    case fraction(Double)
    case text(String)
    case array([Value])
    case object([String: Value])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .null: try container.encodeNil()
      case .integer(let number): try container.encode(number)
      case .fraction(let number): try container.encode(number)
      case .text(let text): try container.encode(text)
      case .array(let items): try container.encode(items)
      case .object(let members): try container.encode(members)
      }
    }

    func write(to writer: inout JSONWriter) {
      switch self {
      case .null: writer.null()
      case .integer(let number): writer.value(number)
      case .fraction(let number): writer.value(number)
      case .text(let text): writer.value(text)
      case .array(let items): writer.array(items) { writer, item in item.write(to: &writer) }
      case .object(let members):
        writer.object { writer in
          for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            writer.key(name)
            value.write(to: &writer)
          }
        }
      }
    }

    static func random(depth: Int, using generator: inout SeededGenerator) -> Value {
      switch Int.random(in: 0...(depth > 0 ? 5 : 3), using: &generator) {
      case 0: .null
      case 1: .integer(Int.random(in: -9_999_999...9_999_999, using: &generator))
      case 2:
        .fraction(
          Double(Int.random(in: 0...99, using: &generator))
            / Double(Int.random(in: 1...999_999, using: &generator)))
      case 3: .text(randomText(using: &generator))
      case 4:
        .array(
          (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            random(depth: depth - 1, using: &generator)
          })
      default:
        .object(
          Dictionary(
            (0..<Int.random(in: 0...3, using: &generator)).map { position in
              ("k\(position)", random(depth: depth - 1, using: &generator))
            }, uniquingKeysWith: { first, _ in first }))
      }
    }

    private static func randomText(using generator: inout SeededGenerator) -> String {
      let letters =
        (0...0x7F).compactMap { Unicode.Scalar(UInt32($0)) } + Array("ữĐ–\u{303}𝄞".unicodeScalars)
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        if let letter = letters.randomElement(using: &generator) { text.append(letter) }
      }
      return String(text)
    }
  }

  @Test func `any value has the bytes that Foundation writes`() throws {
    var generator = SeededGenerator(seed: 3604)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    for _ in 0..<2000 {
      let value = Value.array([.random(depth: 3, using: &generator)])

      var writer = JSONWriter()
      value.write(to: &writer)

      let expected = try String(decoding: encoder.encode(value), as: UTF8.self) + "\n"
      try #require(String(decoding: writer.finished(), as: UTF8.self) == expected)
    }
  }
}
