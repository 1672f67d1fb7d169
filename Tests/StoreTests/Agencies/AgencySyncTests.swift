import Indicators
import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  @Suite struct AgencySyncTests {
    private static let later = TestStore.day("2026-12-01")

    private func shuffled(_ csv: String) -> String {
      let lines = csv.split(separator: "\n")
      return ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    }

    @Test func `a first load enters every agency with its parent`() async throws {
      try await withStore { store in
        let outcome = try await store.syncAgencies()

        #expect(outcome.summary.rowCounts == [6, 0, 0, 0, 6])
        #expect(outcome.summary.recordCounts == [6, 0, 0, 0, 0])
        #expect(outcome.summary.rowsWritten == 12)
        #expect(outcome.summary.dataVersion == 1)
        #expect(
          try await store.agencyClaims() == [
            "G11.1 2026-11-22..infinity Thuế tỉnh Khánh Hòa <-",
            "H32 2026-11-22..infinity UBND tỉnh Khánh Hòa <-",
            "H32.16 2026-11-22..infinity Sở Y tế <H32",
            "H32.17 2026-11-22..infinity Sở Xây dựng <H32",
            "H32.201 2026-11-22..infinity UBND phường Nha Trang <H32",
            "H32.201.1 2026-11-22..infinity Phòng Văn hóa phường Nha Trang <H32.201",
          ])
      }
    }

    @Test(arguments: [false, true])
    func `the same rows write nothing, in whatever order and on a later day`(
      _ isShuffled: Bool
    ) async throws {
      try await withAgencies { store in
        let before = try await store.dataWrites()

        let csv = isShuffled ? shuffled(TestStore.agencies) : TestStore.agencies
        let outcome = try await store.syncAgencies(csv, on: Self.later)

        #expect(outcome.summary.recordCounts == [0, 0, 0, 0, 6])
        #expect(outcome.summary.rowsWritten == 0)
        #expect(outcome.summary.dataVersion == 1)
        #expect(try await store.dataWrites() == before)
      }
    }

    @Test func `a new name holds from the day, and the old one stays for the days before`()
      async throws
    {
      try await withAgencies { store in
        let csv = TestStore.agencies.replacing("Sở Y tế", with: "Sở Y tế và Dân số")

        let outcome = try await store.syncAgencies(csv, on: Self.later)

        let claims = try await store.agencyClaims().filter { $0.hasPrefix("H32.16 ") }
        let past = try await store.texts(
          """
          SELECT claim.name || ' ' || claim.valid_from || '..' || claim.valid_to
          FROM agency_claim_past AS claim
          """)
        #expect(outcome.summary.recordCounts == [0, 1, 0, 0, 5])
        #expect(
          claims == [
            "H32.16 2026-11-22..2026-12-01 Sở Y tế <H32",
            "H32.16 2026-12-01..infinity Sở Y tế và Dân số <H32",
          ])
        #expect(past == ["Sở Y tế 2026-11-22..infinity"])
      }
    }

    @Test func `what was known of a name can be asked for at an earlier instant`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,4")
        let before = try await store.figures.version().recordedAt
        try await store.syncAgencies(TestStore.agencies.replacing("Sở Y tế", with: "Sở Y tế mới"))

        func name(_ known: Instant?) async throws -> String? {
          let results = try await store.figures.answer(
            [.init(indicator: "level4_of_all", count: .offerings, by: .agency)],
            on: TestStore.today, known: known)
          return results.first?.groups.first { $0.key == "H32.16" }?.label
        }

        #expect(try await name(before) == "Sở Y tế")
        #expect(try await name(nil) == "Sở Y tế mới")
      }
    }

    @Test func `a parent that does not exist is replaced by the nearest code above`()
      async throws
    {
      try await withAgencies { store in
        let csv = TestStore.agencies + "\nH32.201.1.5,Tổ A,H32.201.9,\nH40.1,Lạ,H40,"

        let outcome = try await store.syncAgencies(csv)

        let claims = try await store.agencyClaims()
        #expect(claims.contains("H32.201.1.5 2026-11-22..infinity Tổ A <H32.201"))
        #expect(claims.contains("H40.1 2026-11-22..infinity Lạ <-"))
        #expect(
          outcome.warnings.map(\.en) == [
            """
            Row 8: the parent H32.201.9 of agency H32.201.1.5 does not exist; H32.201, the \
            nearest code above it, takes its place.
            """,
            "Row 9: the parent H40 of agency H40.1 does not exist; the agency stands by itself.",
          ])
      }
    }

    @Test func `a legacy code is the same agency as its new form`() async throws {
      try await withAgencies { store in
        let csv = TestStore.agencies.replacing("H32.16,", with: "000.00.16.H32,")

        let outcome = try await store.syncAgencies(csv)

        #expect(outcome.summary.recordCounts == [0, 0, 0, 0, 6])
        #expect(outcome.summary.rowsWritten == 0)
      }
    }

    @Test func `an agency that the file does not name any more leaves`() async throws {
      try await withAgencies { store in
        let csv = TestStore.agencies.replacing("\nH32.17,Sở Xây dựng,H32,province", with: "")

        let outcome = try await store.syncAgencies(csv, on: Self.later)
        let back = try await store.syncAgencies(on: TestStore.day("2026-12-05"))

        #expect(outcome.summary.recordCounts == [0, 0, 1, 0, 5])
        #expect(back.summary.recordCounts == [0, 0, 0, 1, 5])
        #expect(
          try await store.agencyClaims().filter { $0.hasPrefix("H32.17 ") } == [
            "H32.17 2026-11-22..2026-12-01 Sở Xây dựng <H32",
            "H32.17 2026-12-05..infinity Sở Xây dựng <H32",
          ])
      }
    }

    @Test func `an agency with offerings in force stays with a warning`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.17,4")
        let csv = TestStore.agencies.replacing("\nH32.17,Sở Xây dựng,H32,province", with: "")

        let outcome = try await store.syncAgencies(csv, on: Self.later)

        #expect(outcome.missing == 1)
        #expect(outcome.summary.recordCounts == [0, 0, 0, 0, 5])
        #expect(
          outcome.warnings.map(\.en) == [
            """
            Agency H32.17 is not in the file but has offerings in force, so it stays; give it a \
            valid_to or a successor_code to end it.
            """
          ])
        #expect(try await store.counts(on: Self.later) == "1/1 ?0 #0")
      }
    }

    @Test(arguments: [
      ("H32.17,Sở Xây dựng,H32,province,2026-11-30,", "2026-12-01"),
      ("H32.17,Sở Xây dựng,H32,province,,H32.16;H32.201", "2026-12-01"),
      ("H32.17,Sở Xây dựng,H32,province,2026-12-31,H32.16", "2027-01-01"),
    ])
    func `a last day or a successor ends an agency although it has offerings`(
      _ line: String, _ end: String
    ) async throws {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.17,4")
        let csv = TestStore.agencies.split(separator: "\n").map {
          $0.hasPrefix("code")
            ? $0 + ",valid_to,successor_code"
            : $0.hasPrefix("H32.17") ? Substring(line) : $0 + ",,"
        }.joined(separator: "\n")

        try await store.syncAgencies(csv, on: Self.later)
        let again = try await store.syncAgencies(csv, on: TestStore.day("2026-12-02"))

        #expect(
          try await store.agencyClaims().filter { $0.hasPrefix("H32.17 ") } == [
            "H32.17 2026-11-22..\(end) Sở Xây dựng <H32"
          ] || line.contains("H32.16"))
        #expect(
          try await store.agencyClaims().last { $0.hasPrefix("H32.17 ") }?.contains("..\(end) ")
            == true)
        #expect(again.summary.rowsWritten == 0)
        #expect(
          try await store.counts(on: TestStore.day(end).advanced(by: -1)) == "1/1 ?0 #0")
        #expect(try await store.counts(on: TestStore.day(end)) == "0/0 ?0 #0")
      }
    }

    @Test func `a first day reaches back, and delays where it lies ahead`() async throws {
      try await withStore { store in
        try await store.syncAgencies(
          """
          code,name,valid_from
          H32,Tỉnh,2020-01-01
          H32.16,Sở,2027-01-01
          """)

        #expect(
          try await store.agencyClaims() == [
            "H32 2020-01-01..infinity Tỉnh <-", "H32.16 2027-01-01..infinity Sở <H32",
          ])
      }
    }

    @Test func `a file without the column of last days changes no last day`() async throws {
      try await withStore { store in
        try await store.syncAgencies(
          """
          code,name,valid_to
          H32,Tỉnh,
          H32.16,Sở,2027-01-31
          """)

        let outcome = try await store.syncAgencies(
          """
          code,name
          H32,Tỉnh
          H32.16,Sở
          """, on: Self.later)

        #expect(outcome.summary.rowsWritten == 0)
        #expect(
          try await store.agencyClaims() == [
            "H32 2026-11-22..infinity Tỉnh <-", "H32.16 2026-11-22..2027-02-01 Sở <H32",
          ])
      }
    }

    @Test func `a file without the columns of tier and kind changes neither`() async throws {
      try await withAgencies { store in
        let csv = TestStore.agencies.split(separator: "\n").map {
          $0.split(separator: ",", omittingEmptySubsequences: false).prefix(3)
            .joined(separator: ",")
        }.joined(separator: "\n")

        let outcome = try await store.syncAgencies(csv)

        #expect(outcome.summary.rowsWritten == 0)
      }
    }

    @Test func `a held row keeps its agency, and one without a code keeps all`() async throws {
      try await withAgencies { store in
        let short = "code,name,parent_code,tier\nH32,UBND tỉnh Khánh Hòa,,province\n"

        let named = try await store.syncAgencies(
          short + """
            H32.16,,H32,province
            H32.17,Sở Xây dựng,H32,province
            H32.201,UBND phường Nha Trang,H32,commune
            H32.201.1,Phòng Văn hóa phường Nha Trang,H32.201,commune
            """)
        let nameless = try await store.syncAgencies(
          short + """
            không mã,Sở Y tế,H32,province
            H32.17,Sở Xây dựng,H32,province
            H32.201,UBND phường Nha Trang,H32,commune
            """)

        #expect(named.held.map(\.rule) == ["bad_value"])
        #expect(named.summary.recordCounts == [0, 0, 1, 0, 4])
        #expect(nameless.held.map(\.rule) == ["bad_code"])
        #expect(nameless.summary.recordCounts == [0, 0, 0, 0, 3])
        #expect(nameless.missing == 2)
      }
    }

    @Test func `the guard refuses to lose more than ten and a twentieth`() async throws {
      try await withStore { store in
        let head = "code,name\nH32,Tỉnh\n"
        let all = head + (1...11).map { "H32.\($0),Sở \($0)" }.joined(separator: "\n")
        try await store.syncAgencies(all)

        let refused = try await store.syncAgencies(head)
        let opened = try await store.syncAgencies(head, allowWithdrawals: 11)

        #expect(refused.summary.state == .refused)
        #expect(refused.refusals.map(\.rule) == ["withdrawals", "rows"])
        #expect(opened.summary.recordCounts == [0, 0, 11, 0, 1])
        #expect(try await store.runs().map(\.state) == ["applied", "refused", "applied"])
      }
    }

    @Test func `a dry run and an unreadable file change nothing`() async throws {
      try await withAgencies { store in
        let before = try await store.dataWrites()

        let planned = try await store.syncAgencies(
          "code,name\nH32,Tỉnh khác", allowWithdrawals: 10, dryRun: true)
        await #expect(throws: IntakeError(.headerOnly, file: "", reason: "")) {
          try await store.syncAgencies("code,name")
        }

        #expect(planned.summary.state == .planned)
        #expect(planned.summary.recordCounts == [0, 1, 5, 0, 0])
        #expect(try await store.dataWrites() == before)
        #expect(try await store.runs().map(\.state) == ["refused", "applied"])
      }
    }

    @Test func `agencies have no scope`() async throws {
      try await withStore { store in
        await #expect(throws: StoreError(.badRequest, "")) {
          try await AgencySync(pool: store.pool, authority: store.authority).run(
            SourceFile(name: "a.csv", contents: Array(TestStore.agencies.utf8)),
            store.request("tree", scope: "H32.16"))
        }
      }
    }
  }
}
