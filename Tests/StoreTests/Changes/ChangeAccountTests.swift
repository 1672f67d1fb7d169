import Intake
import Postgres
import Procedures
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  /// Every row of a plan ends in a change, and what a dry run says is what the run then does.
  @Suite struct ChangeAccountTests {
    /// Rows of the three plans that no change tells of.
    private static func untold(authority: Int64) -> Statement {
      """
      SELECT 'offering ' || staged.code || ' ' || plan.agency_key || ' ' || plan.service_code
      FROM plan_offering AS plan
      JOIN stage_procedure AS staged USING (procedure_ref)
      LEFT JOIN agency
        ON agency.authority_id = \(authority) AND agency.agency_id = plan.agency_key
      WHERE NOT EXISTS (
        SELECT
        FROM plan_change AS change
        WHERE change.subject = 'offering' AND change.code = staged.code
          AND change.agency_code IS NOT DISTINCT FROM agency.code
          AND change.service_code = plan.service_code)
      UNION ALL
      SELECT 'withdrawal ' || procedure.code || ' ' || gone.agency_key
      FROM plan_withdrawal AS gone
      JOIN procedure ON procedure.procedure_id = gone.procedure_id
      LEFT JOIN agency
        ON agency.authority_id = \(authority) AND agency.agency_id = gone.agency_key
      WHERE NOT EXISTS (
        SELECT
        FROM plan_change AS change
        WHERE change.subject = 'offering' AND change.code = procedure.code
          AND change.service_code = gone.service_code
          AND (change.agency_code IS NOT DISTINCT FROM agency.code
              AND change.kind IN ('withdrawn', 'missing')
            OR change.kind = 'moved' AND change.old_value = agency.code))
      UNION ALL
      SELECT 'procedure ' || procedure.code
      FROM plan_procedure AS plan
      JOIN procedure USING (procedure_id)
      WHERE NOT EXISTS (
        SELECT
        FROM plan_change AS change
        WHERE change.subject = 'procedure' AND change.code = procedure.code
          AND (change.kind = 'withdrawn') = plan.leaves)
      UNION ALL
      SELECT 'told ' || change.code
      FROM plan_change AS change
      WHERE change.subject = 'procedure'
        AND NOT EXISTS (
          SELECT
          FROM plan_procedure AS plan
          JOIN procedure USING (procedure_id)
          WHERE procedure.code = change.code)
      """
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `every row of a random plan ends in a change, and no change tells of another`(
      _ seed: UInt64
    ) async throws {
      var random = SeededGenerator(seed: seed)
      try await withAgencies { store in
        var days = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-22", "2026-11-22"]
        while let text = days.first {
          days.removeFirst()
          let csv = Self.file(&random)
          let day = TestStore.day(text)
          var request = store.request("catalog", on: day, given: true)
          request.allowWithdrawals = 1000
          request.allowChanges = 1000
          var dry = request
          dry.dryRun = true
          let planned = try await store.syncCatalog(csv, dry)

          // The tables of the plan go with the transaction, so that they are looked at inside.
          let left = try await Self.untoldRows(of: csv, request, in: store)

          #expect(left == [])
          let applied = try await store.syncCatalog(csv, request)
          let changes = try #require(planned.changes)
          if applied.summary.state == .applied {
            #expect(planned.summary.records == applied.summary.records)
            #expect(
              (changes.total - (changes.counts[.missing] ?? 0) == 0)
                == (applied.summary.rowsWritten == 0))
          }
        }
      }
    }

    /// Carries out the sync in a transaction that is dropped, listing the changes before.
    private static func untoldRows(
      of csv: String, _ request: SyncRequest, in store: TestStore
    ) async throws -> [String] {
      let file = SourceFile(name: "catalog.csv", contents: Array(csv.utf8))
      let (sha256, size) = try file.digest()
      var listing = request
      listing.wantsChanges = true
      let ledger = RunLedger(
        authority: store.authority.id, kind: "catalog", request: listing, location: "f",
        profile: "catalog", sha256: sha256, size: size)
      do {
        return try await store.pool.withTransaction { connection in
          let source = try await ledger.source(on: connection)
          let run = CatalogRun(
            authority: store.authority, ledger: ledger, source: source, agencyVersion: 0,
            last: nil)
          let decision = try await run.perform(file, profile: .standard, on: connection)
          // More than half of the rows held: no flag opens that.
          guard case .keep = decision else { throw Untold(rows: []) }
          throw Untold(
            rows: try await connection.query(untold(authority: store.authority.id)) { row in
              try row.string(0)
            })
        }
      } catch let untold as Untold {
        return untold.rows
      }
    }

    private struct Untold: Error { let rows: [String] }

    private static func file(_ random: inout SeededGenerator) -> String {
      var rows: [String] = []
      func one(of texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
      for code in 1...6 {
        for agency in ["H32.16", "H32.17", "H32.201", ""] where one(of: ["yes", "no"]) == "yes" {
          let service = agency.isEmpty ? "" : one(of: ["", "1.00000\(code).01"])
          rows.append(
            [
              one(of: ["1.00000\(code)", "1.00000\(code)", "1.00000\(code)", "x"]), agency,
              service, one(of: ["4", "3", "", "Toàn trình"]), one(of: ["có", ""]),
              one(of: ["web", "web;mobile", ""]), one(of: ["", "Tên \(code)", "Khác"]),
              one(of: ["", "Y tế", "Hộ tịch"]), one(of: ["", "", "2026-12-01"]),
              one(of: ["9/QĐ", ""]), one(of: ["x", ""]),
            ].joined(separator: ","))
        }
      }
      if rows.isEmpty { rows = ["1.000001,H32.16,,4,,,,,,,"] }
      return
        ([
          "code,agency_code,service_code,level,fee,means,name,field,effective_from,decision,one_stop"
        ]
        + rows).joined(separator: "\n")
    }
  }
}
