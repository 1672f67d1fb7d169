import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Taking imports back, doing them again, and proving that nobody edited them.
  @Suite struct FactHistoryTests {
    private static let head = DossierImportTests.head
    private static let changed =
      head + """
        H32.16-230105-0001,1.001001,H32.16,1,2023-01-05,2023-01-20,2023-01-18,10,2023-01-19
        H32.17-230107-0003,1.001002,H32.17,,2023-01-07,2023-01-20,2023-01-21,9,2023-01-21
        N-1,1.001002,H32.17,,2023-01-07,2023-01-20,2023-01-21,9,2023-01-21

        """

    @Test func `taking an import back restores what stood before it`() async throws {
      try await withFacts { store in
        try await store.importDossiers(DossierImportTests.first)
        let before = try await store.dossiers()
        let second = try await store.importDossiers(Self.changed, source: "another")

        let revert = try await store.revert(second.summary.run)

        #expect(try await store.dossiers() == before)
        #expect(revert.summary.mode == "revert")
        #expect(revert.summary.rowsWritten == 8)
        #expect(try await store.verifyRollups().differences == [])
        #expect(try await store.verify().findings == [])
      }
    }

    @Test func `an import that was built upon is not taken back, and the later runs are named`()
      async throws
    {
      try await withFacts { store in
        let first = try await store.importDossiers(DossierImportTests.first)
        let second = try await store.importDossiers(Self.changed, source: "another")
        let other = try await store.importDossiers(
          Self.head + "N-2,1.001002,H32.17,,2023-01-07,,,2,2023-01-07\n")

        let error = await #expect(throws: StoreError.self) {
          try await store.revert(first.summary.run)
        }
        try await store.revert(second.summary.run)
        try await store.revert(first.summary.run)

        #expect(
          error?.description.contains("built upon what it wrote: \(second.summary.run ?? 0);")
            == true)
        #expect(other.summary.recordCounts == [1, 0, 0, 0, 0])
        #expect(try await store.dossiers().map { $0.prefix(5) } == ["N-2 2"])
        #expect(try await store.verifyRollups().differences == [])
      }
    }

    @Test func `a revert can be taken back`() async throws {
      try await withFacts { store in
        try await store.importDossiers(DossierImportTests.first)
        let second = try await store.importDossiers(Self.changed)
        let after = try await store.dossiers()
        let revert = try await store.revert(second.summary.run)

        try await store.revert(revert.summary.run)

        #expect(try await store.dossiers() == after)
        #expect(try await store.verifyRollups().differences == [])
      }
    }

    @Test func `an import between another and its revert still holds`() async throws {
      try await withFacts { store in
        let first = try await store.importDossiers(
          Self.head + "A-1,1.001002,H32.17,,2023-01-07,,,2,2023-01-07\n")
        let held = try await store.importDossiers(
          Self.head + "A-2,1.001002,H32.17,,2023-01-07,,,2,2023-01-07\n"
            + "A-3,9.001002,H32.17,,2023-01-07,,,2,2023-01-07\n")
        try await store.revert(first.summary.run)
        let again = try await store.importDossiers(
          Self.head + "A-1,1.001002,H32.17,,2023-01-07,,,2,2023-01-07\n")

        #expect(held.summary.rows.held == 1)
        #expect(again.summary.recordCounts == [1, 0, 0, 0, 0])
        #expect(try await store.dossiers().count == 2)
      }
    }

    @Test func `doing all imports again from their redacted copies makes the same`() async throws {
      try await withFacts { store in
        var runs: [Int64?] = []
        runs.append(try await store.importDossiers(DossierImportTests.first).summary.run)
        let second = try await store.importDossiers(
          Self.changed + "H32.16-230106-0002,1.001001,H32.16,1,2023-01-06,,,4,2023-01-25\n"
            + "X-1,1.001001,H32.16,1,2023-01-06,,,4,2023-01-25\n"
            + "X-1,1.001001,H32.17,1,2023-01-06,,,4,2023-01-25\n", source: "another")
        runs.append(second.summary.run)
        runs.append(try await store.importPayments(FactKindTests.payments).summary.run)
        runs.append(try await store.importResults(FactKindTests.results).summary.run)
        runs.append(try await store.importObservations(FactKindTests.observations).summary.run)
        runs.append(try await store.revert(second.summary.run).summary.run)

        #expect(second.held.map(\.rule) == ["status_change", "conflict", "conflict"])
        for run in runs {
          let report = try await store.replay(upTo: run)
          #expect(report.isEqual, "run \(run ?? 0)")
          #expect(report.firstDifference == nil, "run \(run ?? 0)")
        }
        #expect(try await store.verify().findings == [])
        #expect(try await store.verifyRollups().differences == [])
      }
    }

    @Test(
      arguments: [
        "UPDATE dossier SET flags = 0 WHERE status = 9", "DELETE FROM dossier WHERE status = 9",
        "UPDATE dossier_past SET status = 3", "UPDATE payment SET amount = amount + 1",
        "UPDATE result_stock SET digitized = 0", "DELETE FROM observation",
        "UPDATE run SET dropped = '{a}' WHERE kept_sha256 IS NOT NULL",
      ] as [Statement])
    func `an edited fact is found`(statement: Statement) async throws {
      try await withFacts { store in
        try await store.importDossiers(DossierImportTests.first)
        try await store.importDossiers(Self.changed)
        try await store.importPayments(FactKindTests.payments)
        try await store.importResults(FactKindTests.results)
        try await store.importObservations(FactKindTests.observations)
        #expect(try await store.verify().findings == [])

        let edited = try await store.tamper(statement)

        #expect(edited > 0)
        #expect(try await store.verify().findings != [])
      }
    }

    @Test func `holidays entered later move due days, and the past stays known`() async throws {
      try await withFacts { store in
        try await store.importDossiers(
          """
          dossier_code,procedure_code,agency_code,received_at,due_at,finished_at,status,\
          updated_at,paused_days
          A-1,1.001001,H32.16,2023-01-02,2023-01-05,2023-01-09,9,2023-01-09,2
          A-2,1.001001,H32.16,2023-01-02,2023-01-05,2023-01-09,9,2023-01-09,
          A-3,1.001001,H32.16,2023-01-02,2023-01-05,,4,2023-01-09,1

          """)
        let before = try await store.dossiers()

        let written = try await store.pool.withTransaction { connection in
          let run = try await connection.queryOne(
            "SELECT max(run_id) FROM run WHERE state = 'applied'"
          ) { row in try row.int64(0) }
          let known = try await DataVersion.nextInstant(
            authority: store.authority.id, on: connection)
          try await connection.execute(
            """
            INSERT INTO holiday (authority_id, day, kind, name, known_from, run_id)
            VALUES (\(store.authority.id), '2023-01-06', 'off', 'Tết', \(known), \(run ?? 0))
            """)
          return try await DossierTimes.recompute(
            authority: store.authority.id, run: run ?? 0, known: known, on: connection)
        }

        #expect(
          before == [
            "A-1 9 1.001001 H32.16 2023-01-02 2023-01-09 2023-01-09 2 3",
            "A-2 9 1.001001 H32.16 2023-01-02 2023-01-09 2023-01-05 3 3",
            "A-3 4 1.001001 H32.16 2023-01-02 2023-01-06",
          ])
        #expect(
          try await store.dossiers() == [
            "A-1 9 1.001001 H32.16 2023-01-02 2023-01-09 2023-01-10 1 3",
            "A-2 9 1.001001 H32.16 2023-01-02 2023-01-09 2023-01-05 3 3",
            "A-3 4 1.001001 H32.16 2023-01-02 2023-01-09",
          ])
        #expect(written == 6)
        #expect(try await store.number("SELECT count(*) FROM dossier_past") == 2)
        #expect(try await store.verifyRollups().differences == [])
      }
    }
  }
}
