import Indicators
import Procedures
import Testing

@Suite struct ChangeAnalysisTests {
  private func analysis(
    _ history: RandomHistory, _ query: IndicatorQuery
  ) throws -> ChangeAnalysis {
    try ChangeAnalysis(
      from: CatalogEvaluator(history.from), to: CatalogEvaluator(history.to), query)
  }

  @Test(arguments: UInt64(0)..<100)
  func `the parts of a random history add up to its change, and its rows to its parts`(
    batch: UInt64
  ) throws {
    for seed in (batch * 100)..<(batch * 100 + 100) {
      let history = RandomHistory(seed: seed)
      let query = history.query(seed: seed)

      let change = try analysis(history, query)

      var sum = CountChange()
      for part in change.parts {
        sum = sum + part.counts
        #expect(part.counts == counts(of: part.rows), "\(seed) \(part.cause)")
      }
      let (from, to) = (change.from.tally, change.to.tally)
      #expect(change.residual.isZero)
      #expect(
        sum
          == CountChange(
            numerator: to.numerator - from.numerator,
            denominator: to.denominator - from.denominator,
            unknown: to.unknown - from.unknown, excluded: to.excluded - from.excluded), "\(seed)")
    }
  }

  @Test(arguments: UInt64(0)..<30)
  func `every part is what the same step does to plain rows`(batch: UInt64) throws {
    for seed in (batch * 100)..<(batch * 100 + 100) {
      let history = RandomHistory(seed: seed)
      let query = history.query(seed: seed)
      let naive = NaiveChange.parts(history, query)

      for part in try analysis(history, query).parts where part.cause != .corrected {
        #expect(part.counts == naive[part.cause], "\(seed) \(part.cause) \(query)")
      }
    }
  }

  @Test func `random histories know every cause that a catalog can have`() throws {
    var met: Set<ChangeCause> = []
    for seed in UInt64(0)..<400 {
      let history = RandomHistory(seed: seed)
      for part in try analysis(history, history.query(seed: seed)).parts
      where !part.counts.isZero { met.insert(part.cause) }
    }

    #expect(
      met == Set(ChangeCause.allCases).subtracting([.corrected, .definitionChanged]))
  }

  @Test(arguments: UInt64(0)..<20)
  func `the order of rows does not matter`(batch: UInt64) throws {
    for seed in (batch * 10)..<(batch * 10 + 10) {
      let history = RandomHistory(seed: seed)
      let query = history.query(seed: seed)
      let shuffled = try ChangeAnalysis(
        from: CatalogEvaluator(RandomHistory.shuffled(history.from, seed: seed)),
        to: CatalogEvaluator(RandomHistory.shuffled(history.to, seed: seed + 1)), query)

      #expect(try analysis(history, query) == shuffled, "\(seed)")
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `what was recorded otherwise at the time is a part of its own`(seed: UInt64) throws {
    let history = RandomHistory(seed: seed)
    let original = RandomHistory(seed: seed + 500).from
    let query = IndicatorQuery(indicator: "online_of_all", count: .offerings)
    let change = try ChangeAnalysis(
      from: CatalogEvaluator(history.from), to: CatalogEvaluator(history.to),
      original: CatalogEvaluator(original), query)

    let then = try CatalogEvaluator(original).evaluate(query).figure
    let now = try CatalogEvaluator(history.from).evaluate(query).figure
    #expect(change.from == then)
    #expect(change.parts[0].cause == .corrected)
    #expect(
      change.parts[0].counts.numerator == now.tally.numerator - then.tally.numerator)
    #expect(change.parts.map(\.cause) == ChangeCause.allCases)
    #expect(change.residual.isZero)
  }

  @Test(arguments: UInt64(0)..<100)
  func `the shares of the parts add up to the change of the share`(seed: UInt64) throws {
    let history = RandomHistory(seed: seed)
    let query = IndicatorQuery(indicator: "online_of_all", count: .offerings)
    let change = try analysis(history, query)
    let ratios = change.parts.map(\.ratio)
    guard !ratios.contains(nil), let from = change.from.ratio, let to = change.to.ratio else {
      return
    }

    let sum = ratios.reduce(0.0) { $0 + ($1?.value ?? 0) }
    #expect(abs(sum - (to - from)) < 1e-12)
  }

  @Test func `a step that changes nothing has no rows and no counts`() throws {
    let snapshot = RandomCatalog.snapshot(seed: 5)
    let evaluator = CatalogEvaluator(snapshot)

    let change = try ChangeAnalysis(
      from: evaluator, to: evaluator, IndicatorQuery(indicator: "level4_of_all"))

    #expect(change.parts.allSatisfy { $0.counts.isZero && $0.rows.isEmpty })
    #expect(change.from == change.to)
  }

  @Test func `a query that a date cannot answer is refused`() throws {
    let evaluator = CatalogEvaluator(RandomCatalog.snapshot(seed: 5))
    let query = IndicatorQuery(indicator: "level4_of_all", filters: [.agency: "H32.4711"])

    #expect(throws: IndicatorError(.unknownValue, "", vi: "")) {
      try ChangeAnalysis(from: evaluator, to: evaluator, query)
    }
  }

  private func counts(of rows: [ChangedRow]) -> CountChange {
    var sum = CountChange()
    for row in rows {
      for (outcome, sign) in [(row.old, -1), (row.new, 1)] {
        switch outcome {
        case .absent, .outside: break
        case .counted:
          sum.numerator += sign
          sum.denominator += sign
        case .missing: sum.denominator += sign
        case .unknown: sum.unknown += sign
        case .excluded: sum.excluded += sign
        }
      }
    }
    return sum
  }
}
