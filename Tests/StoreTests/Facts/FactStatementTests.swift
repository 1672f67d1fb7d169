import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Every statement of imports, planned by the server for each kind of fact.
  @Suite struct FactStatementTests {
    private static let instant = PostgresTimestamp(microsecondsSince2000: 1)
    private static let run = RecordedRun(
      id: 1, kind: "dossiers", source: 1, sourceName: "dossiers", scope: "", state: "applied",
      mode: "delta", location: "file", profile: "dossiers", flags: "", program: "motcua test",
      sha256: nil, keptSHA256: nil, profileSHA256: nil, effective: TestStore.today,
      knownAt: instant, reverts: nil, records: SyncSummary.Records(), startedBy: "tester",
      sheet: nil, startedAt: Instant(microsecondsSince2000: 0),
      layout: SourceLayout(sheet: nil, headings: [], meanings: []))

    private func plan<Table: FactTable>(_ table: Table.Type, _ store: TestStore) async throws {
      try await store.pool.withTransaction { connection in
        let statements = FactStatements<Table>(authority: 1)
        try await connection.execute(FactStatements<Table>.createStage)
        let rows = try await connection.copyIn(FactStatements<Table>.copyStage) { writer in
          var empty = BinaryRows()
          empty.finish()
          try await writer.write(empty.take())
        }
        #expect(rows == 0)
        try await connection.execute(FactStatements<Table>.createRepeatedKeys)
        try await connection.execute(FactStatements<Table>.analyzeRepeatedKeys)
        try await connection.execute(FactStatements<Table>.analyzeStage)
        try await connection.execute(statements.createPlan)
        let reversal = FactReversal<Table>(authority: 1, run: Self.run)
        for statement in [
          FactStatements<Table>.settleRepeats, FactStatements<Table>.countStates,
          FactStatements<Table>.holdForbidden, FactStatements<Table>.countPlan,
          statements.isStored, statements.selectHeld,
          statements.moveToPast(run: 1, known: Self.instant),
          statements.insert(planned: true, run: 1, source: 1, known: Self.instant),
          statements.insert(planned: false, run: 1, source: 1, known: Self.instant),
          reversal.selectLater, reversal.moveToPast(revert: 2, known: Self.instant),
          reversal.restore(known: Self.instant),
        ] {
          #expect(statement.label?.hasPrefix("store.facts.") == true)
          try await connection.execute("EXPLAIN \(statement)")
        }
        if let rollup = Table.rollup {
          try await connection.execute(rollup.disableTriggers)
          try await connection.execute(statements.buildRollups(rollup))
          try await connection.execute(rollup.enableTriggers)
        }
        try await connection.execute(FactStatements<Table>.analyze)
      }
    }

    @Test func `every statement of imports has a plan on the migrated schema`() async throws {
      try await withStore { store in
        try await plan(DossierTable.self, store)
        try await plan(PaymentTable.self, store)
        try await plan(ResultTable.self, store)
        try await plan(ObservationTable.self, store)
        try await store.pool.withTransaction { connection in
          try await connection.execute(DossierTimes.createDue)
          try await connection.execute(DossierTimes.createPlan(authority: 1))
          for statement in [
            DossierTimes.moveToPast(authority: 1, run: 1, known: Self.instant),
            DossierTimes.insert(authority: 1, run: 1, known: Self.instant),
            DossierTimes.update(authority: 1, known: Self.instant),
            ChangeDigest.select(authority: 1, run: nil),
          ] { try await connection.execute("EXPLAIN \(statement)") }
        }
      }
    }
  }
}
