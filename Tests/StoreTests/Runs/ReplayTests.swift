import Foundation
import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Doing all runs again from their kept bytes.
  @Suite struct ReplayTests {
    private static let head = "code,agency_code,service_code,name,field,level,effective_from\n"
    private static let first =
      head + """
        1.000001,H32.16,,A,Y tế,4,
        1.000001,H32.17,1.000001.01,A,Y tế,3,2026-12-01
        1.000002,H32.16;H32.17,,B,Đất đai,3,
        1.000003,,,C,Y tế,2,
        1.000004,H32.99,,D,Y tế,4,
        """
    private static let second =
      head + "1.000001,H32.16,,A mới,Y tế,3,\n1.000005,H32.201,,E,Hộ tịch,4,2026-11-30\n"

    private func withHistory(_ body: (TestStore, [Int64]) async throws -> Void) async throws {
      try await withStore { store in
        let days = (22...28).map { TestStore.day("2026-11-\($0)") }
        var runs: [Int64?] = [try await store.syncAgencies(on: days[0]).summary.run]
        runs.append(try await store.syncCatalog(Self.first, on: days[0]).summary.run)
        // Refused and failed runs take numbers and enter sources.
        try await store.syncCatalog(
          Self.first.replacing("H32", with: "H48"), source: "foreign", on: days[0])
        _ = try? await store.syncCatalog("<html></html>", source: "broken")
        let wrong = try await store.syncCatalog(
          Self.second,
          store.request("catalog", on: days[1], given: true, allowWithdrawals: 9, allowChanges: 9))
        runs.append(wrong.summary.run)
        runs.append(try await store.revert(wrong.summary.run).summary.run)
        runs.append(try await store.syncCatalog(Self.second, source: "portal").summary.run)
        runs.append(
          try await store.syncAgencies(
            TestStore.agencies.replacing("Sở Y tế", with: "Sở Y tế mới"), on: days[2]
          ).summary.run)
        runs.append(
          try await store.syncCatalog(
            Self.head + "1.000001,H32.16,,A,Y tế,2,\n",
            store.request("catalog", on: days[3], scope: "H32.16", allowWithdrawals: 9)
          ).summary.run)
        try await body(store, runs.compactMap(\.self))
      }
    }

    @Test func `doing all runs again makes what the database holds, after every run`() async throws
    {
      try await withHistory { store, runs in
        var hashes: Set<String> = []
        for (number, run) in runs.enumerated() {
          let report = try await store.replay(upTo: run)

          #expect(report.isEqual)
          #expect(report.firstDifference == nil)
          #expect(report.missing == nil)
          #expect(report.runs == number + 1)
          hashes.insert(report.recorded)
        }
        // After the revert the state is the one before the run that it took back.
        #expect(hashes.count == runs.count - 1)
      }
    }

    @Test func `nothing of a replay is left, and the database is not touched`() async throws {
      try await withHistory { store, runs in
        let writes = try await store.dataWrites()
        let lasting: Statement = "SELECT count(*) FROM pg_class WHERE relpersistence <> 't'"
        let relations = try await store.number(lasting)
        let entries = try await store.runs()

        _ = try await store.replay(upTo: runs.last)

        #expect(try await store.dataWrites() == writes)
        #expect(try await store.number(lasting) == relations)
        #expect(try await store.runs() == entries)
        #expect(try await store.verify().findings == [])
      }
    }

    @Test func `a replay does not wait for a sync that is at work`() async throws {
      try await withHistory { store, runs in
        try await withPool(store.pool.configuration) { other in
          try await other.withTransaction { connection in
            try await connection.execute(RunLedger.lock(authority: store.authority.id))

            #expect(try await store.replay(upTo: runs.last).isEqual)
          }
        }
      }
    }

    @Test(
      arguments: [
        "UPDATE offering_claim SET level_id = level_id - 1 WHERE level_id > 1",
        "DELETE FROM procedure_claim",
        "UPDATE agency_claim SET name = 'khác'",
        "UPDATE held_row SET raw = 'khác'",
      ] as [Statement])
    func `a state that the runs do not make is found`(_ change: Statement) async throws {
      try await withHistory { store, runs in
        _ = try await store.tamper(change)

        #expect(try await !store.replay(upTo: runs.last).isEqual)
      }
    }

    @Test func `the first run whose changes differ is named`() async throws {
      try await withHistory { store, runs in
        _ = try await store.tamper(
          "UPDATE audit_entry SET changes = sha256('') WHERE run_id >= \(runs[2])")

        let report = try await store.replay(upTo: runs.last)

        #expect(report.firstDifference?.run == runs[2])
        #expect(report.isEqual)
      }
    }

    @Test func `a replay stops at a run whose bytes are past retention and says so`() async throws {
      try await withHistory { store, runs in
        _ = try await store.tamper("DELETE FROM kept_part")
        _ = try await store.tamper("UPDATE kept_source SET dropped_at = kept_at")

        let report = try await store.replay(upTo: runs.last)

        #expect(report.missing?.run == runs.first)
        #expect(report.missing?.en.contains("past retention") == true)
        #expect(report.runs == 0)
        #expect(report.replayed == nil)
        #expect(!report.isEqual)
      }
    }

    @Test func `a run that does not exist is refused`() async throws {
      try await withStore { store in
        await #expect(throws: StoreError(.badRequest, "")) { try await store.replay(upTo: 4711) }
      }
    }

    @Test func `runs of registers are done again by who knows how`() async throws {
      try await withHistory { store, runs in
        try await RegisterSample.enter(1, in: store)
        let middle = try await store.number("SELECT max(run_id) FROM run")
        try await RegisterSample.enter(2, in: store)
        let last = try await store.number("SELECT max(run_id) FROM run")
        let replayer = RunReplayer(
          pool: store.pool, authority: store.authority,
          directory: FileManager.default.temporaryDirectory.path,
          registers: [RegisterSample.replayed(store.authority)])

        for run in [middle, last] {
          let report = try await replayer.replay(upTo: run)
          #expect(report.isEqual)
          #expect(report.firstDifference == nil)
        }
        await #expect(throws: StoreError(.missing, "")) { try await store.replay(upTo: last) }
      }
    }
  }
}
