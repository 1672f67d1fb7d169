import Indicators
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// What stands in for a database that is gone, where a period is asked about.
  @Suite struct PeriodOutageTests {
    private static let head = "code,agency_code,level\n"
    private static let day = TestStore.day("2026-03-01")

    private struct Quarter {
      let store: TestStore
      let register: ClosedPeriodRegister
      let period: Period

      var figures: FigureStore { store.figures }
      var query: IndicatorQuery {
        IndicatorQuery(indicator: "level4_of_all", count: .offerings, period: period)
      }

      /// As the service answers a question about the period, and keeps the answer.
      func answer() async throws -> IndicatorResult? {
        let standing = try await figures.standing(of: period)
        let results = try await figures.answer(
          [query], on: period.last, known: standing.pin?.known)
        let answer = (standing.pin?.marked(results) ?? results).first
        if let answer { figures.keep(answer, of: query, on: period.last, as: standing) }
        return answer
      }

      /// The date of the period's end, asked for as a date: its catalog is kept in memory.
      func askDate() async throws -> IndicatorFigure? {
        var query = query
        query.period = nil
        return try await figures.answer([query], on: period.last, known: nil).first?.figure
      }

      func lastGood() throws -> IndicatorResult? {
        try figures.lastGood(query, on: period.last)?.result
      }
    }

    private func withQuarter(_ body: (Quarter) async throws -> Void) async throws {
      try await withStore { store in
        try await store.syncAgencies(on: Self.day)
        try await store.syncCatalog(
          Self.head + "1.000001,H32.16,4\n1.000002,H32.16,3\n", on: Self.day)
        try await body(
          Quarter(
            store: store,
            register: ClosedPeriodRegister(pool: store.pool, authority: store.authority),
            period: try Period("2026-Q1")))
      }
    }

    /// Says the state of the quarter otherwise, later: a new data version.
    private func correct(_ quarter: Quarter) async throws {
      try await quarter.store.syncCatalog(
        Self.head + "1.000001,H32.16,4\n1.000002,H32.16,4\n",
        quarter.store.request("catalog", on: Self.day, given: true, allowChanges: 99))
    }

    @Test func `a closed period is not answered with what its date says today`() async throws {
      try await withQuarter { quarter in
        _ = try await quarter.register.close(quarter.period, TestStore.person)
        try await correct(quarter)

        let today = try await quarter.askDate()

        #expect(today?.tally.numerator == 2)
        #expect(try quarter.lastGood() == nil)
      }
    }

    @Test func `a closed period is answered as it was published`() async throws {
      try await withQuarter { quarter in
        _ = try await quarter.register.close(quarter.period, TestStore.person)
        try await correct(quarter)
        _ = try await quarter.askDate()

        let published = try await quarter.answer()

        let last = try quarter.lastGood()
        #expect(last?.figure.tally.numerator == 1)
        #expect(last?.figure.flags == ["closed", "restatement_pending", "stale"])
        #expect(last == published?.flagged("stale"))
      }
    }

    @Test func `an answer from before a restatement that was seen is not given again`()
      async throws
    {
      try await withQuarter { quarter in
        _ = try await quarter.register.close(quarter.period, TestStore.person)
        try await correct(quarter)
        _ = try await quarter.answer()
        _ = try await quarter.register.restate(
          quarter.period, reason: "sửa dữ liệu", TestStore.person)

        _ = try await quarter.figures.standing(of: quarter.period)
        let before = try quarter.lastGood()
        _ = try await quarter.answer()
        let after = try quarter.lastGood()

        #expect(before == nil)
        #expect(after?.figure.tally.numerator == 2)
        #expect(after?.figure.flags == ["closed", "stale"])
      }
    }

    @Test func `an open period is answered only by the version at which it was seen open`()
      async throws
    {
      try await withQuarter { quarter in
        let open = try await quarter.answer()
        let last = try quarter.lastGood()
        _ = try await quarter.register.close(quarter.period, TestStore.person)
        try await correct(quarter)
        _ = try await quarter.askDate()

        #expect(last == open?.flagged("stale"))
        #expect(try quarter.lastGood() == nil)
      }
    }
  }
}
