import FoundationEssentials
import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Runs that end before their time.
  @Suite struct CatalogFailureTests {
    private static let head = "code,agency_code,level\n"
    private static let csv = head + "1.000001,H32.16,3\n1.000002,H32.16,4"
    private static let next = head + "1.000001,H32.16,4\n1.000003,H32.16,4"

    private static let ended = PostgresError(kind: .connection, sqlState: .adminShutdown)

    /// The error that a sync ends with.
    private func error(
      of sync: @Sendable () async throws -> SyncOutcome
    ) async -> (any Error)? {
      do {
        _ = try await sync()
        return nil
      } catch {
        return error
      }
    }

    /// Holds the authority's lock in a session of its own while the closure runs.
    private func whileLocked<R: Sendable>(
      _ store: TestStore, _ body: (borrowing PostgresConnection) async throws -> R
    ) async throws -> R {
      try await withPool(store.pool.configuration) { pool in
        try await pool.withTransaction { connection in
          try await connection.execute(RunLedger.lock(authority: store.authority.id))
          return try await body(connection)
        }
      }
    }

    @Test func `a dry run writes nothing at all`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        let receipt = try await store.figure()
        let runs = try await store.runs()

        let planned = try await store.syncCatalog(
          Self.next, store.request("catalog", dryRun: true))
        let unread = try await store.syncCatalog(
          Self.next, store.request("other", dryRun: true))

        #expect(planned.summary.state == .planned)
        #expect(planned.summary.recordCounts == [1, 1, 1, 0, 0])
        #expect(planned.summary.run == nil)
        #expect(planned.summary.rowsWritten == 0)
        #expect(unread.summary.recordCounts == [2, 0, 0, 0, 0])
        #expect(try await store.figure() == receipt)
        #expect(try await store.runs() == runs)
        #expect(
          try await store.texts("SELECT name FROM source WHERE kind = 'catalog'") == ["catalog"])
        #expect(try await store.texts("SELECT code FROM procedure ORDER BY 1").count == 2)
      }
    }

    @Test func `a dry run shows what the guard would refuse`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          Self.head + "1.000001,H48.16,3", store.request("catalog", dryRun: true))

        #expect(outcome.refusals.map(\.rule) == ["held"])
        #expect(outcome.summary.run == nil)
        #expect(try await store.runs().count == 1)
      }
    }

    @Test(arguments: [
      ("", "refused"), ("code,agency_code,level", "refused"), ("BÁO CÁO\n\n", "refused"),
      ("<html><body>Lỗi</body></html>", "failed"), ("tên,loại\na,b", "failed"),
      (head + "1.000001,H32.16,3\n\"1.000002,H32.16,4\n", "failed"),
      (head + "1.000001,H32.16,3\n1.000002,H3", "failed"),
    ])
    func `a file that is no whole table changes no figure and is entered`(
      _ csv: String, _ state: String
    ) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        let receipt = try await store.figure()
        let writes = try await store.dataWrites()

        await #expect(throws: IntakeError.self) { try await store.syncCatalog(csv) }

        let entry = try await store.runs(1).first
        #expect(entry?.state == state)
        #expect(entry?.message?.hasPrefix("cannot read catalog.csv") == true)
        #expect(entry?.rowsWritten == 0)
        #expect(try await store.figure() == receipt)
        #expect(try await store.dataWrites() == writes)
        let again = try await store.syncCatalog(Self.csv)
        #expect(again.summary.state == .skipped)
      }
    }

    @Test func `a file that changes while it waits is not applied`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        let receipt = try await store.figure()
        let path =
          FileManager.default.temporaryDirectory.path
          + "/motcua-\(UInt64.random(in: 0...UInt64.max)).csv"
        try Data(Self.next.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let sync = CatalogSync(pool: store.pool, authority: store.authority)
        let file = try SourceFile(path: path)

        let failure = try await withPool(store.pool.configuration) { watch in
          try await withThrowingTaskGroup(of: (any Error)?.self) { group in
            try await whileLocked(store) { _ in
              group.addTask { await error { try await sync.run(file, store.request("catalog")) } }
              _ = try await Observer(pool: watch).session(waitingFor: "advisory")
              // In place, so that the open file sees it.
              try Data(Self.csv.utf8).write(to: URL(fileURLWithPath: path))
            }
            return try await group.next() ?? nil
          }
        }

        #expect(failure as? StoreError == StoreError(.sourceChanged, ""))
        #expect(try await store.figure() == receipt)
        #expect(try await store.runs(1).first?.state == "failed")
      }
    }

    @Test func `a second sync of the same authority gives up as busy`() async throws {
      try await withAgencies { store in
        try await whileLocked(store) { _ in
          do {
            try await store.syncCatalog(Self.csv)
            Issue.record("two syncs were at work at once")
          } catch let error as StoreError {
            #expect(error.kind == .busy)
            #expect(
              error.description == """
                sync source catalog of authority H32: another sync of the same authority is at \
                work; try again when it has ended
                """)
          }
        }

        let outcome = try await store.syncCatalog(Self.csv)

        #expect(outcome.summary.recordCounts == [2, 0, 0, 0, 0])
      }
    }

    @Test func `syncs of two authorities do not wait for each other`() async throws {
      try await withAgencies { store in
        try await whileLocked(store) { _ in
          let code = try #require(AgencyCodeSample.other)
          let other = try await store.pool.withConnection { connection in
            try await Authority.ensure(code, on: connection)
          }
          let outcome = try await AgencySync(pool: store.pool, authority: other).run(
            SourceFile(name: "agencies.csv", contents: Array("code,name\nH48,Tỉnh".utf8)),
            store.request("tree"))

          #expect(outcome.summary.recordCounts == [1, 0, 0, 0, 0])
        }
      }
    }

    /// Where the sync stands when its session is ended.
    enum Moment: CaseIterable {
      case staging, applying
    }

    @Test(arguments: Moment.allCases)
    func `a sync whose session is ended leaves the old state, and the next one works`(
      _ moment: Moment
    ) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        let receipt = try await store.figure()
        let claims = try await store.claims()
        let many = Self.head + (10_000..<12_000).map { "1.0\($0),H32.16,4" }.joined(separator: "\n")
        let request = store.request("catalog", allowWithdrawals: 10)

        try await withPool(store.pool.configuration, size: 2) { watch in
          // A lock on a table that the sync needs at that moment stops it there.
          try await watch.withTransaction { holder in
            switch moment {
            case .staging:
              try await holder.execute("LOCK TABLE online_level IN ACCESS EXCLUSIVE MODE")
            case .applying: try await holder.execute("LOCK TABLE offering_claim_past IN SHARE MODE")
            }
            async let failure = error(of: { try await store.syncCatalog(many, request) })
            let observer = Observer(pool: watch)
            try await observer.terminate(try await observer.session(waitingFor: "relation"))
            #expect(await failure as? PostgresError == Self.ended)
          }
        }

        #expect(try await store.claims() == claims)
        #expect(try await store.figure() == receipt)
        #expect(try await store.runs(1).first?.state == "failed")
        let next = try await store.syncCatalog(many, request)
        #expect(next.summary.recordCounts == [2000, 0, 2, 0, 0])
        #expect(try await store.counts() == "2000/2000 ?0 #0")
      }
    }

    @Test func `a session that is ended in the middle of COPY leaves the old state`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        let receipt = try await store.figure()
        let many = Self.head + (10_000..<99_999).map { "1.0\($0),H32.16,4" }.joined(separator: "\n")

        try await withPool(store.pool.configuration) { watch in
          let request = store.request("catalog", allowWithdrawals: 10)
          async let failure = error(of: { try await store.syncCatalog(many, request) })
          let observer = Observer(pool: watch)
          try await observer.terminate(try await observer.session(running: "COPY stage_offering"))
          #expect(await failure as? PostgresError == Self.ended)
        }

        #expect(try await store.figure() == receipt)
        let next = try await store.syncCatalog(Self.next)
        #expect(next.summary.recordCounts == [1, 1, 1, 0, 0])
      }
    }

    @Test func `a cancelled sync leaves the old state`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        let receipt = try await store.figure()

        try await withPool(store.pool.configuration) { watch in
          try await whileLocked(store) { _ in
            try await withThrowingTaskGroup(of: SyncOutcome.self) { group in
              group.addTask { try await store.syncCatalog(Self.next) }
              _ = try await Observer(pool: watch).session(waitingFor: "advisory")
              group.cancelAll()
              await #expect(throws: (any Error).self) { try await group.next() }
            }
          }
        }

        #expect(try await store.figure() == receipt)
        #expect(try await store.syncCatalog(Self.next).summary.recordCounts == [1, 1, 1, 0, 0])
      }
    }
  }
}
