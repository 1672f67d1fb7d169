import Indicators
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// What moved a figure, on two clocks.
  @Suite struct FigureChangeTests {
    private static let head = "code,agency_code,level,eligible_full\n"
    private static let first = TestStore.day("2026-11-22")
    private static let second = TestStore.day("2026-12-22")

    private func part(_ cause: ChangeCause, of change: ChangeAnalysis) -> ChangePart? {
      change.parts.first { $0.cause == cause }
    }

    private func withChange(_ body: (TestStore) async throws -> Void) async throws {
      try await withStore { store in
        try await store.syncAgencies(on: Self.first)
        try await store.syncCatalog(
          Self.head + "1.000001,H32.16,3,x\n1.000002,H32.16,4,x\n1.000003,H32.17,3,x\n",
          on: Self.first)
        try await store.syncCatalog(
          Self.head + "1.000001,H32.16,4,x\n1.000002,H32.16,4,x\n1.000004,H32.17,3,x\n",
          store.request("catalog", on: Self.second, given: true, allowWithdrawals: 9))
        try await body(store)
      }
    }

    @Test func `an upgrade, a leaving and an entering offering are told apart`() async throws {
      try await withChange { store in
        let change = try await store.figures.change(
          IndicatorQuery(indicator: "level4_of_all", count: .offerings), from: Self.first,
          to: Self.second)

        #expect(change.residual.isZero)
        #expect(change.from.tally.numerator == 1)
        #expect(change.to.tally.numerator == 2)
        #expect(part(.left, of: change)?.counts == CountChange(denominator: -1))
        #expect(part(.entered, of: change)?.counts == CountChange(denominator: 1))
        #expect(part(.upgraded, of: change)?.counts == CountChange(numerator: 1))
        let rows = part(.upgraded, of: change)?.rows ?? []
        #expect(rows.map(\.procedure.text) == ["1.000001"])
        #expect(rows.map(\.agency?.text) == ["H32.16"])
        #expect(rows.map(\.old) == [.missing])
        #expect(rows.map(\.new) == [.counted])
      }
    }

    @Test func `what became known of the start since is corrected`() async throws {
      try await withChange { store in
        let then = try await store.figure(on: Self.first)
        // The same day is said again otherwise.
        try await store.syncCatalog(
          Self.head + "1.000001,H32.16,4,x\n1.000002,H32.16,4,x\n1.000003,H32.17,3,x\n",
          store.request("catalog", on: Self.first, given: true, allowChanges: 9))

        let change = try await store.figures.change(
          IndicatorQuery(indicator: "level4_of_all", count: .offerings), from: Self.first,
          to: Self.second, knownFrom: then.knownOn)

        #expect(change.from == then)
        #expect(part(.corrected, of: change)?.counts == CountChange(numerator: 1))
        #expect(part(.corrected, of: change)?.rows.map(\.procedure.text) == ["1.000001"])
        #expect(part(.upgraded, of: change)?.counts == CountChange())
        #expect(change.residual.isZero)
      }
    }

    @Test func `a start before the records begin is taken as it is known now`() async throws {
      try await withChange { store in
        let day = TestStore.day("2020-01-01")
        let change = try await store.figures.change(
          IndicatorQuery(indicator: "level4_of_all", count: .offerings), from: day,
          to: Self.second)

        #expect(change.from.tally.inScope == 0)
        #expect(part(.corrected, of: change)?.counts == CountChange())
        #expect(part(.entered, of: change)?.counts.denominator == 3)
      }
    }

    @Test func `a merged agency moves its offerings`() async throws {
      try await withStore { store in
        try await store.syncAgencies(on: Self.first)
        try await store.syncCatalog(
          Self.head + "1.000001,H32.16,4,x\n1.000002,H32.17,3,x\n", on: Self.first)
        try await store.syncAgencies(
          """
          code,name,parent_code,tier,valid_to,successor_code
          H32,UBND tỉnh Khánh Hòa,,province,,
          H32.16,Sở Y tế,H32,province,2026-12-01,H32.18
          H32.17,Sở Xây dựng,H32,province,,
          H32.18,Sở Y tế và Xây dựng,H32,province,,
          H32.201,UBND phường Nha Trang,H32,commune,,
          H32.201.1,Phòng Văn hóa phường Nha Trang,H32.201,commune,,
          G11.1,Thuế tỉnh Khánh Hòa,,vertical,,
          """, on: Self.first)
        try await store.syncCatalog(
          Self.head + "1.000001,H32.18,4,x\n1.000002,H32.17,3,x\n",
          store.request("catalog", on: Self.second, given: true, allowWithdrawals: 9))

        let change = try await store.figures.change(
          IndicatorQuery(indicator: "level4_of_all", count: .offerings), from: Self.first,
          to: Self.second)

        let rows = part(.agencyMoved, of: change)?.rows ?? []
        #expect(rows.map(\.agency?.text) == ["H32.16", "H32.18"])
        #expect(part(.left, of: change)?.rows == [])
        #expect(part(.entered, of: change)?.rows == [])
      }
    }

    @Test func `what left the catalog stays in a frozen basket as missing`() async throws {
      try await withChange { store in
        let query = IndicatorQuery(indicator: "level4_of_all", count: .offerings, by: .agency)
        let results = try await store.figures.answer(
          [query], on: Self.second, basket: Self.first, known: nil)
        let figure = try #require(results.first?.figure)

        #expect(figure.tally.numerator == 2)
        #expect(figure.tally.denominator == 3)
        #expect(figure.flags == ["basket=2026-11-22"])
        #expect(figure.validOn == Self.second)
        #expect(results[0].groups.map(\.key) == ["H32", "H32.16", "H32.17"])
        await #expect(throws: IndicatorError(.unknownValue, "", vi: "")) {
          try await store.figures.answer(
            [query], on: Self.first, basket: Self.second, known: nil)
        }
      }
    }
  }
}
