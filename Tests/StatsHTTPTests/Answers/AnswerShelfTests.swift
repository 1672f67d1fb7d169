import NIOCore
import Procedures
import Testing

@testable import StatsHTTP

@Suite struct AnswerShelfTests {
  private static let wall = Instant(microsecondsSince2000: 0)

  private static func key(_ number: Int) -> AnswerKey {
    AnswerKey(target: "/\(number)", accept: "")
  }

  private static func answer(_ bytes: Int) -> StoredAnswer {
    StoredAnswer(
      contentType: "text/csv", body: ByteBuffer(repeating: 0x61, count: bytes), entityTag: "\"\"")
  }

  @Test func `it never holds more bytes than its bound`() {
    var shelf = AnswerShelf(byteLimit: 100_000)

    for number in 0..<500 {
      shelf.keep(Self.answer(number * 7 % 4000), for: Self.key(number))
      #expect(shelf.bytes <= 100_000)
    }

    #expect(shelf.count > 10)
  }

  @Test func `what is asked for stays while others leave`() {
    var shelf = AnswerShelf(byteLimit: 50_000)
    shelf.keep(Self.answer(1000), for: Self.key(-1))

    for number in 0..<200 {
      shelf.keep(Self.answer(1000), for: Self.key(number))
      let item = shelf.item(Self.key(-1), at: { Self.wall })
      #expect(item != nil)
    }
  }

  @Test func `an answer larger than a quarter of the bound is not kept`() {
    var shelf = AnswerShelf(byteLimit: 40_000)

    shelf.keep(Self.answer(12_000), for: Self.key(1))

    #expect(shelf.count == 0)
    #expect(shelf.bytes == 0)
  }

  @Test func `a second answer to a question replaces the first`() {
    var shelf = AnswerShelf(byteLimit: 40_000)
    shelf.keep(Self.answer(10), for: Self.key(1))
    let bytes = shelf.bytes

    shelf.keep(Self.answer(10), for: Self.key(1))

    #expect(shelf.count == 1)
    #expect(shelf.bytes == bytes)
  }

  @Test func `an empty shelf costs nothing`() {
    var shelf = AnswerShelf(byteLimit: 40_000)
    shelf.keep(Self.answer(10), for: Self.key(1))

    shelf.clear()

    #expect(shelf.bytes == 0)
    let item = shelf.item(Self.key(1), at: { Self.wall })
    #expect(item == nil)
  }
}
