import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// What a second run of the same source writes: nothing.
  @Suite struct CatalogRepetitionTests {
    private static let csv = """
      code,agency_code,service_code,name,field,level,eligible,fee,means,decision,effective_from
      1.000001,H32.16,,Thủ tục một,Y tế,4,có,không,web; mobile,1/QĐ,
      1.000001,H32.17,,Thủ tục một,Y tế,3,,có,,,2026-12-15
      1.000002,H32.16;H32.201,1.000002.01,Thủ tục hai,Hộ tịch,,không,,web,2/QĐ,
      1.000002,H32.16,1.000002.02,Thủ tục hai,Hộ tịch,Toàn trình,có,,,,
      1.000003,,,Thủ tục ba,,2,,,,,
      1.000003,,,Thủ tục ba,,2,,,,,
      1.000004,H32.99,,Thủ tục bốn,,2,,,,,
      """

    private func shuffled(_ csv: String) -> String {
      let lines = csv.split(separator: "\n")
      return ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    }

    @Test func `the same bytes are skipped with the counts of the run before`() async throws {
      try await withAgencies { store in
        let first = try await store.syncCatalog(Self.csv)
        let before = try await store.dataWrites()

        let second = try await store.syncCatalog(Self.csv)

        #expect(second.summary.state == .skipped)
        #expect(second.summary.rows == first.summary.rows)
        #expect(second.held == first.held)
        #expect(second.summary.recordCounts == [0, 0, 0, 0, 4])
        #expect(second.summary.rowsWritten == 0)
        #expect(second.summary.dataVersion == first.summary.dataVersion)
        #expect(try await store.dataWrites() == before)
        #expect(try await store.runs(2).map(\.state) == ["skipped", "applied"])
      }
    }

    @Test(arguments: [TestStore.today, TestStore.day("2026-11-30"), TestStore.day("2026-12-20")])
    func `the same rows in another order write nothing`(_ day: CalendarDay) async throws {
      try await withAgencies { store in
        let first = try await store.syncCatalog(Self.csv)
        let receipt = try await store.figure()
        let before = try await store.dataWrites()

        let second = try await store.syncCatalog(shuffled(Self.csv), on: day)

        #expect(second.summary.state == .applied)
        #expect(second.summary.rows == first.summary.rows)
        #expect(second.summary.recordCounts == [0, 0, 0, 0, 4])
        #expect(second.summary.rowsWritten == 0)
        #expect(second.summary.dataVersion == first.summary.dataVersion)
        #expect(try await store.dataWrites() == before)
        #expect(try await store.figure() == receipt)
      }
    }

    @Test func `the summary counts what the server counted`() async throws {
      try await withAgencies { store in
        let before = try await store.dataWrites()
        let first = try await store.syncCatalog(Self.csv)
        let between = try await store.dataWrites()
        let second = try await store.syncCatalog(
          Self.csv.replacing("Y tế,4", with: "Sức khỏe,3").replacing("1.000003", with: "1.000005"),
          on: TestStore.day("2026-12-01"))
        let after = try await store.dataWrites()

        #expect(Int64(first.summary.rowsWritten) == between - before)
        #expect(Int64(second.summary.rowsWritten) == after - between)
      }
    }

    /// What makes the same bytes another run.
    enum Change: CaseIterable {
      case program, effective, agencies, otherScope, dryRun
    }

    @Test(arguments: Change.allCases)
    func `the same bytes are read again where something else changed`(_ change: Change)
      async throws
    {
      try await withAgencies { store in
        try await store.syncCatalog(Self.csv)
        var request = store.request("catalog")

        switch change {
        case .program: request.program = "motcua next"
        case .effective:
          request.effective = TestStore.day("2026-11-23")
          request.effectiveWasGiven = true
        case .agencies: try await store.syncAgencies(TestStore.agencies + "\nH32.99,Sở Mới,H32,")
        case .otherScope:
          try await store.syncCatalog(
            "code,agency_code,service_code,level\n1.000001,H32.17,,4",
            store.request("catalog", scope: "H32.17"))
        case .dryRun: request.dryRun = true
        }
        let outcome = try await store.syncCatalog(Self.csv, request)

        #expect(outcome.summary.state == (change == .dryRun ? .planned : .applied))
        #expect(outcome.summary.records.unchanged == (change == .otherScope ? 3 : 4))
      }
    }

    @Test func `a run of a part that only held rows is undone by the whole`() async throws {
      try await withAgencies { store in
        let whole = "code,agency_code,level\n1.000001,H32.16,4\n1.000002,H32.16,4"
        try await store.syncCatalog(whole)
        try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H32.16,4\n1.000002,H32.16,tám",
          store.request("catalog", scope: "H32.16"))
        let between = try await store.counts()

        try await store.syncCatalog(whole)

        #expect(between == "2/2 ?0 #1")
        #expect(try await store.counts() == "2/2 ?0 #0")
      }
    }

    @Test func `a refused run does not stand for the last applied one`() async throws {
      try await withAgencies { store in
        let all =
          "code,agency_code,level\n"
          + (10..<30).map { "1.0000\($0),H32.16,4" }.joined(separator: "\n")
        try await store.syncCatalog(all)
        let refused = try await store.syncCatalog("code,agency_code,level\n1.000010,H32.16,4")

        let again = try await store.syncCatalog(all)

        #expect(refused.summary.state == .refused)
        #expect(again.summary.state == .skipped)
      }
    }
  }
}
