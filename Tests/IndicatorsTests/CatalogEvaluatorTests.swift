import Indicators
import Procedures
import Testing

@Suite("CatalogEvaluator against the naive oracle")
struct CatalogEvaluatorTests {
  @Test(arguments: UInt64(1)...30)
  func `every figure is the oracle's`(seed: UInt64) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed, rootPresent: seed % 10 != 0)
    let evaluator = CatalogEvaluator(snapshot)
    let oracle = NaiveOracle(snapshot: snapshot)

    for query in EveryQuery.of(snapshot, seed: seed) {
      let figure = try evaluator.evaluate(query).figure

      #expect(NaiveOracle.Answer(figure) == oracle.answer(query), "\(query)")
    }
  }

  @Test(arguments: UInt64(101)...120, IndicatorFact.catalog.dimensions)
  func `every group is the figure of its filter`(seed: UInt64, by: Dimension) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed, rootPresent: seed % 10 != 0)
    let evaluator = CatalogEvaluator(snapshot)

    for var query in EveryQuery.of(snapshot, seed: seed) {
      query.by = by
      for group in try evaluator.evaluate(query).groups {
        var filtered = query
        filtered.filters[by] = group.key
        filtered.by = nil

        #expect(try evaluator.evaluate(filtered).figure == group.figure, "\(query) \(group.key)")
      }
    }
  }

  @Test(arguments: UInt64(201)...212, IndicatorFact.catalog.dimensions)
  func `every part of the scope with rows is listed`(seed: UInt64, by: Dimension) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed)
    let evaluator = CatalogEvaluator(snapshot)
    let oracle = NaiveOracle(snapshot: snapshot)

    for var query in EveryQuery.of(snapshot, seed: seed) {
      query.by = by
      let listed = try evaluator.evaluate(query).groups.map(\.key)
      let expected = candidates(by, query, snapshot).filter { key in
        var filtered = query
        filtered.filters[by] = key
        return oracle.answer(filtered).inScope > 0
      }

      #expect(Set(listed) == Set(expected), "\(query)")
      #expect(listed.count == expected.count, "\(query)")
    }
  }

  @Test(arguments: UInt64(301)...315)
  func `the rows behind a figure are as many as it counts`(seed: UInt64) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed, rootPresent: seed % 10 != 0)
    let evaluator = CatalogEvaluator(snapshot)

    for query in EveryQuery.of(snapshot, seed: seed) {
      let tally = try evaluator.evaluate(query).figure.tally
      let expected: [RowKind: Int] = [
        .counted: tally.numerator, .missing: tally.denominator - tally.numerator,
        .unknown: tally.unknown, .held: tally.held, .excluded: tally.excluded,
      ]
      for kind in RowKind.allCases {
        let rows = try evaluator.rows(query, kind: kind)

        #expect(rows.count == expected[kind], "\(kind) \(query)")
        #expect(Set(rows).count == rows.count, "\(kind) \(query)")
      }
    }
  }

  @Test(arguments: UInt64(401)...412)
  func `each row is of its kind when it stands alone`(seed: UInt64) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed, held: false)
    let evaluator = CatalogEvaluator(snapshot)

    for query in EveryQuery.of(snapshot, seed: seed, extra: 2) {
      for kind in RowKind.allCases {
        for row in try evaluator.rows(query, kind: kind) {
          let procedure = try #require(row.procedure)
          var alone = query
          alone.filters[.procedure] = snapshot.procedures[procedure].code.text
          if let agency = row.agency {
            alone.filters[.agency] = snapshot.agencies.nodes[agency].code.text
          }

          let same = try evaluator.rows(alone, kind: kind)

          #expect(same.contains(row), "\(kind) \(query)")
        }
      }
    }
  }

  @Test(arguments: UInt64(501)...510, IndicatorFact.catalog.dimensions)
  func `a split leaves the figure of the whole as it is`(seed: UInt64, by: Dimension) throws {
    let snapshot = RandomCatalog.snapshot(seed: seed, rootPresent: seed % 10 != 0)
    let evaluator = CatalogEvaluator(snapshot)

    for query in EveryQuery.of(snapshot, seed: seed) {
      var split = query
      split.by = by

      #expect(try evaluator.evaluate(split).figure == evaluator.evaluate(query).figure)
    }
  }

  /// What a split by a dimension may list for a query.
  private func candidates(
    _ by: Dimension, _ query: IndicatorQuery, _ snapshot: CatalogSnapshot
  ) -> [String] {
    let all = EveryQuery.values(snapshot)[by] ?? []
    let nodes = snapshot.agencies.nodes
    func codesAbove(_ position: Int) -> [String] {
      snapshot.agencies.lineage(of: position).map { nodes[$0].code.text }
    }
    func isInTree(_ position: Int) -> Bool {
      if let agency = query.filters[.agency] { return codesAbove(position).contains(agency) }
      return query.filters[.tier] == "vertical" || codesAbove(position).contains("H32")
    }
    switch by {
    case .agency:
      return nodes.indices.filter(isInTree).map { nodes[$0].code.text }
    case .tier:
      let asked = query.filters[.tier]
      let present = Set(
        nodes.indices.filter(isInTree).map { nodes[$0].tier?.rawValue ?? "unknown" })
      return all.filter { (asked == nil || asked == $0) && present.contains($0) }
    default:
      return all.filter { query.filters[by] == nil || query.filters[by] == $0 }
    }
  }
}
