import Procedures
import Testing

@testable import Indicators

@Suite struct GoalRuleTests {
  private static func tally(
    _ numerator: Int, _ denominator: Int, unknown: Int = 0, held: Int = 0
  ) -> Tally {
    Tally(
      numerator: numerator, denominator: denominator, unknown: unknown, held: held, excluded: 0,
      inScope: denominator + unknown)
  }

  private static func target(_ text: String) throws -> PercentTarget {
    try #require(PercentTarget(text))
  }

  @Test(arguments: [
    ("=", "100", 2000, 2000, GoalState.met, 0), ("=", "100", 1999, 2000, .missed, 1),
    (">", "84", 8400, 10_000, .missed, 1), (">", "84", 8401, 10_000, .met, 0),
    (">", "84", 84, 100, .missed, 1), ("≥", "30", 30, 100, .met, 0),
    ("≥", "30.00", 3000, 10_000, .met, 0), ("≥", "30", 2999, 10_000, .missed, 1),
    ("≥", "30", 0, 1, .missed, 1), ("≥", "80", 799, 1000, .missed, 1),
    ("≥", "33.34", 3333, 10_000, .missed, 1), ("≥", "0", 0, 7, .met, 0),
    ("=", "50", 5, 10, .met, 0), ("=", "50", 3, 10, .missed, 2),
  ])
  func `counts are held against the target as whole numbers`(
    _ comparator: String, _ text: String, _ numerator: Int, _ denominator: Int,
    _ state: GoalState, _ shortBy: Int
  ) throws {
    let rule = try Self.rule(comparator, text)

    let judgement = rule.judge(Self.tally(numerator, denominator))

    #expect(judgement == GoalJudgement(state: state, shortBy: shortBy))
  }

  @Test(arguments: [("=", "50", 6, 10), ("=", "33.33", 1, 3), (">", "100", 3, 3)])
  func `where no number of rows would do none is named`(
    _ comparator: String, _ text: String, _ numerator: Int, _ denominator: Int
  ) throws {
    let judgement = try Self.rule(comparator, text).judge(Self.tally(numerator, denominator))

    #expect(judgement == GoalJudgement(state: .missed, shortBy: nil))
  }

  @Test(arguments: [
    (Self.tally(10, 10, unknown: 1), GoalState.undetermined),
    (Self.tally(10, 10, held: 1), .undetermined), (Self.tally(9, 10, unknown: 1), .missed),
    (Self.tally(10, 10), .met), (Self.tally(0, 0, unknown: 3), .noData),
    (Self.tally(0, 0, held: 2), .noData), (Self.tally(0, 0), .noData),
  ])
  func `all of it is reached only where nothing is unknown or held`(
    _ tally: Tally, _ state: GoalState
  ) {
    #expect(GoalRule.exactly(.whole).judge(tally)?.state == state)
  }

  @Test(arguments: ["", "-1", "100.1", "101", "1e2", "30%", "30.1234567", "84,", "x", "٣٠"])
  func `what is no share in percent is not read`(_ text: String) {
    #expect(PercentTarget(text) == nil)
  }

  @Test(arguments: [("84", "84", "84%"), ("84.50", "84.50", "84,50%"), ("84,5", "84.5", "84,5%")])
  func `a target keeps its digits`(_ text: String, _ plain: String, _ display: String) throws {
    let target = try Self.target(text)

    #expect(target.description == plain)
    #expect(target.display(.vi) == display)
  }

  @Test func `an increase is met only above the high bound of the baseline`() throws {
    let rule = GoalRule.increase(over: try Period("2022"))
    let before = Self.tally(50, 100)

    #expect(rule.judge(Self.tally(51, 100), baseline: before) == .init(state: .met, shortBy: 0))
    #expect(rule.judge(Self.tally(50, 100), baseline: before) == .init(state: .missed, shortBy: 1))
    #expect(rule.judge(Self.tally(1, 3), baseline: before) == .init(state: .missed, shortBy: 1))
    #expect(rule.judge(Self.tally(51, 100)) == .init(state: .noData, shortBy: nil))
    #expect(
      rule.judge(Self.tally(51, 100), baseline: Self.tally(50, 100, unknown: 10))
        == .init(state: .undetermined, shortBy: 0))
    #expect(
      rule.judge(Self.tally(3, 3), baseline: Self.tally(4, 4))
        == .init(state: .missed, shortBy: nil))
  }

  private static func rule(_ comparator: String, _ text: String) throws -> GoalRule {
    let target = try target(text)
    switch comparator {
    case "=": return .exactly(target)
    case "≥": return .atLeast(target)
    default: return .above(target)
    }
  }

  /// Shares as fractions of 128-bit numbers, met or not by the definition, rows by counting up.
  private struct Oracle {
    let comparator: Int
    let part: Int128
    let whole: Int128

    func holds(_ numerator: Int, _ denominator: Int) -> Bool {
      let left = Int128(numerator) * whole
      let right = part * Int128(denominator)
      return comparator == 0 ? left == right : comparator == 1 ? left >= right : left > right
    }

    /// Every way in which what is open may turn out: the unknown belong or not and count or not,
    /// the held correct rows.
    func state(_ tally: Tally) -> GoalState {
      guard tally.denominator > 0 else { return .noData }
      let low = (
        max(0, tally.numerator - tally.held), tally.denominator + tally.unknown + tally.held
      )
      let whole = tally.denominator + tally.unknown
      let high = (min(whole, tally.numerator + tally.unknown + tally.held), whole)
      if comparator == 0 {
        if holds(low.0, low.1), holds(high.0, high.1) { return .met }
        let above = Int128(low.0) * self.whole > part * Int128(low.1)
        let below = Int128(high.0) * self.whole < part * Int128(high.1)
        return above || below ? .missed : .undetermined
      }
      return holds(low.0, low.1) ? .met : holds(high.0, high.1) ? .undetermined : .missed
    }

    func shortBy(_ tally: Tally) -> Int? {
      guard tally.denominator > 0 else { return nil }
      return (tally.numerator...tally.denominator).first { holds($0, tally.denominator) }
        .map { $0 - tally.numerator }
    }
  }

  @Test func `verdicts agree with an oracle that counts rows one by one`() throws {
    var random = SeededGenerator(seed: 20_230_101)
    for _ in 0..<10_000 {
      let denominator = Int.random(in: 0...300, using: &random)
      let tally = Self.tally(
        Int.random(in: 0...denominator, using: &random), denominator,
        unknown: random.once(in: 2) ? Int.random(in: 0...20, using: &random) : 0,
        held: random.once(in: 2) ? Int.random(in: 0...20, using: &random) : 0)
      let comparator = Int.random(in: 0...3, using: &random)
      let judgement: GoalJudgement?
      let oracle: Oracle
      if comparator == 3 {
        let base = Int.random(in: 1...50, using: &random)
        let before = Self.tally(Int.random(in: 0...base, using: &random), base)
        judgement = GoalRule.increase(over: try Period("2022")).judge(tally, baseline: before)
        oracle = Oracle(
          comparator: 2, part: Int128(before.numerator), whole: Int128(before.denominator))
      } else {
        let decimals = Int.random(in: 0...3, using: &random)
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let digits =
          random.once(in: 4) ? 100 * scale : Int.random(in: 0...(100 * scale), using: &random)
        let fraction = String(digits % scale + scale).dropFirst()
        let target = try Self.target("\(digits / scale)" + (decimals > 0 ? ".\(fraction)" : ""))
        judgement = try Self.rule(["=", "≥", ">"][comparator], target.description).judge(tally)
        oracle = Oracle(comparator: comparator, part: Int128(digits), whole: Int128(100 * scale))
      }
      #expect(judgement?.state == oracle.state(tally), "\(tally) \(oracle)")
      #expect(judgement?.shortBy == oracle.shortBy(tally), "\(tally) \(oracle)")
    }
  }

  @Test func `counts near the limits of the machine are compared without overflow`() throws {
    let large = Int.max / 2
    let rule = GoalRule.atLeast(try Self.target("99.999999"))

    #expect(rule.judge(Self.tally(large, large))?.state == .met)
    #expect(rule.judge(Self.tally(large - large / 1_000_000, large))?.state == .missed)
  }

  @Test func `more open rows never turn a goal that is not met into one that is`() throws {
    var random = SeededGenerator(seed: 84)
    for _ in 0..<2000 {
      let denominator = Int.random(in: 1...50, using: &random)
      let numerator = Int.random(in: 0...denominator, using: &random)
      let target = try Self.target("\(Int.random(in: 0...99, using: &random))")
      for rule in [GoalRule.exactly(.whole), .atLeast(target), .above(target)] {
        let closed = rule.judge(Self.tally(numerator, denominator))?.state
        let blanked = Int.random(in: 0..<denominator, using: &random)
        let open = rule.judge(
          Self.tally(min(numerator, denominator - blanked), denominator - blanked, unknown: blanked)
        )?.state
        #expect(closed == .met || open != .met)
      }
    }
  }
}
