import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Rows that are not applied, and what they protect.
  @Suite struct CatalogHeldTests {
    private static let later = TestStore.day("2026-12-01")
    private static let head = "code,agency_code,service_code,level\n"
    /// Good rows that make the share of bad ones small.
    private static let good = (10..<20).map { "1.0000\($0),H32.16,,4" }.joined(separator: "\n")

    @Test func `equal repeats are applied once`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          Self.head + "1.000001,H32.16,,4\n1.000001,H32.16,,Mức độ 4\n1.000001,H32.16,,4")

        #expect(outcome.summary.rowCounts == [3, 0, 2, 0, 1])
        #expect(try await store.claims() == ["1.000001 H32.16 2026-11-22..infinity 4"])
      }
    }

    @Test func `a row of several agencies repeats only where all of it stands elsewhere`()
      async throws
    {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          Self.head
            + "1.000001,H32.16;H32.17,,4\n1.000001,H32.17;H32.201,,4\n1.000001,H32.201;H32.16,,4")

        #expect(outcome.summary.rowCounts == [3, 0, 1, 0, 2])
        #expect(try await store.counts() == "3/3 ?0 #0")
      }
    }

    @Test(arguments: ["3", "", "Toàn trình"])
    func `the same key with other content holds both rows and keeps the last values`(
      _ level: String
    ) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + Self.good + "\n1.000001,H32.16,,2")

        let outcome = try await store.syncCatalog(
          Self.head + Self.good + "\n1.000001,H32.16,,4\n1.000001,H32.16,,\(level)",
          on: Self.later)

        #expect(outcome.summary.rowCounts == [12, 0, 0, 2, 10])
        #expect(outcome.held.map(\.rule) == ["conflict", "conflict"])
        #expect(
          outcome.held.map(\.raw) == [
            "1.000001 · H32.16 = 13", "1.000001 · H32.16 = 12",
          ])
        #expect(outcome.summary.recordCounts == [0, 0, 0, 0, 10])
        #expect(
          try await store.claims().first == "1.000001 H32.16 2026-11-22..infinity 2")
        #expect(try await store.counts(on: Self.later) == "10/11 ?0 #2")
      }
    }

    @Test func `a row with one conflicting agency is held with all its agencies`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          Self.head + Self.good
            + "\n1.000001,H32.16;H32.17,,4\n1.000001,H32.16,,3\n1.000001,H32.17,,4")

        #expect(outcome.summary.rowCounts == [13, 0, 0, 2, 11])
        #expect(
          outcome.held.map(\.raw) == [
            "1.000001 · H32.16; H32.17 = 13", "1.000001 · H32.16 = 12",
          ])
        #expect(try await store.claims().first == "1.000001 H32.17 2026-11-22..infinity 4")
      }
    }

    @Test func `conflicts do not depend on the order of rows`() async throws {
      let rows = [
        "1.000001,H32.16;H32.17,,4", "1.000001,H32.16,,3", "1.000001,H32.17;H32.201,,4",
        "1.000001,H32.201,,4", "1.000001,H32.201,,4",
      ]
      var seen: Set<[String]> = []
      for shift in 0..<rows.count {
        let order = rows[shift...] + rows[..<shift]
        try await withAgencies { store in
          let outcome = try await store.syncCatalog(
            Self.head + Self.good + "\n" + order.joined(separator: "\n"))
          let claims = try await store.claims().filter { $0.hasPrefix("1.000001") }
          seen.insert(claims + outcome.held.map { "held \($0.column)" })
        }
      }

      #expect(seen.count == 1)
    }

    /// A bad row, what its rule is, and which of three earlier claims it protects.
    struct Bad: CustomTestStringConvertible, Sendable {
      let row: String
      let rule: String
      let withdrawn: Int
      let missing: Int
      var testDescription: String { row }
    }

    @Test(arguments: [
      Bad(row: "1.000002,H32.16,,tám", rule: "bad_value", withdrawn: 2, missing: 0),
      // Without a service it is another key than the one of the service.
      Bad(row: "1.000001,H32.16,,tám", rule: "bad_value", withdrawn: 3, missing: 0),
      Bad(row: "1.000001,H32.16,1.000001.01,tám", rule: "bad_value", withdrawn: 2, missing: 0),
      Bad(row: "1.000001,H32.16,xyz,4", rule: "bad_code", withdrawn: 2, missing: 0),
      Bad(row: "1.000009,H32.16,,tám", rule: "bad_value", withdrawn: 3, missing: 0),
      Bad(row: "1.000001,H32.98,,4", rule: "unknown_agency", withdrawn: 0, missing: 3),
      Bad(row: "xyz,H32.16,,4", rule: "bad_code", withdrawn: 1, missing: 2),
      Bad(row: "xyz,H32.98,,4", rule: "bad_code", withdrawn: 0, missing: 3),
      Bad(row: "xyz,,,4", rule: "bad_code", withdrawn: 0, missing: 3),
      Bad(row: "1.000001,H32.16,,4,zu,viel", rule: "bad_value", withdrawn: 0, missing: 3),
    ])
    func `a held row protects what it names, and all that it may name`(_ bad: Bad) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          Self.head + Self.good
            + "\n1.000001,H32.16,1.000001.01,2\n1.000002,H32.16,,2\n1.000002,H32.17,,2")

        let outcome = try await store.syncCatalog(
          Self.head + Self.good + "\n" + bad.row, on: Self.later)

        #expect(outcome.held.map(\.rule) == [bad.rule])
        #expect(outcome.summary.recordCounts == [0, 0, bad.withdrawn, 0, 10])
        #expect(outcome.missing == bad.missing)
        let stay = 3 - bad.withdrawn
        #expect(try await store.counts(on: Self.later) == "10/\(10 + stay) ?0 #1")
      }
    }

    @Test func `a held service protects itself, and another one of its offering leaves`()
      async throws
    {
      try await withAgencies { store in
        try await store.syncCatalog(
          Self.head + Self.good
            + "\n1.000001,H32.16,1.000001.01,2\n1.000001,H32.16,1.000001.02,3")

        let outcome = try await store.syncCatalog(
          Self.head + Self.good + "\n1.000001,H32.16,1.000001.01,tám", on: Self.later)

        #expect(outcome.summary.recordCounts == [0, 1, 0, 0, 10])
        let claims = try await store.claims().filter { $0.hasPrefix("1.000001") }
        #expect(
          claims == [
            "1.000001 H32.16 1.000001.01 2026-11-22..infinity 2",
            "1.000001 H32.16 1.000001.02 2026-11-22..2026-12-01 3",
          ])
      }
    }

    @Test func `a held declaration keeps what the procedure declared`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + Self.good + "\n1.000001,,,2")

        let outcome = try await store.syncCatalog(
          Self.head + Self.good + "\n1.000001,,,tám", on: Self.later)

        #expect(outcome.summary.recordCounts == [0, 0, 0, 0, 10])
        #expect(try await store.counts(count: .procedures, on: Self.later) == "10/11 ?0 #1")
      }
    }

    @Test func `held rows widen the figures they may belong to`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          Self.head + Self.good
            + "\n1.000010,H32.17,,4\n1.000011,H32.17,,tám\n1.000012,H32.98,,4\nxyz,H32.16,,4")

        #expect(try await store.counts() == "11/11 ?0 #3")
        #expect(try await store.counts(filters: [.agency: "H32.16"]) == "10/10 ?0 #2")
        #expect(try await store.counts(filters: [.agency: "H32.17"]) == "1/1 ?0 #2")
        #expect(try await store.counts(filters: [.procedure: "1.000011"]) == "1/1 ?0 #2")
        #expect(try await store.counts(filters: [.procedure: "1.000013"]) == "1/1 ?0 #1")
      }
    }

    @Test func `held rows of the last run replace those of the run before`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + Self.good + "\nxyz,H32.16,,4\nabc,H32.16,,4")
        let two = try await store.figure()

        let mended = try await store.syncCatalog(Self.head + Self.good + "\nxyz,H32.16,,4")
        let one = try await store.figure()
        let renamed = try await store.syncCatalog(Self.head + Self.good + "\nabc,H32.16,,3")

        #expect(two.tally.held == 2)
        #expect(one.tally.held == 1)
        #expect(mended.summary.rowsWritten == 0)
        #expect(mended.summary.dataVersion == two.dataVersion + 1)
        #expect(renamed.summary.dataVersion == mended.summary.dataVersion)
        #expect(try await store.counts(known: two.knownOn) == "10/10 ?0 #2")
      }
    }
  }
}
