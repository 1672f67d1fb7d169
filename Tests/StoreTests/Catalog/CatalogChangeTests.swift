import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// What a later file changes, and from when.
  @Suite struct CatalogChangeTests {
    private static let monday = TestStore.day("2026-11-23")
    private static let later = TestStore.day("2026-12-01")

    @Test func `a new level holds from its day, and the old one before`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,3\n1.000002,H32.16,3")

        let outcome = try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H32.16,4\n1.000002,H32.16,3", on: Self.later)

        #expect(outcome.summary.recordCounts == [0, 1, 0, 0, 1])
        // The old claim moves to the past (two), its part before is said anew, the new one is said.
        #expect(outcome.summary.rowsWritten == 4)
        #expect(
          try await store.claims() == [
            "1.000001 H32.16 2026-11-22..2026-12-01 3", "1.000001 H32.16 2026-12-01..infinity 4",
            "1.000002 H32.16 2026-11-22..infinity 3",
          ])
        #expect(try await store.counts(on: Self.later.advanced(by: -1)) == "0/2 ?0 #0")
        #expect(try await store.counts(on: Self.later) == "1/2 ?0 #0")
      }
    }

    @Test func `what a file does not name any more is withdrawn and may return`() async throws {
      try await withAgencies { store in
        let both = "code,agency_code,level\n1.000001,H32.16,3\n1.000002,H32.16,4"
        try await store.syncCatalog(both)

        let gone = try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H32.16,3", on: Self.monday)
        let back = try await store.syncCatalog(both, on: Self.later)

        #expect(gone.summary.recordCounts == [0, 0, 1, 0, 1])
        #expect(back.summary.recordCounts == [0, 0, 0, 1, 1])
        #expect(
          try await store.claims() == [
            "1.000001 H32.16 2026-11-22..infinity 3",
            "1.000002 H32.16 2026-11-22..2026-11-23 4", "1.000002 H32.16 2026-12-01..infinity 4",
          ])
        let days = [TestStore.today, Self.monday, Self.later.advanced(by: -1), Self.later]
        var counts: [String] = []
        for day in days {
          counts.append(try await store.counts(count: .procedures, on: day))
        }
        #expect(counts == ["1/2 ?0 #0", "0/1 ?0 #0", "0/1 ?0 #0", "1/2 ?0 #0"])
      }
    }

    @Test func `withdrawn and returned on the same day leaves one unbroken claim`() async throws {
      try await withAgencies { store in
        let both = "code,agency_code,level\n1.000001,H32.16,3\n1.000002,H32.16,4"
        try await store.syncCatalog(both)
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,3")

        let back = try await store.syncCatalog(both)

        #expect(back.summary.recordCounts == [0, 0, 0, 1, 1])
        #expect(
          try await store.claims() == [
            "1.000001 H32.16 2026-11-22..infinity 3", "1.000002 H32.16 2026-11-22..infinity 4",
          ])
      }
    }

    @Test func `one service less is a change, the last one a withdrawal`() async throws {
      try await withAgencies { store in
        let head = "code,agency_code,service_code,level\n"
        let one = "1.000001,H32.16,1.000001.01,3\n"
        let other = "1.000001,H32.16,1.000001.02,4\n"
        let third = "1.000002,H32.16,1.000002.01,3\n"
        try await store.syncCatalog(head + one + other + third)

        let changed = try await store.syncCatalog(head + one + third, on: Self.monday)
        let withdrawn = try await store.syncCatalog(head + third, on: Self.later)

        #expect(changed.summary.recordCounts == [0, 1, 0, 0, 1])
        #expect(withdrawn.summary.recordCounts == [0, 0, 1, 0, 1])
        #expect(try await store.counts() == "1/2 ?0 #0")
        #expect(try await store.counts(on: Self.monday) == "0/2 ?0 #0")
        #expect(try await store.counts(on: Self.later) == "0/1 ?0 #0")
      }
    }

    @Test func `a column that the file lacks changes nothing`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          """
          code,agency_code,name,field,level,eligible,eligible_full,fee,payment_eligible,means
          1.000001,H32.16,Một,Y tế,4,có,có,có,không,web;mobile
          1.000002,,Hai,Y tế,3,có,không,,,
          """)
        let before = try await store.dataWrites()

        let outcome = try await store.syncCatalog(
          "code,agency_code\n1.000001,H32.16\n1.000002,", on: Self.later)

        #expect(outcome.summary.recordCounts == [0, 0, 0, 0, 1])
        #expect(outcome.summary.rowsWritten == 0)
        #expect(try await store.dataWrites() == before)
      }
    }

    @Test func `an empty cell says unknown`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          "code,agency_code,level,field,means\n1.000001,H32.16,4,Y tế,web")

        let outcome = try await store.syncCatalog(
          "code,agency_code,level,field,means\n1.000001,H32.16,,,", on: Self.later)

        #expect(outcome.summary.recordCounts == [0, 1, 0, 0, 0])
        #expect(try await store.counts() == "1/1 ?0 #0")
        #expect(try await store.counts(on: Self.later) == "0/0 ?1 #0")
        #expect(
          try await store.counts(filters: [.field: "unknown"], on: Self.later) == "0/0 ?1 #0")
      }
    }

    @Test func `a new file column adds what it says and keeps the rest`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,4")

        let outcome = try await store.syncCatalog(
          "code,agency_code,fee,payment_eligible,payment_enabled\n1.000001,H32.16,x,x,x")

        #expect(outcome.summary.recordCounts == [0, 1, 0, 0, 0])
        #expect(try await store.counts("level4_of_all") == "1/1 ?0 #0")
        #expect(try await store.counts("payment_enabled") == "1/1 ?0 #0")
      }
    }

    @Test func `a date in the file delays and never back-dates`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,3\n1.000002,H32.16,3")

        try await store.syncCatalog(
          """
          code,agency_code,level,effective_from
          1.000001,H32.16,4,2026-12-15
          1.000002,H32.16,4,2020-01-01
          """, on: Self.later)

        #expect(
          try await store.claims() == [
            "1.000001 H32.16 2026-11-22..2026-12-15 3", "1.000001 H32.16 2026-12-15..infinity 4",
            "1.000002 H32.16 2026-11-22..2026-12-01 3", "1.000002 H32.16 2026-12-01..infinity 4",
          ])
        #expect(try await store.counts(on: Self.later) == "1/2 ?0 #0")
        #expect(try await store.counts(on: TestStore.day("2026-12-14")) == "1/2 ?0 #0")
        #expect(try await store.counts(on: TestStore.day("2026-12-15")) == "2/2 ?0 #0")
      }
    }

    @Test func `an effective day in the past corrects the days since`() async throws {
      try await withAgencies { store in
        try await store.syncAgencies(
          "code,name,valid_from\nH32,Tỉnh,2020-01-01\nH32.16,Sở,2020-01-01", source: "old")
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,3")
        let known = try await store.figures.version().recordedAt

        try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H32.16,4", on: TestStore.day("2026-01-01"))

        let spring = TestStore.day("2026-03-01")
        #expect(try await store.claims() == ["1.000001 H32.16 2026-01-01..infinity 4"])
        #expect(try await store.counts(on: spring) == "1/1 ?0 #0")
        #expect(try await store.counts(on: spring, known: known) == "0/0 ?0 #0")
        #expect(try await store.counts(known: known) == "0/1 ?0 #0")
      }
    }

    @Test func `what was to come is kept where a later file lacks its columns`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          "code,agency_code,level,name,effective_from\n1.000001,H32.16,4,Một,2026-12-15")

        try await store.syncCatalog("code,agency_code\n1.000001,H32.16", on: Self.later)

        #expect(try await store.claims() == ["1.000001 H32.16 2026-12-01..infinity 4"])
        #expect(
          try await store.texts("SELECT COALESCE(name, 'none') FROM procedure_claim") == ["Một"])
      }
    }

    @Test func `a withdrawal takes back what was to come`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          """
          code,agency_code,level,effective_from
          1.000001,H32.16,4,2026-12-15
          1.000002,H32.16,4,
          """)

        let outcome = try await store.syncCatalog(
          "code,agency_code,level\n1.000002,H32.16,4", on: Self.later)

        #expect(outcome.summary.recordCounts == [0, 0, 1, 0, 1])
        #expect(try await store.claims() == ["1.000002 H32.16 2026-11-22..infinity 4"])
        #expect(try await store.counts(on: TestStore.day("2026-12-20")) == "1/1 ?0 #0")
      }
    }

    @Test func `an ended agency takes its offerings out of force`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,4\n1.000001,H32.17,4")
        try await store.syncAgencies(
          TestStore.agencies.replacing("tier\n", with: "tier,valid_to\n")
            .replacing(
              "H32.16,Sở Y tế,H32,province", with: "H32.16,Sở Y tế,H32,province,2026-11-30"
            )
            .split(separator: "\n").map { $0.filter { $0 == "," }.count == 4 ? $0 : $0 + "," }
            .joined(separator: "\n"))

        #expect(try await store.counts() == "2/2 ?0 #0")
        #expect(try await store.counts(on: Self.later) == "1/1 ?0 #0")
        #expect(try await store.counts(count: .procedures, on: Self.later) == "1/1 ?0 #0")
      }
    }

    @Test func `names and fields change on their own`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          "code,agency_code,level,name,field\n1.000001,H32.16,4,Một,Y tế")

        let outcome = try await store.syncCatalog(
          "code,agency_code,level,name,field\n1.000001,H32.16,4,Một mới,Đất đai", on: Self.later)

        #expect(outcome.summary.recordCounts == [0, 0, 0, 0, 1])
        #expect(try await store.counts(filters: [.field: "Y tế"]) == "1/1 ?0 #0")
        #expect(
          try await store.counts(filters: [.field: "Đất đai"], on: Self.later) == "1/1 ?0 #0")
        await #expect(throws: IndicatorError(.unknownValue, "", vi: "")) {
          try await store.counts(filters: [.field: "Đất đai"])
        }
      }
    }

    @Test func `a row that says it is not in force counts as applied and is withdrawn`()
      async throws
    {
      try await withAgencies { store in
        let head = "code,agency_code,level,state\n"
        try await store.syncCatalog(head + "1.000001,H32.16,4,\n1.000002,H32.16,4,\n")

        let outcome = try await store.syncCatalog(
          head + "1.000001,H32.16,4,UPDATED\n1.000002,H32.16,4,Hết hiệu lực\n")

        #expect(outcome.summary.rowCounts == [2, 0, 0, 0, 2])
        #expect(outcome.summary.recordCounts == [0, 0, 1, 0, 1])
        #expect(try await store.counts() == "1/1 ?0 #0")
      }
    }
  }
}
