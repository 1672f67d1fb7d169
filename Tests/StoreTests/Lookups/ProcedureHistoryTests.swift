import Procedures
import Testing

@testable import Store

extension LiveTests {
  @Suite struct ProcedureHistoryTests {
    private static let later = TestStore.day("2026-12-01")

    private func history(_ store: TestStore, known: Instant? = nil) async throws -> [HistoryEntry] {
      try await ProcedureHistory(pool: store.pool, authority: store.authority)
        .entries(of: try #require(ProcedureCode("1.000001")), known: known)
    }

    @Test func `a value leads back to the run, the row and the cell that said it`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          "Ghi chú\nname,code,agency_code,level\nTên,1.000001,H32.16,4\n")

        let entries = try await history(store)

        #expect(entries.map(\.agency) == [nil, "H32.16"])
        #expect(
          entries[0].values
            == [HistoryEntry.Value(attribute: "name", text: "Tên", cell: "A3")])
        #expect(
          entries[1].values
            == [HistoryEntry.Value(attribute: "level", text: "ND43 4", cell: "D3")])
        #expect(entries[1].run == 2)
        #expect(entries[1].location == "catalog.csv")
        #expect(entries[1].startedBy == "tester")
        #expect(entries[1].validTo == nil)
        #expect(entries[1].knownTo == nil)
      }
    }

    @Test func `what was believed before stays, with the run that changed it`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,3\n")
        let known = try await store.figures.version().recordedAt
        try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H32.16,4\n", on: Self.later)

        let entries = try await history(store).filter { $0.agency != nil }
        let texts = entries.map { entry in
          "\(entry.values[0].text) \(entry.validFrom)..\(entry.validTo?.description ?? "") "
            + "run \(entry.run) until \(entry.supersededBy.map(String.init) ?? "-")"
        }

        #expect(
          texts == [
            "ND43 3 2026-11-22.. run 2 until 3", "ND43 3 2026-11-22..2026-12-01 run 2 until -",
            "ND43 4 2026-12-01.. run 3 until -",
          ])
        let asKnown = try await history(store, known: known).filter { $0.agency != nil }
        #expect(asKnown.map(\.supersededBy) == [nil])
        #expect(asKnown.map(\.validTo) == [nil])
      }
    }

    @Test func `a code that nobody named has no history`() async throws {
      try await withAgencies { store in
        await #expect(throws: StoreError(.badRequest, "")) { try await history(store) }
      }
    }
  }

  @Suite struct CellAddressTests {
    @Test(arguments: [(1, "A5"), (26, "Z5"), (27, "AA5"), (702, "ZZ5"), (703, "AAA5")])
    func `columns are lettered as spreadsheets do`(_ column: Int, _ text: String) {
      #expect(CellAddress(column: column, row: 5).text == text)
    }
  }
}
