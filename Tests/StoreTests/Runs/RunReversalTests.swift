import Testing

@testable import Store

/// What later runs leave standing, without a database.
@Suite struct RunReversalTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let later: [RunReversal.Later]
    let standing: [Int64]

    init(_ later: [(Int64, Int64?)], standing: [Int64]) {
      self.later = later.map { RunReversal.Later(run: $0.0, reverts: $0.1) }
      self.standing = standing
    }

    var testDescription: String {
      later.map { "\($0.run)" + ($0.reverts.map { " takes back \($0)" } ?? "") }
        .joined(separator: ", ")
    }
  }

  @Test(arguments: [
    Example([], standing: []),
    Example([(5, nil)], standing: [5]),
    Example([(5, nil), (6, 5)], standing: []),
    Example([(5, nil), (6, nil), (7, 6)], standing: [5]),
    Example([(5, nil), (6, nil), (7, 6), (8, 5)], standing: []),
    // Run 7 brings run 5 back: taking back 7 is what undoes it.
    Example([(5, nil), (6, 5), (7, 6)], standing: [7]),
    Example([(5, nil), (6, 5), (7, 6), (8, 7)], standing: []),
    // Run 5 takes back something earlier.
    Example([(5, 3)], standing: [5]),
    Example([(5, 3), (6, 5)], standing: []),
    Example([(5, 3), (6, nil), (7, 6), (8, 5)], standing: []),
  ])
  func `a run and the one that takes it back cancel each other`(_ example: Example) {
    #expect(RunReversal.standing(example.later) == example.standing)
  }
}
