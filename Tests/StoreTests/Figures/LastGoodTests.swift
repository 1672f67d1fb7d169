import Indicators
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// What stands in for a database that is gone.
  @Suite struct LastGoodTests {
    private static let query = IndicatorQuery(indicator: "level4_of_all", by: .tier)

    @Test func `without a figure that was ever given there is none to fall back to`()
      async throws
    {
      try await withAgencies { store in
        let last = try store.figures.lastGood(Self.query, on: TestStore.today)

        #expect(last == nil)
      }
    }

    @Test func `the last figure of the day stands in, marked as stale, and no other day's`()
      async throws
    {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,4\n")
        let answer = try await store.figures.answer(
          [Self.query], on: TestStore.today, known: nil)

        let last = try store.figures.lastGood(Self.query, on: TestStore.today)
        let other = try store.figures.lastGood(Self.query, on: TestStore.today.advanced(by: 1))

        #expect(last?.result == answer.first?.flagged("stale"))
        #expect(last?.result.figure.flags.contains("stale") == true)
        #expect(other == nil)
      }
    }

    @Test func `figures asked by an instant stand in too where the watch confirms their version`()
      async throws
    {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,4\n")
        let version = try await store.figures.version()
        let answer = try await store.figures.answer(
          [Self.query], on: TestStore.today, known: version.recordedAt)
        let before = try store.figures.lastGood(Self.query, on: TestStore.today)

        store.figures.confirm(version, at: .now)

        let last = try store.figures.lastGood(Self.query, on: TestStore.today)
        #expect(before == nil)
        #expect(last?.result == answer.first?.flagged("stale"))
      }
    }

    @Test func `the age counts from when the version was last confirmed`() async throws {
      try await withAgencies { store in
        _ = try await store.figures.answer([Self.query], on: TestStore.today, known: nil)
        let version = try await store.figures.version()
        let later = ContinuousClock.now + .seconds(3600)

        store.figures.confirm(version, at: later)
        store.figures.confirm(version, at: later - .seconds(1))

        let last = try store.figures.lastGood(Self.query, on: TestStore.today)
        #expect(store.figures.newestSeen?.seenAt == later)
        #expect(last.map { $0.age < .zero } == true)
      }
    }

    @Test func `the figure of a version that was lost does not stand in`() async throws {
      try await withAgencies { store in
        let figure = try await store.figures.answer(
          [Self.query], on: TestStore.today, known: nil
        ).first?.figure
        let other = DataVersion(
          number: figure?.dataVersion ?? 0, recordedAt: Instant(microsecondsSince2000: 0))

        store.figures.confirm(other, at: .now)

        #expect(try store.figures.lastGood(Self.query, on: TestStore.today) == nil)
      }
    }
  }
}
