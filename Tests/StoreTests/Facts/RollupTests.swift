import Postgres
import Procedures
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  /// Whoever writes a fact, its counts follow.
  @Suite struct RollupTests {
    @Test(
      arguments: [
        "DELETE FROM dossier WHERE status = 10",
        "UPDATE dossier SET ending = 2, status = 7 WHERE status = 9",
        "UPDATE dossier SET agency_id = (SELECT agency_id FROM agency WHERE code = 'H32.17')",
        "TRUNCATE dossier",
        "UPDATE dossier SET received_day = received_day + 31, flags = 0",
        "INSERT INTO dossier SELECT * FROM dossier ON CONFLICT DO NOTHING",
      ] as [Statement])
    func `a statement of any writer moves the counts with it`(statement: Statement) async throws {
      try await withFacts { store in
        try await store.importDossiers(DossierImportTests.first)

        _ = try await store.tamper(statement)

        #expect(try await store.verifyRollups().differences == [])
      }
    }

    @Test func `a cell that was edited is found, with what it should be`() async throws {
      try await withFacts { store in
        try await store.importDossiers(DossierImportTests.first)
        _ = try await store.tamper(
          """
          UPDATE dossier_half_agency
          SET resolved_late = 5
          WHERE agency_id = (SELECT agency_id FROM agency WHERE code = 'H32.201')
            AND resolved_late = 1
          """)
        _ = try await store.tamper("DELETE FROM dossier_half_procedure WHERE resolved_early > 0")

        let report = try await store.verifyRollups()

        #expect(report.facts == ["dossier": 4, "payment": 0])
        #expect(
          report.differences.map {
            "\($0.rollup) \($0.days) \($0.agency ?? "-") \($0.procedure ?? "-") "
              + "\($0.channel ?? -1) \($0.measure) \($0.kept) \($0.recounted)"
          } == [
            "dossier_half_agency 2023-01-15..2023-01-31 H32.201 - 2 resolved_late 5 1",
            "dossier_half_procedure 2023-01-15..2023-01-31 - 1.001001 2 national_resolved_early 0 1",
            "dossier_half_procedure 2023-01-15..2023-01-31 - 1.001001 2 resolved_early 0 1",
            "dossier_half_procedure 2023-01-15..2023-01-31 - 1.001001 2 result_unknown 0 1",
          ])
        #expect(report.differing == 4)
      }
    }

    @Test func `a row that names nothing we know is refused by the database`() async throws {
      try await withFacts { store in
        try await store.importDossiers(DossierImportTests.first)

        for statement: Statement in [
          "UPDATE dossier SET procedure_id = 4711", "UPDATE dossier SET agency_id = 4711",
          "UPDATE dossier SET run_id = 4711",
        ] {
          let error = await #expect(throws: PostgresError.self) {
            try await store.tamper(statement)
          }
          #expect(error?.constraint == "dossier_keys_check")
        }
      }
    }

    @Test(arguments: [
      ("2023-01-01", 2952), ("2023-01-14", 2952), ("2023-01-15", 2953), ("2023-02-28", 2955),
      ("1900-01-01", 0), ("2024-12-31", 2999),
    ])
    func `a day lies in one half of its month`(day: String, half: Int64) async throws {
      try await withStore { store in
        let date = PostgresDate(daysSince2000: TestStore.day(day).daysSince2000)

        let found = try await store.number("SELECT half_of(\(date))::bigint")

        #expect(found == half)
      }
    }
  }
}
