import Crypto
import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// The chain of runs, and what finds a change of what was recorded.
  @Suite struct AuditTests {
    private static let head = "code,agency_code,name,field,level\n"
    private static let first =
      head + "1.000001,H32.16,A,Y tế,4\n1.000002,H32.17,B,Y tế,3\n1.000003,H32.99,C,Đất đai,3\n"
    private static let second =
      head + "1.000001,H32.16,A,Y tế,3\n1.000002,H32.17,B,Hộ tịch,3\n1.000004,H32.16,D,Y tế,4\n"

    /// Agencies twice, a catalog, a changed one, a skipped, a refused, a failed and a revert.
    private func withHistory(_ body: (TestStore) async throws -> Void) async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.first)
        try await store.syncCatalog(Self.second, on: TestStore.day("2026-11-23"))
        try await store.syncCatalog(Self.second, on: TestStore.day("2026-11-23"))
        try await store.syncCatalog(Self.head + "1.000001,H48.16,A,Y tế,4\n")
        await #expect(throws: IntakeError.self) { try await store.syncCatalog("<html></html>") }
        try await store.syncAgencies(
          TestStore.agencies.replacing("Sở Y tế", with: "Sở Y tế mới"),
          on: TestStore.day("2026-11-23"))
        let wrong = try await store.syncCatalog(
          Self.first, store.request("catalog", on: TestStore.day("2026-11-24")))
        try await store.revert(wrong.summary.run)
        try await body(store)
      }
    }

    @Test func `every run of any state has one entry, and all of them fit`() async throws {
      try await withHistory { store in
        let report = try await store.verify()

        let runs = try await store.runs()
        #expect(
          Set(runs.map(\.state)) == ["applied", "skipped", "refused", "failed"])
        #expect(report.findings == [])
        #expect(report.entries == runs.count)
        #expect(report.head == runs.first?.auditHash)
        #expect(runs.allSatisfy { $0.auditHash?.count == 64 })
      }
    }

    @Test func `the head that a sync returns is that of its entry`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(Self.first)

        #expect(try await store.verify().head == outcome.summary.auditHead)
      }
    }

    @Test func `the first entry follows from the authority's code`() async throws {
      try await withAgencies { store in
        let previous = try await store.texts(
          "SELECT encode(previous, 'hex') FROM audit_entry WHERE entry = 1")

        #expect(
          previous == [
            Hexadecimal.text(Array(SHA256.hash(data: Array("motcua audit H32".utf8))))
          ])
      }
    }

    @Test func `a dry run has no entry`() async throws {
      try await withAgencies { store in
        let outcome = try await store.syncCatalog(
          Self.first, store.request("catalog", dryRun: true))

        #expect(outcome.summary.auditHead == nil)
        #expect(try await store.verify().entries == 1)
      }
    }

    @Test(
      arguments: [
        "UPDATE offering_claim SET level_id = level_id - 1 WHERE level_id > 1",
        "UPDATE offering_claim SET valid_from = valid_from - 1",
        "UPDATE offering_claim SET known_from = known_from - interval '1 hour'",
        "UPDATE offering_claim SET run_id = (SELECT min(run_id) FROM run WHERE source_id = 2)",
        "DELETE FROM offering_claim WHERE level_id = (SELECT min(level_id) FROM offering_claim)",
        """
        INSERT INTO offering_claim (authority_id, procedure_id, source_id, service_code, valid_from,
          valid_to, known_from, run_id)
        SELECT authority_id, procedure_id, source_id, 'x', valid_from, valid_to, known_from, run_id
        FROM offering_claim LIMIT 1
        """,
        """
        INSERT INTO offering_claim (authority_id, procedure_id, source_id, service_code, valid_from,
          valid_to, known_from, run_id)
        SELECT authority_id, procedure_id, source_id, 'x', valid_from, valid_to, '2020-01-01', run_id
        FROM offering_claim LIMIT 1
        """,
        "UPDATE offering_claim_past SET level_id = 1",
        "UPDATE offering_claim_past SET known_to = known_to + interval '1 second'",
        "DELETE FROM offering_claim_past",
        "UPDATE procedure_claim SET name = 'khác'",
        "DELETE FROM procedure_claim_past",
        "UPDATE agency_claim SET parent_id = NULL WHERE parent_id IS NOT NULL",
        "UPDATE agency_claim_past SET name = 'khác'",
        "DELETE FROM agency_claim_past",
        "UPDATE agency SET code = 'H32.77' WHERE code = 'H32.17'",
        "UPDATE procedure SET code = '1.000077' WHERE code = '1.000001'",
        "UPDATE field SET name = 'khác' WHERE name = 'Y tế'",
        "UPDATE source SET name = 'khác' WHERE kind = 'catalog'",
        "UPDATE held_row SET raw = 'khác'",
        "UPDATE held_row SET agency_readable = NOT agency_readable",
        "DELETE FROM held_row",
        "UPDATE run SET started_by = 'khác' WHERE state = 'refused'",
        "UPDATE run SET message = NULL WHERE state = 'failed'",
        "UPDATE run SET rows_read = rows_read + 1, rows_applied = rows_applied + 1",
        "UPDATE run SET headings = '{}' WHERE state = 'applied' AND mode = 'snapshot'",
        "UPDATE run SET known_at = known_at + interval '1 second'",
        "UPDATE data_version SET version = version + 10 WHERE version > 2",
        "UPDATE data_version SET recorded_at = recorded_at + interval '1 second'",
        "DELETE FROM data_version WHERE version > 2",
        "DELETE FROM audit_entry WHERE entry = 3",
        "UPDATE audit_entry SET changes = sha256('') WHERE entry = 2",
        "UPDATE audit_entry SET change_count = 1 WHERE entry = 2",
        "UPDATE audit_entry SET previous = sha256('') WHERE entry = 2",
        "UPDATE audit_entry SET hash = sha256('') WHERE entry = 2",
        "UPDATE audit_entry SET entry = CASE entry WHEN 2 THEN 30 ELSE entry END",
      ] as [Statement])
    func `a change by hand is found`(_ change: Statement) async throws {
      try await withHistory { store in
        #expect(try await store.tamper(change) > 0)

        let report = try await store.verify()

        #expect(!report.isIntact)
        #expect(report.findings.allSatisfy { !$0.vi.isEmpty && !$0.en.isEmpty })
      }
    }

    @Test func `a finding names the entry and the run`() async throws {
      try await withHistory { store in
        let run = try await store.number(
          "SELECT run_id FROM run WHERE state = 'refused'")
        _ = try await store.tamper("UPDATE run SET started_by = 'x' WHERE state = 'refused'")

        let findings = try await store.verify().findings

        #expect(findings.map(\.run) == [run])
        #expect(findings.first?.en.contains("Run \(run) or its entry") == true)
        #expect(findings.first?.vi.contains("Đợt \(run)") == true)
      }
    }

    @Test func `an end that was cut off is found only with a head kept elsewhere`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.first)
        let older = Hexadecimal.bytes(try await store.verify().head)
        let cut = try await store.syncCatalog(Self.head + "1.000001,H48.16,A,Y tế,4\n")
        let head = Hexadecimal.bytes(try await store.verify().head)
        #expect(try await store.verify(head: head).isIntact)
        let run = cut.summary.run ?? 0

        _ = try await store.tamper("DELETE FROM audit_entry WHERE run_id = \(run)")
        _ = try await store.tamper("DELETE FROM run WHERE run_id = \(run)")

        #expect(try await store.verify().isIntact)
        #expect(try await store.verify(head: older).isIntact)
        #expect(try await store.verify(head: head).findings.map(\.run) == [nil])
      }
    }

    @Test func `a run without an entry is found`() async throws {
      try await withHistory { store in
        let last = try await store.number("SELECT max(run_id) FROM run")

        _ = try await store.tamper("DELETE FROM audit_entry WHERE run_id = \(last)")

        let findings = try await store.verify().findings
        #expect(findings.map(\.run) == [last])
        #expect(findings.first?.en.contains("has no entry") == true)
      }
    }

    @Test(
      arguments: [
        "UPDATE agency_alias SET name = 'khác'",
        "UPDATE field_alias SET known_to = 'infinity' WHERE known_to <> 'infinity'",
        "DELETE FROM field_alias",
        "UPDATE source_precedence SET position = 7",
        "UPDATE source_limit SET run_id = (SELECT min(run_id) FROM run WHERE state = 'refused')",
      ] as [Statement])
    func `a change by hand of a register is found`(_ change: Statement) async throws {
      try await withHistory { store in
        try await RegisterSample.enter(1, in: store)
        try await RegisterSample.enter(2, in: store)
        #expect(try await store.verify().findings == [])

        #expect(try await store.tamper(change) > 0)

        #expect(try await !store.verify().isIntact)
      }
    }
  }
}
