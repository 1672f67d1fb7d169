import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Runs that have not ended.
  @Suite struct AttemptTests {
    private static let csv = "code,agency_code,level\n1.000001,H32.16,4\n"

    private func ledger(_ store: TestStore) -> RunLedger {
      RunLedger(
        authority: store.authority.id, kind: "catalog", request: store.request("catalog"),
        location: "catalog.csv", profile: "catalog", sha256: [], size: 0)
    }

    @Test func `a run that was killed is shown as interrupted`() async throws {
      try await withAgencies { store in
        _ = try await store.pool.withConnection { connection in
          try await Attempt.enter(ledger(store), on: connection)
        }

        let entry = try await store.runs().first { $0.state == "interrupted" }

        #expect(entry?.id == nil)
        #expect(entry?.source == "catalog")
        #expect(entry?.finishedAt == nil)
        #expect(entry?.message?.contains("run it again") == true)
      }
    }

    @Test func `runs that were killed come page by page`() async throws {
      try await withAgencies { store in
        for _ in 1...5 {
          _ = try await store.pool.withConnection { connection in
            try await Attempt.enter(ledger(store), on: connection)
          }
        }
        let book = RunBook(pool: store.pool, authority: store.authority)
        let filter = RunFilter(kind: "catalog", source: "catalog", state: "interrupted")

        let first = try await book.unended(filter, limit: 3)
        let second = try await book.unended(filter, before: first.runs.last?.attempt, limit: 3)
        let other = try await book.unended(RunFilter(state: "running"), limit: 3)

        let numbers = (first.runs + second.runs).compactMap(\.attempt)
        #expect(numbers == Set(numbers).sorted(by: >))
        #expect([first.runs.count, second.runs.count] == [3, 2])
        #expect([first.isLast, second.isLast] == [false, true])
        #expect([first.total, second.total, other.total] == [5, 5, 0])
        #expect(other.runs.isEmpty)
      }
    }

    @Test func `a run at work is shown as running, and an older one stays interrupted`()
      async throws
    {
      try await withAgencies(size: 2) { store in
        _ = try await store.pool.withConnection { connection in
          try await Attempt.enter(ledger(store), on: connection)
        }
        try await withPool(store.pool.configuration, size: 2) { watch in
          // A lock on a table that the sync needs stops it in its transaction.
          try await watch.withTransaction { holder in
            try await holder.execute("LOCK TABLE procedure IN ACCESS EXCLUSIVE MODE")
            async let outcome = store.syncCatalog(Self.csv)
            _ = try await Observer(pool: watch).session(waitingFor: "relation")

            let states = try await store.runs().map(\.state)

            #expect(states.filter { $0 != "applied" } == ["running", "interrupted"])
            try await holder.execute("ROLLBACK")
            #expect(try await outcome.summary.state == .applied)
            try await holder.execute("BEGIN")
          }
        }
        #expect(
          try await store.runs().map(\.state).filter { $0 != "applied" } == ["interrupted"])
      }
    }

    @Test func `no run that ended leaves an attempt`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        try await store.syncCatalog(Self.csv)
        try await store.syncCatalog(Self.csv.replacing("H32", with: "H48"))
        _ = try? await store.syncCatalog("<html></html>")
        try await store.syncCatalog(Self.csv, store.request("catalog", dryRun: true))

        #expect(Set(try await store.runs().map(\.state)).count == 4)
        #expect(try await store.number("SELECT count(*) FROM attempt") == 0)
      }
    }

    @Test func `a run that found another at work leaves no attempt`() async throws {
      try await withAgencies { store in
        try await withPool(store.pool.configuration) { other in
          try await other.withTransaction { connection in
            try await connection.execute(RunLedger.lock(authority: store.authority.id))
            await #expect(throws: StoreError(.busy, "")) {
              try await store.syncCatalog(Self.csv)
            }
          }
        }

        #expect(try await store.number("SELECT count(*) FROM attempt") == 0)
        #expect(try await store.runs().map(\.state) == ["applied"])
      }
    }

    @Test func `a revert that is refused leaves no attempt`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        let same = try await store.syncCatalog(Self.csv)
        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.revert(same.summary.run)
        }

        #expect(try await store.number("SELECT count(*) FROM attempt") == 0)
      }
    }
  }
}
