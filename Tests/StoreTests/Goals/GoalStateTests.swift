import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Goals and scores are answered by one state of the records, and say how old its sources are.
  @Suite struct GoalStateTests {
    private static let catalog = "code,agency_code,level\n1.000001,H32.16,4\n"
    private static let observations = """
      indicator,scope,period,numerator,denominator,value,source
      pci_good_group,H32,2023,1,1,,VCCI
      online_of_all,H32,2026,1,2,,NPSP
      """

    /// A store of figures by whose clock every source with a maximum age is stale.
    private func figures(_ store: TestStore) -> FigureStore {
      FigureStore(
        pool: store.pool, authority: store.authority,
        now: { Instant(microsecondsSince2000: 2_000_000_000_000_000) })
    }

    private func withStaleCatalog(
      _ body: (TestStore, FigureStore) async throws -> Void
    ) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.catalog)
        _ = try await store.sources.setMaximumAge(
          kind: "catalog", source: "catalog", hours: 24, TestStore.person)
        try await body(store, figures(store))
      }
    }

    private func scoreQuestion(_ store: TestStore) async throws -> ScoreQuestion {
      ScoreQuestion(
        index: try await store.scores.index("qd-766"), day: TestStore.today,
        period: try Period("2026"))
    }

    @Test func `goals of a state are those of its version whatever is recorded meanwhile`()
      async throws
    {
      try await withAgencies { store in
        let day = TestStore.day("2023-12-31")
        let plan = try await store.goals.plan("khanh-hoa-2023", on: day)
        var question = GoalQuestion(plan: plan, day: day)
        question.newest = try await store.figures.newest()
        var change = TaskRegister.Change()
        change.doneOn = TestStore.day("2023-12-20")
        _ = try await store.tasks.set("I.9", of: plan, change, TestStore.person)
        try await store.observe(Self.observations)

        let reports = try await store.goals.reports(question)
        question.newest = nil
        let later = try await store.goals.reports(question)

        func found(_ reports: [GoalReport], _ goal: String) -> GoalReport? {
          reports.first { $0.goal.id == goal }
        }
        #expect(found(reports, "I.9")?.tasks.compactMap(\.report) == [])
        #expect(found(reports, "I.1")?.figure == nil)
        #expect(found(later, "I.9")?.verdict.state == .met)
        #expect(found(later, "I.1")?.verdict.state == .met)
        let first = try await store.figures.newest().version.number - 2
        #expect(Set(reports.compactMap(\.figure?.dataVersion)) == [first])
      }
    }

    @Test func `a reconciliation of a state is that of its version`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.catalog)
        var question = try await scoreQuestion(store)
        question.newest = try await store.figures.newest()
        try await store.observe(Self.observations)

        let both = try await store.scores.reconcile(question)
        question.newest = nil
        let later = try await store.scores.reconcile(question)

        #expect(both.lines.first { $0.item.id == "3.1" }?.causes == [.noData])
        #expect(later.lines.first { $0.item.id == "3.1" }?.causes == [.denominator])
      }
    }

    @Test func `rows that are held are those of the instant`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.catalog)
        let before = try await store.figures.newest().known
        try await store.syncCatalog(Self.catalog + "1.000002,H32.999,4\n")
        let after = try await store.figures.newest().known
        let authority = store.authority.id

        let held = try await store.pool.withConnection { connection in
          [
            try await HeldCodes.load(authority: authority, known: before, on: connection),
            try await HeldCodes.load(authority: authority, known: after, on: connection),
            try await HeldCodes.load(authority: authority, known: nil, on: connection),
          ]
        }

        #expect(held == [[:], ["catalog": 1], ["catalog": 1]])
      }
    }

    @Test func `figures of goals say that their source is stale, not by an instant asked for`()
      async throws
    {
      try await withStaleCatalog { store, figures in
        let goals = GoalStore(pool: store.pool, authority: store.authority, figures: figures)
        var question = GoalQuestion(
          plan: try await goals.plan(nil, on: TestStore.today), day: TestStore.today)

        let now = try await goals.reports(question)
        question.newest = try await figures.newest()
        let pinned = try await goals.reports(question)
        question.known = question.newest?.known
        let asked = try await goals.reports(question)

        func flags(_ reports: [GoalReport], _ goal: String) -> [String]? {
          reports.first { $0.goal.id == goal }?.figure?.flags
        }
        #expect(flags(now, "I.2.c-1")?.contains("stale_source") == true)
        #expect(flags(now, "annex")?.contains("stale_source") == false)
        #expect(pinned == now)
        #expect(
          asked.compactMap(\.figure).allSatisfy { !$0.flags.contains("stale_source") })
      }
    }

    @Test func `scores say that a source of theirs is stale, not by an instant asked for`()
      async throws
    {
      try await withStaleCatalog { store, figures in
        try await store.observe(Self.observations)
        let scores = ScoreStore(pool: store.pool, authority: store.authority, figures: figures)
        var question = try await scoreQuestion(store)

        let score = try await scores.score(question)
        let ranking = try await scores.ranking(question)
        question.origin = .observations
        let observed = try await scores.score(question)
        question.origin = .facts
        question.known = try await figures.version().recordedAt
        let asked = try await scores.score(question)

        #expect(score.flags == ["stale_source"])
        #expect(Set(ranking.places.map(\.entry.score.flags)) == [["stale_source"]])
        #expect(observed.flags == [])
        #expect(asked.flags == [])
      }
    }
  }
}
