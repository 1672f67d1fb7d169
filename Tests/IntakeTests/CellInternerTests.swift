import Testing

@testable import Intake

@Suite struct CellInternerTests {
  @Test func `every spelling keeps the number it got first`() {
    var random = SeededGenerator(seed: 31)
    var interner = CellInterner(limit: 500, byteLimit: 4000)
    var expected: [[UInt8]: Int] = [:]
    var overflowed = false
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...20, using: &random)
      let cell = (0..<length).map { _ in UInt8.random(in: 97...99, using: &random) }
      let bytes = [1, 2, 3] + cell + [4]

      switch interner.intern(3..<3 + length, in: bytes) {
      case .known(let number): #expect(expected[cell] == number)
      case .fresh(let number):
        #expect(expected.updateValue(number, forKey: cell) == nil)
        #expect(number == expected.count - 1)
      case .overflow:
        #expect(expected[cell] == nil)
        overflowed = true
      }
    }
    #expect(overflowed)
    #expect(interner.count == expected.count)
  }

  @Test func `a column with more spellings than numbers reads the same`() {
    var small = CellInterner(limit: 2)
    let bytes = Array("abcab".utf8)

    let slots = (0..<5).map { small.intern($0..<$0 + 1, in: bytes) }

    #expect(slots == [.fresh(0), .fresh(1), .overflow, .known(0), .known(1)])
  }
}
