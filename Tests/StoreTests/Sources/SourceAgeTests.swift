import Indicators
import Postgres
import Procedures
import Synchronization
import Testing

@testable import Store

/// A clock that stands where it was put.
private final class StandingClock: Sendable {
  private let instant = Mutex(Instant(microsecondsSince2000: 0))

  var now: Instant { instant.withLock { $0 } }

  func stand(_ microseconds: Int64, after start: Instant) {
    instant.withLock {
      $0 = Instant(microsecondsSince2000: start.microsecondsSince2000 + microseconds)
    }
  }
}

extension LiveTests {
  /// The maximum age of a source: its entry, the flag of figures, and when that changes.
  @Suite struct SourceAgeTests {
    private static let file = "code,agency_code,level\n1.000001,H32.16,4"
    private static let day: Int64 = 24 * 3_600_000_000
    private static let catalogQuery = IndicatorQuery(indicator: "level4_of_all")

    /// A store of figures by a clock that the test puts.
    private func withClock(
      _ body: (TestStore, FigureStore, StandingClock) async throws -> Void
    ) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file)
        let clock = StandingClock()
        let figures = FigureStore(
          pool: store.pool, authority: store.authority, now: { clock.now })
        try await body(store, figures, clock)
      }
    }

    private func flags(
      _ figures: FigureStore, _ indicator: String = "level4_of_all", known: Instant? = nil
    ) async throws -> [String] {
      let query = IndicatorQuery(indicator: indicator)
      let results = try await figures.answer([query], on: TestStore.today, known: known)
      return results.first?.figure.flags ?? ["no figure"]
    }

    @discardableResult
    private func setAge(
      _ hours: Int?, kind: String = "catalog", source: String = "catalog", _ store: TestStore
    ) async throws -> RegisterOutcome {
      try await store.sources.setMaximumAge(
        kind: kind, source: source, hours: hours, TestStore.person)
    }

    private func lastGood(_ source: String, _ store: TestStore) async throws -> Instant {
      let found = try await store.sources.freshness().sources.first { $0.name == source }
      guard let instant = found?.lastGoodAt else { throw NothingCame(what: "source \(source)") }
      return instant
    }

    @Test(arguments: [("catalog", "catalog"), ("agencies", "tree")])
    func `a figure is flagged from the instant at which a source is as old as it may be`(
      _ kind: String, _ source: String
    ) async throws {
      try await withClock { store, figures, clock in
        try await setAge(24, kind: kind, source: source, store)
        let end = try await lastGood(source, store)

        clock.stand(Self.day - 1, after: end)
        let before = try await flags(figures)
        clock.stand(Self.day, after: end)
        let after = try await flags(figures)

        #expect(before == [])
        #expect(after == ["stale_source"])
      }
    }

    @Test func `the figure above its rows is flagged once`() async throws {
      try await withClock { store, figures, clock in
        try await setAge(24, store)
        clock.stand(Self.day, after: try await lastGood("catalog", store))

        let explanation = try await CatalogRows(
          pool: store.pool, authority: store.authority, figures: figures
        ).explanation(
          of: ExplainRequest(
            query: Self.catalogQuery, day: TestStore.today, rows: nil, limit: 10, cursor: nil))

        #expect(explanation.figure.flags == ["stale_source"])
      }
    }

    @Test func `an answer that is kept in memory is flagged too`() async throws {
      try await withClock { store, figures, clock in
        try await store.syncCatalog(TestStore.factCatalog, source: "portal")
        try await store.importDossiers(
          "dossier_code,procedure_code,agency_code,received_at,channel,status\n"
            + "000.00.16.H32-261101-0001,1.001001,H32.16,2026-11-01,online,2\n")
        try await setAge(24, kind: "dossiers", source: "dossiers", store)
        let end = try await lastGood("dossiers", store)

        var found: [[String]] = []
        for passed in [0, Self.day, 0] {
          clock.stand(passed, after: end)
          found.append(try await flags(figures, "dossiers_online"))
        }
        clock.stand(Self.day, after: end)
        let catalog = try await flags(figures)

        #expect(found == [[], ["stale_source"], []])
        #expect(catalog == [])
      }
    }

    @Test func `a maximum age under the number of a lost version is seen`() async throws {
      try await withClock { store, figures, clock in
        let end = try await lastGood("catalog", store)
        let lost = try await store.answerOnLostVersion(Self.catalogQuery, figures)
        try await setAge(24, store)
        clock.stand(Self.day, after: end)

        let found = try await flags(figures)

        #expect(lost?.figure.dataVersion == (try await store.version()))
        #expect(found == ["stale_source"])
      }
    }

    @Test func `a run that found the same bytes counts as a delivery, a refused one does not`()
      async throws
    {
      try await withClock { store, figures, clock in
        try await setAge(24, store)
        // What a person changes in a register has the next delivery read again.
        try await store.syncCatalog(Self.file)
        let first = try await lastGood("catalog", store)
        let again = try await store.syncCatalog(Self.file)
        let second = try await lastGood("catalog", store)
        let refused = try? await store.syncCatalog("<html></html>")
        let third = try await lastGood("catalog", store)

        clock.stand(Self.day, after: first)
        let flags = try await flags(figures)

        #expect(again.summary.state == .skipped)
        #expect(second > first)
        #expect(refused == nil)
        #expect(third == second)
        #expect(flags == [])
      }
    }

    @Test func `a delivery that was taken back does not count`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file)
        let first = try await lastGood("catalog", store)
        let wrong = try await store.syncCatalog(Self.file + "\n1.000002,H32.17,3")
        let second = try await lastGood("catalog", store)

        try await store.revert(wrong.summary.run)

        #expect(second > first)
        #expect(try await lastGood("catalog", store) == first)
      }
    }

    @Test func `what was known at an instant is never flagged`() async throws {
      try await withClock { store, figures, clock in
        try await setAge(1, store)
        clock.stand(365 * Self.day, after: try await lastGood("catalog", store))
        let known = try await figures.version().recordedAt

        #expect(try await flags(figures) == ["stale_source"])
        #expect(try await flags(figures, known: known) == [])
      }
    }

    @Test func `the next change is when the first fresh source grows stale`() async throws {
      try await withClock { store, figures, clock in
        let none = try await figures.flagsChange([Self.catalogQuery])
        try await setAge(48, store)
        try await setAge(24, kind: "agencies", source: "tree", store)
        let tree = try await lastGood("tree", store)
        let catalog = try await lastGood("catalog", store)
        let treeEnd = Instant(microsecondsSince2000: tree.microsecondsSince2000 + Self.day)
        let catalogEnd = Instant(
          microsecondsSince2000: catalog.microsecondsSince2000 + 2 * Self.day)

        var changes: [Instant?] = [none]
        for passed in [0, Self.day, 3 * Self.day] {
          clock.stand(passed, after: tree)
          changes.append(try await figures.flagsChange([Self.catalogQuery]))
        }
        clock.stand(0, after: tree)
        changes.append(
          try await figures.flagsChange([IndicatorQuery(indicator: "dossiers_online")]))
        changes.append(try await figures.flagsChange([Self.catalogQuery], known: tree))

        #expect(changes == [nil, treeEnd, catalogEnd, nil, nil, nil])
      }
    }

    @Test func `the figure that stands in for a lost database is flagged when its source grew old`()
      async throws
    {
      try await withClock { store, figures, clock in
        try await setAge(24, store)
        clock.stand(2 * Self.day, after: try await lastGood("catalog", store))
        _ = try await flags(figures)

        let last = try figures.lastGood(Self.catalogQuery, on: TestStore.today)

        #expect(last?.result.figure.flags == ["stale", "stale_source"])
      }
    }

    @Test func `an age is entered as a run, moves the version, and only where it changes`()
      async throws
    {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file)
        let version = try await store.version()

        let first = try await setAge(24, store)
        let again = try await setAge(24, store)
        let other = try await setAge(25, store)
        let cleared = try await setAge(nil, store)
        let nothing = try await setAge(nil, store)

        #expect(first.sentence == "Đặt tuổi tối đa của nguồn catalog/catalog: 24 giờ")
        #expect(cleared.sentence == "Bỏ tuổi tối đa của nguồn catalog/catalog")
        #expect([first, other, cleared].map(\.rowsWritten) == [1, 1, 1])
        #expect(
          [first, other, cleared].map(\.dataVersion) == [version + 1, version + 2, version + 3])
        #expect(again.run == nil && nothing.run == nil)
        #expect(try await store.sources.freshness().changesAt == nil)
      }
    }

    @Test(arguments: [0, -1, 87_601, .max])
    func `hours out of range are refused`(_ hours: Int) async throws {
      try await withAgencies { store in
        await #expect(throws: StoreError(.badRequest, "")) {
          try await setAge(hours, kind: "agencies", source: "tree", store)
        }
      }
    }

    @Test func `an age for a source that does not exist is refused`() async throws {
      try await withAgencies { store in
        await #expect(throws: StoreError(.badRequest, "")) {
          try await setAge(1, kind: "catalog", source: "nobody", store)
        }
      }
    }

    @Test func `freshness tells of each source what it last did and when`() async throws {
      try await withAgencies { store in
        let applied = try await store.syncCatalog(Self.file).summary.run
        _ = try? await store.syncCatalog("<html></html>")
        try await setAge(24, store)
        let end = try await lastGood("catalog", store)
        let now = Instant(microsecondsSince2000: end.microsecondsSince2000 + Self.day)

        let list = try await store.sources.freshness(now: now)

        #expect(list.sources.map(\.name) == ["tree", "catalog"])
        #expect(list.sources.map(\.isStale) == [false, true])
        #expect(list.sources.map(\.maximumAgeHours) == [nil, 24])
        let catalog = list.sources.last
        #expect(catalog?.lastApplied?.run == applied)
        #expect(catalog?.lastRun?.run == applied.map { $0 + 1 })
        #expect(["refused", "failed"].contains(catalog?.lastRun?.state))
        #expect(catalog?.lastGoodAt == catalog?.lastApplied?.finishedAt)
        #expect(list.readAt == now)
        #expect(list.dataVersion == (try await store.version()))
      }
    }

    @Test func `ages are done again by a replay, and a change by hand is found`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.file)
        try await setAge(24, store)
        try await setAge(48, kind: "agencies", source: "tree", store)
        let last = try await setAge(36, store).run
        _ = try? await store.syncCatalog("<html></html>")

        #expect(try await store.replay(upTo: last ?? 0).isEqual)
        #expect(try await store.verify().isIntact)
        _ = try await store.tamper(
          "UPDATE source_age SET run_id = (SELECT max(run_id) FROM run WHERE state <> 'applied')")
        #expect(try await !store.verify().isIntact)
      }
    }
  }
}
