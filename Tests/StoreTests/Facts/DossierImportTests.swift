import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// What one file of dossiers does.
  @Suite struct DossierImportTests {
    static let head =
      "dossier_code,procedure_code,agency_code,channel,received_at,due_at,finished_at,status,"
      + "updated_at\n"
    static let first =
      head + """
        H32.16-230105-0001,1.001001,H32.16,2,2023-01-05,2023-01-20,2023-01-18,10,2023-01-18
        H32.16-230106-0002,1.001001,H32.16,1,2023-01-06,2023-01-20,2023-01-20,9,2023-01-20
        H32.17-230107-0003,1.001002,H32.17,,2023-01-07,2023-01-20,,4,2023-01-08
        H32.201-230108-0004,1.001003,H32.201,2,2023-01-08,2023-01-10,2023-01-15,10,2023-01-15

        """

    private func csv(_ lines: String...) -> String {
      Self.head + lines.joined(separator: "\n") + "\n"
    }

    @Test func `a first file is added, counted and classed`() async throws {
      try await withFacts { store in
        let outcome = try await store.importDossiers(Self.first)

        #expect(outcome.summary.state == .applied)
        #expect(outcome.summary.mode == "delta")
        #expect(outcome.summary.rowCounts == [4, 0, 0, 0, 4])
        #expect(outcome.summary.recordCounts == [4, 0, 0, 0, 0])
        #expect(outcome.summary.rowsWritten == 4)
        #expect(
          try await store.dossiers() == [
            "H32.16-230105-0001 10 1.001001 H32.16 2023-01-05 2023-01-18 2023-01-20 1 1",
            "H32.16-230106-0002 9 1.001001 H32.16 2023-01-06 2023-01-20 2023-01-20 2 2",
            "H32.17-230107-0003 4 1.001002 H32.17 2023-01-07 2023-01-20",
            "H32.201-230108-0004 10 1.001003 H32.201 2023-01-08 2023-01-15 2023-01-10 3 3",
          ])
        #expect(try await store.verifyRollups().differences == [])
        #expect(
          try await store.texts(
            """
            SELECT concat_ws(' ', sum(received), sum(resolved_early), sum(resolved_on_time),
              sum(resolved_late))
            FROM dossier_half_agency
            """) == ["4 1 1 1"])
      }
    }

    @Test func `the same file again is skipped, and in another order it writes nothing`()
      async throws
    {
      try await withFacts { store in
        let before = try await store.importDossiers(Self.first)
        let writes = try await store.factWrites()
        let lines = Self.first.split(separator: "\n").map(String.init)
        let shuffled = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n"

        let again = try await store.importDossiers(Self.first)
        let other = try await store.importDossiers(shuffled)
        let third = try await store.importDossiers(shuffled, source: "another")

        #expect(again.summary.state == .skipped)
        #expect(other.summary.state == .applied)
        #expect(other.summary.recordCounts == [0, 0, 0, 0, 4])
        #expect(third.summary.recordCounts == [0, 0, 0, 0, 4])
        #expect([again, other, third].map(\.summary.rowsWritten) == [0, 0, 0])
        #expect(try await store.factWrites() == writes)
        #expect(try await store.version() == before.summary.dataVersion)
      }
    }

    @Test func `a later state wins by its own time, not by its arrival`() async throws {
      try await withFacts { store in
        try await store.importDossiers(Self.first)
        let late = csv("H32.17-230107-0003,1.001002,H32.17,,2023-01-07,,,2,2023-01-07")
        let new = csv(
          "H32.17-230107-0003,1.001002,H32.17,,2023-01-07,2023-01-20,2023-01-19,9,2023-01-19")

        let older = try await store.importDossiers(late)
        let newer = try await store.importDossiers(new)

        #expect(older.summary.recordCounts == [0, 0, 0, 0, 1])
        #expect(newer.summary.recordCounts == [0, 1, 0, 0, 0])
        #expect(newer.summary.rowsWritten == 3)
        #expect(
          try await store.dossiers()[2]
            == "H32.17-230107-0003 9 1.001002 H32.17 2023-01-07 2023-01-19 2023-01-20 1 1")
        #expect(try await store.number("SELECT count(*) FROM dossier_past") == 1)
        #expect(try await store.verifyRollups().differences == [])
      }
    }

    @Test(
      arguments: [
        ("4", "2023-02-01", 10, "status_change"), ("9", "2023-02-01", 10, "status_change"),
        ("4", "2023-01-01", 10, nil), ("10", "2023-02-01", 9, nil),
        ("7", "2023-02-01", 9, "status_change"), ("4", "2023-02-01", 7, "status_change"),
        ("9", "2023-02-01", 7, nil), ("4", "2023-02-01", 2, nil),
      ] as [(String, String, Int, String?)])
    func `a status that cannot follow the stored one is held`(
      status: String, updated: String, stored: Int, rule: String?
    ) async throws {
      try await withFacts { store in
        try await store.importDossiers(Self.first)
        try await store.importDossiers(
          csv("A-1,1.001001,H32.16,2,2023-01-05,,2023-01-18,\(stored),2023-01-18"))

        let outcome = try await store.importDossiers(
          csv(
            "A-1,1.001001,H32.16,2,2023-01-05,,2023-01-18,\(status),\(updated)",
            "A-2,1.001001,H32.16,2,2023-01-05,,2023-01-18,10,2023-01-18"))

        #expect(outcome.held.map(\.rule) == (rule.map { [$0] } ?? []))
        #expect(outcome.held.map(\.column) == (rule == nil ? [] : ["status"]))
        #expect(outcome.summary.rows.read == 2)
        #expect(outcome.summary.rows.held == (rule == nil ? 0 : 1))
        #expect(try await store.verifyRollups().differences == [])
      }
    }

    @Test func `rows of one dossier in one file: the latest wins, contradictions are all held`()
      async throws
    {
      try await withFacts { store in
        let outcome = try await store.importDossiers(
          csv(
            "A-1,1.001001,H32.16,2,2023-01-05,,,2,2023-01-05",
            "A-1,1.001001,H32.16,2,2023-01-05,,2023-01-18,9,2023-01-18",
            "A-1,1.001001,H32.16,2,2023-01-05,,2023-01-18,9,2023-01-18",
            "A-2,1.001001,H32.16,2,2023-01-05,,,4,2023-01-06",
            "A-2,1.001002,H32.17,2,2023-01-05,,,4,2023-01-06",
            "A-3,1.001001,H32.16,2,2023-01-05,,2023-01-18,10,2023-01-18",
            "A-3,1.001001,H32.16,2,2023-01-05,,,4,2023-01-19"))

        #expect(outcome.summary.rowCounts == [7, 0, 2, 3, 2])
        #expect(
          outcome.held.map { "\($0.row) \($0.rule) \($0.column)" } == [
            "5 conflict dossier_code", "6 conflict dossier_code", "8 status_change status",
          ])
        #expect(
          try await store.dossiers().map { $0.prefix(6) } == ["A-1 9 ", "A-3 10"])
      }
    }

    @Test func `a held row keeps the days that it touches`() async throws {
      try await withFacts { store in
        try await store.importDossiers(
          csv(
            "A-1,1.001001,H32.16,2,2023-01-05,,2023-01-18,10,2023-01-18",
            "A-2,1.001001,H32.16,2,2023-03-05,2023-02-01,,4,2023-03-06",
            "A-3,9.999999,H32.16,2,2023-01-05,,,4,2023-01-06",
            "A-4,1.001001,H32.16,2,2023-01-05,,,4,2023-01-07",
            "A-4,1.001002,H32.17,2,2023-01-05,,,4,2023-01-07",
            "A-5,1.001001,H32.16,2,2023-01-05,,2023-01-18,10,2023-01-18",
            "A-6,1.001001,H32.16,2,2023-01-05,,2023-01-18,10,2023-01-18",
            "A-7,1.001001,H32.16,2,2023-01-05,,2023-01-18,10,2023-01-18"))

        #expect(
          try await store.texts(
            """
            SELECT concat_ws(' ', row_number, rule, procedure_code, cardinality(agency_ids),
              fact_from, fact_to)
            FROM held_row ORDER BY row_number
            """) == [
              "3 bad_dates 1.001001 1 2023-03-05 2023-03-06",
              "4 unknown_procedure 9.999999 1 2023-01-05 2023-01-06",
              "5 conflict 1.001001 1 2023-01-05 2023-01-07",
              "6 conflict 1.001002 1 2023-01-05 2023-01-07",
            ])
      }
    }

    @Test(arguments: [(10, false), (11, true)])
    func `more than ten held rows that are more than half are refused and leave nothing`(
      strange: Int, isRefused: Bool
    ) async throws {
      try await withFacts { store in
        let rows = (1...strange).map { number in
          "A-\(number),9.\(100_000 + number),H32.16,2,2023-01-05,,2023-01-18,10,2023-01-18"
        }
        let outcome = try await store.importDossiers(
          csv(
            (["B-1,1.001001,H32.16,2,2023-01-05,,2023-01-18,10,2023-01-18"] + rows)
              .joined(separator: "\n")))

        #expect(outcome.summary.state == (isRefused ? .refused : .applied))
        #expect(outcome.refusals.map(\.rule) == (isRefused ? ["held"] : []))
        #expect(try await store.number("SELECT count(*) FROM dossier") == (isRefused ? 0 : 1))
        #expect(try await store.runs().map(\.state).first == (isRefused ? "refused" : "applied"))
      }
    }

    @Test func `a dry run counts and writes nothing`() async throws {
      try await withFacts { store in
        try await store.importDossiers(Self.first)
        let runs = try await store.runs().count

        let outcome = try await store.importDossiers(
          csv(
            "H32.17-230107-0003,1.001002,H32.17,,2023-01-07,,2023-01-19,9,2023-01-19",
            "A-2,1.001001,H32.16,2,2023-01-05,,2023-01-18,10,2023-01-18"),
          source: "unheard", dryRun: true)

        #expect(outcome.summary.state == .planned)
        #expect(outcome.summary.recordCounts == [1, 1, 0, 0, 0])
        #expect(try await store.number("SELECT count(*) FROM dossier") == 4)
        #expect(try await store.runs().count == runs)
        #expect(try await store.number("SELECT count(*) FROM source WHERE kind = 'dossiers'") == 1)
      }
    }

    @Test func `nothing personal reaches the database, and the run names what was dropped`()
      async throws
    {
      try await withFacts { store in
        let outcome = try await store.importDossiers(
          """
          dossier_code,Họ và tên,procedure_code,agency_code,received_at,status,updated_at,Số CCCD
          A-1,Nguyễn Văn Thử,1.001001,H32.16,2023-01-05,4,2023-01-06,056099001234
          A-2,Trần Thị Nghiệm,1.001001,H32.16,2023-01-05,4,2023-01-06,056099004321
          A-3,Trần Thị Nghiệm,Nguyễn Văn Thử,H32.16,2023-01-05,4,2023-01-06,056099004321

          """)

        #expect(outcome.dropped == ["Họ và tên", "Số CCCD"])
        #expect(outcome.summary.rows.held == 1)
        #expect(
          try await store.texts("SELECT unnest(dropped) FROM run WHERE dropped <> '{}'")
            == ["Họ và tên", "Số CCCD"])
        #expect(
          try await store.number(
            """
            SELECT count(*)
            FROM kept_part
            WHERE position(convert_to('Nguyễn', 'UTF8') IN bytes) > 0
              OR position(convert_to('056099', 'UTF8') IN bytes) > 0
            """) == 0)
        #expect(
          try await store.number("SELECT count(*) FROM held_row WHERE raw ~ 'Nguyễn|056099'") == 0)
        #expect(
          try await store.number(
            """
            SELECT count(*) FROM run JOIN kept_source AS kept
              ON kept.authority_id = run.authority_id AND kept.sha256 = run.kept_sha256
            WHERE run.kept_sha256 <> run.sha256
            """) == 1)
      }
    }

    @Test func `without a catalog nothing can be placed, and that is said`() async throws {
      try await withAgencies { store in
        await #expect(throws: StoreError.self) { try await store.importDossiers(Self.first) }
      }
      try await withStore { store in
        await #expect(throws: StoreError.self) { try await store.importDossiers(Self.first) }
      }
    }
  }
}
