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
  }
}
