import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Runs that are limited to a part, and sources beside each other.
  @Suite struct CatalogScopeTests {
    private static let later = TestStore.day("2026-12-01")
    private static let head = "code,agency_code,level\n"
    private static let whole =
      head + "1.000001,H32.16,4\n1.000001,H32.201,4\n1.000002,H32.201.1,4\n1.000003,,4"

    @Test func `a run of a part withdraws only inside it`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.whole)

        let outcome = try await store.syncCatalog(
          Self.head + "1.000001,H32.201,3",
          store.request("catalog", on: Self.later, scope: "H32.201"))

        #expect(outcome.summary.recordCounts == [0, 1, 1, 0, 0])
        #expect(
          try await store.claims().filter { $0.contains("..infinity") } == [
            "1.000001 H32.16 2026-11-22..infinity 4", "1.000001 H32.201 2026-12-01..infinity 3",
            "1.000003 - 2026-11-22..infinity 4",
          ])
        #expect(try await store.runs(1).first?.scope == "agency=H32.201")
      }
    }

    @Test func `rows outside the part are held, and protect what they name`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.whole)

        let outcome = try await store.syncCatalog(
          Self.head
            + "1.000001,H32.201,4\n1.000002,H32.201.1;H32.16,4\n1.000005,,4\n1.000004,H32.201,4"
            + "\n1.000005,H32.201,4",
          store.request("catalog", on: Self.later, scope: "H32.201"))

        #expect(outcome.summary.rowCounts == [5, 0, 0, 2, 3])
        #expect(outcome.held.map(\.rule) == ["outside_scope", "outside_scope"])
        #expect(outcome.held.map(\.row) == [3, 4])
        #expect(outcome.summary.recordCounts == [2, 0, 0, 0, 1])
        #expect(try await store.counts() == "3/3 ?0 #2")
        #expect(try await store.counts(on: Self.later) == "5/5 ?0 #2")
      }
    }

    @Test func `a part that does not exist is refused before anything is read`() async throws {
      try await withAgencies { store in
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.syncCatalog(Self.whole, store.request("catalog", scope: "H32.99"))
        }
        let claims = try await store.claims()

        #expect(claims == [])
      }
    }

    @Test(arguments: [("H32.201", "H32.16"), ("H32.16", "H32.201")])
    func `a part of an agency that moves is the tree of the day`(
      _ old: String, _ new: String
    ) async throws {
      try await withStore { store in
        func agencies(_ parent: String) -> String {
          TestStore.agencies.replacing("Trang,H32.201,commune", with: "Trang,\(parent),commune")
        }
        try await store.syncAgencies(agencies(old))
        try await store.syncAgencies(agencies(new), on: Self.later)
        try await store.syncCatalog(Self.head + "1.000001,H32.201.1,4")

        let before = try await store.syncCatalog(
          Self.head + "1.000001,H32.201.1,3", store.request("catalog", scope: old))
        let after = try await store.syncCatalog(
          Self.head + "1.000001,H32.201.1,2",
          store.request("catalog", on: Self.later, scope: new))

        #expect(before.held == [])
        #expect(after.held == [])
        #expect(after.summary.recordCounts == [0, 1, 0, 0, 0])
      }
    }

    @Test func `the run of a part keeps what the whole declared`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          "code,agency_code,name,level\n1.000001,,Một,4\n1.000001,H32.201,Một,4\n1.000002,,Hai,3")

        let outcome = try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H32.201,4",
          store.request("catalog", on: Self.later, scope: "H32.201"))

        #expect(outcome.summary.rowsWritten == 0)
        #expect(try await store.counts(count: .procedures, on: Self.later) == "1/2 ?0 #0")
      }
    }

    @Test func `the whole ends the held rows of its parts`() async throws {
      try await withAgencies { store in
        let part = Self.head + "1.000001,H32.201,4\n1.000002,H32.201.1,tám"
        try await store.syncCatalog(Self.whole)
        try await store.syncCatalog(part, store.request("catalog", scope: "H32.201"))
        let widened = try await store.counts()
        try await store.syncCatalog(Self.whole + "\n1.000003,,4")
        let whole = try await store.counts()
        try await store.syncCatalog(part, store.request("catalog", scope: "H32.201"))

        #expect(widened == "3/3 ?0 #1")
        #expect(whole == "3/3 ?0 #0")
        #expect(try await store.counts() == "3/3 ?0 #1")
      }
    }

    @Test func `a source speaks only for what it said itself`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4", source: "one")
        try await store.syncCatalog(Self.head + "1.000002,H32.17,4", source: "two")

        let outcome = try await store.syncCatalog(Self.head + "1.000003,H32.17,4", source: "two")

        #expect(outcome.summary.recordCounts == [1, 0, 1, 0, 0])
        #expect(
          try await store.claims() == [
            "1.000001 H32.16 2026-11-22..infinity 4", "1.000003 H32.17 2026-11-22..infinity 4",
          ])
      }
    }

    @Test func `the source that was there first wins where both know`() async throws {
      try await withAgencies { store in
        let columns = "code,agency_code,level,eligible,field\n"
        try await store.syncCatalog(
          columns + "1.000001,H32.16,3,,Y tế\n1.000002,H32.16,,có,", source: "one")
        try await store.syncCatalog(
          columns + "1.000001,H32.16,4,không,Đất đai\n1.000002,H32.16,4,không,Đất đai",
          source: "two")

        #expect(try await store.counts("level4_of_all") == "1/2 ?0 #0")
        // 1.000001 is not eligible by the second source, 1.000002 is eligible by the first.
        #expect(try await store.counts("online_of_eligible") == "1/1 ?0 #0")
        #expect(try await store.counts(filters: [.field: "Y tế"]) == "0/1 ?0 #0")
        #expect(try await store.counts(filters: [.field: "Đất đai"]) == "1/1 ?0 #0")
      }
    }

    @Test func `what one source withdraws stays in force while another says it`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          Self.head + "1.000001,H32.16,3\n1.000002,H32.16,3", source: "one")
        try await store.syncCatalog(Self.head + "1.000001,H32.16,4", source: "two")
        let both = try await store.counts()

        try await store.syncCatalog(Self.head + "1.000002,H32.16,3", source: "one")

        #expect(both == "0/2 ?0 #0")
        #expect(try await store.counts() == "1/2 ?0 #0")
      }
    }

    @Test func `held rows of each source are counted`() async throws {
      try await withAgencies { store in
        let rows = Self.head + "1.000001,H32.16,3\n1.000002,H32.16,3\n"
        try await store.syncCatalog(rows + "1.000003,H32.16,tám", source: "one")
        try await store.syncCatalog(rows + "1.000004,H32.16,tám", source: "two")
        let both = try await store.counts()
        try await store.syncCatalog(rows, source: "one")

        #expect(both == "0/2 ?0 #2")
        #expect(try await store.counts() == "0/2 ?0 #1")
      }
    }
  }
}
