import Testing

@testable import motcua

/// Lists of processors as Linux writes them.
@Suite struct ProcessorsTests {
  @Test(
    arguments: [
      ("\t0-1", 2), ("\t0", 1), ("0-3,8", 5), ("0,2,4-5\n", 4), ("", 0), ("a", nil), ("3-1", nil),
      ("1-2-3", nil), ("-", nil),
    ] as [(String, Int?)])
  func `a list names so many processors`(list: String, count: Int?) {
    #expect(Processors.count(of: list[...]) == count)
  }

  @Test func `the process may use one at least`() {
    #expect(Processors.usable >= 1)
  }
}
