import Indicators
import Postgres
import Procedures
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  /// Random histories of random files against the models: every figure of every day by the
  /// knowledge of every instant.
  @Suite struct CatalogHistoryTests {
    private static let units: [CountUnit] = [.procedures, .offerings]
    private static let splits: [Dimension] = [.agency, .tier, .field, .level]
    private static let queries = Indicator.catalog.flatMap { indicator in
      units.flatMap { unit in
        splits.map { IndicatorQuery(indicator: indicator.id, count: unit, by: $0) }
      }
    }

    /// A day of the window. The first ones lie before anything is said.
    private static func day(_ number: Int) -> CalendarDay {
      TestStore.day("2026-11-01").advanced(by: Int32(number))
    }

    private static let agencies = """
      code,name,parent_code,tier,valid_from,valid_to
      H32,Tỉnh,,province,2020-01-01,
      H32.16,Sở Y tế,H32,province,2020-01-01,
      H32.17,Sở Xây dựng,H32,province,2020-01-01,2026-11-14
      H32.201,Phường,H32,commune,2020-01-01,
      H32.201.1,Phòng,H32.201,commune,2020-01-01,
      G11.1,Thuế,,vertical,2020-01-01,
      """

    private func check(
      _ store: TestStore, _ model: BeliefModel, days: [Int], known: Instant?, _ comment: Comment
    ) async throws {
      for number in days {
        let expected = FigureModel(model, on: number)
        let results = try await store.figures.answer(
          Self.queries, on: Self.day(number), known: known)
        for (query, result) in zip(Self.queries, results) {
          guard let unit = query.count, let by = query.by else { continue }
          let groups = Dictionary(
            result.groups.map { ($0.key, FigureModel.Answer($0.figure.tally)) },
            uniquingKeysWith: { first, _ in first })
          #expect(
            FigureModel.Answer(result.figure.tally) == expected.answer(query.indicator, unit, nil),
            "\(comment), day \(number), \(query.indicator), \(unit)")
          #expect(
            groups == expected.groups(query.indicator, unit, by),
            "\(comment), day \(number), \(query.indicator), \(unit) by \(by)")
        }
      }
    }

    /// Pairs of claims of one key that overlap on both clocks; there must be none.
    private func overlaps(_ store: TestStore) async throws -> [Int64] {
      [
        try await store.number(
          """
          WITH claim AS (
            SELECT row_number() OVER () AS id, * FROM (
              SELECT procedure_id, agency_key, source_id, service_code, valid_from, valid_to,
                known_from, 'infinity'::timestamptz AS known_to
              FROM offering_claim
              UNION ALL
              SELECT procedure_id, agency_key, source_id, service_code, valid_from, valid_to,
                known_from, known_to
              FROM offering_claim_past) AS claims
          )
          SELECT count(*)
          FROM claim AS one
          JOIN claim AS other USING (procedure_id, agency_key, source_id, service_code)
          WHERE one.id < other.id
            AND one.valid_from < other.valid_to AND other.valid_from < one.valid_to
            AND one.known_from < other.known_to AND other.known_from < one.known_to
          """),
        try await store.number(
          """
          WITH claim AS (
            SELECT row_number() OVER () AS id, * FROM (
              SELECT procedure_id, source_id, valid_from, valid_to, known_from,
                'infinity'::timestamptz AS known_to
              FROM procedure_claim
              UNION ALL
              SELECT procedure_id, source_id, valid_from, valid_to, known_from, known_to
              FROM procedure_claim_past) AS claims
          )
          SELECT count(*)
          FROM claim AS one
          JOIN claim AS other USING (procedure_id, source_id)
          WHERE one.id < other.id
            AND one.valid_from < other.valid_to AND other.valid_from < one.valid_to
            AND one.known_from < other.known_to AND other.known_from < one.known_to
          """),
      ]
    }

    private var open: GuardLimits {
      var limits = GuardLimits()
      limits.withdrawals = GuardLimits.Limit(atLeast: .max, percent: 100)
      limits.withdrawalsOfAgency = limits.withdrawals
      limits.fewerRows = limits.withdrawals
      limits.lostValues = limits.withdrawals
      return limits
    }

    @Test(arguments: UInt64(1)...6)
    func `every figure of a random history is what the models count`(_ seed: UInt64) async throws {
      try await withStore { store in
        var random = SeededGenerator(seed: seed)
        var model = BeliefModel()
        try await store.syncAgencies(Self.agencies, on: Self.day(1))
        var history = [(version: try await store.figures.version(), model: model)]
        var effective = 3
        // What each source said before each of its runs that stand.
        var standing: [String: [(run: Int64?, before: BeliefModel.Source)]] = [:]
        for step in 0..<14 {
          effective = min(max(2, effective + Int.random(in: -2...4, using: &random)), 22)
          let name = ["one", "two"].randomElement(using: &random) ?? "one"
          if Int.random(in: 0..<4, using: &random) == 0, let last = standing[name]?.popLast() {
            try await store.revert(last.run)
            model.restore(last.before, of: name)
            history.append((try await store.figures.version(), model))
            #expect(try await overlaps(store) == [0, 0])
            try await check(
              store, model, days: [effective, BeliefModel.days - 1], known: nil,
              "seed \(seed), step \(step), taken back")
            continue
          }
          let scope = [nil, nil, nil, "H32.201", "H32.16"].randomElement(using: &random) ?? nil
          let inside = BeliefModel.agencies.keys.sorted().filter { agency in
            scope.map { scope in
              BeliefModel.lineage(agency).contains(scope)
                || Int.random(in: 0..<12, using: &random) == 0
            } ?? true
          }
          let file = RandomFile.random(
            using: &random, agencies: inside, days: (effective - 2)..<(effective + 6))
          let verdict = BeliefModel.verdict(on: file, effective: effective, scope: scope)
          let request = store.request(
            name, on: Self.day(effective), scope: scope, limits: open)

          let outcome = try await store.syncCatalog(file.csv(day: Self.day), request)
          let again = try await store.syncCatalog(
            file.csv(day: Self.day),
            store.request(
              name, on: Self.day(effective), scope: scope, limits: open, program: "another"))

          #expect(outcome.held.count == verdict.held.count, "seed \(seed), step \(step)")
          let isForeign = verdict.held.count * 2 > file.rows.count
          #expect((outcome.summary.state == .refused) == isForeign, "seed \(seed), step \(step)")
          model.enter(name)
          if isForeign { continue }
          let before = model.source(name)
          model.apply(file, verdict, source: name, effective: effective, scope: scope)
          let version = try await store.figures.version()
          if version != history.last?.version { history.append((version, model)) }
          if try await store.wroteSomething(outcome.summary.run) {
            standing[name, default: []].append((outcome.summary.run, before))
          }
          #expect(again.summary.rowsWritten == 0)
          #expect(again.summary.dataVersion == outcome.summary.dataVersion)
          #expect(try await overlaps(store) == [0, 0])
          try await check(
            store, model, days: [effective, Int.random(in: 0..<BeliefModel.days, using: &random)],
            known: nil, "seed \(seed), step \(step)")
        }
        for (version, model) in history {
          try await check(
            store, model,
            days: [effective, 5, 13, 14, BeliefModel.days - 1].shuffled(using: &random).dropLast(3),
            known: version.recordedAt, "seed \(seed), version \(version.number)")
        }
        #expect(try await store.verify().findings == [])
        let report = try await store.replay(upTo: try await store.runs(1).first?.id)
        #expect(report.isEqual, "seed \(seed)")
        #expect(report.firstDifference == nil, "seed \(seed)")
      }
    }
  }
}
