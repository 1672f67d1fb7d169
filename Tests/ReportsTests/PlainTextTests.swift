import Testing

@testable import Reports

@Suite("PlainText")
struct PlainTextTests {
  @Test(arguments: [
    ("một hai ba", 20, ["một hai ba"]),
    ("một hai ba", 7, ["một hai", "ba"]),
    ("  một hai ba", 9, ["  một hai", "  ba"]),
    ("mộthaibabốn", 4, ["mộth", "aiba", "bốn"]),
    ("một haibabốn", 4, ["một", "haib", "abốn"]),
    ("", 4, [""]),
  ])
  func `words are wrapped, indented as the first line, long ones broken`(
    text: String, width: Int, expected: [String]
  ) {
    #expect(PlainText.wrapped(text, to: width) == expected)
  }

  @Test func `wrapping keeps every letter at any width`() {
    var generator = SeededGenerator(seed: 20_261_122)
    for _ in 0..<300 {
      let words = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        String(repeating: "ữ", count: Int.random(in: 1...9, using: &generator))
      }
      let width = Int.random(in: 1...20, using: &generator)

      let lines = PlainText.wrapped(words.joined(separator: " "), to: width)

      #expect(lines.allSatisfy { $0.count <= width })
      #expect(
        lines.joined().filter { $0 != " " } == words.joined())
    }
  }
}

/// SplitMix64, so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
