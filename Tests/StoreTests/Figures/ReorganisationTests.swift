import Indicators
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Agencies that are merged, split, renamed or moved on a date, and procedures that get another
  /// code: series answer on the tree of then and on the tree of now.
  @Suite struct ReorganisationTests {
    private static let before = TestStore.day("2025-01-01")
    private static let merger = TestStore.day("2025-07-01")
    private static let after = TestStore.day("2025-12-31")

    private static let then = """
      code,name,parent_code,tier,successor_code
      H32,UBND tỉnh,,province,
      H32.10,Huyện A,H32,district,
      H32.10.1,Xã B,H32.10,commune,
      H32.10.2,Xã C,H32.10,commune,
      H32.11,Xã D,H32,commune,
      """

    /// The district is gone; B and C became E, D was split into F and G.
    private static let now = """
      code,name,parent_code,tier,successor_code
      H32,UBND tỉnh,,province,
      H32.10,Huyện A,H32,district,H32
      H32.10.1,Xã B,H32.10,commune,H32.201
      H32.10.2,Xã C,H32.10,commune,H32.201
      H32.11,Xã D,H32,commune,H32.202;H32.203
      H32.201,Xã E,H32,commune,
      H32.202,Xã F,H32,commune,
      H32.203,Xã G,H32,commune,
      """

    private static let catalog = """
      code,agency_code,level
      1.000001,H32.10.1,4
      1.000001,H32.10.2,3
      1.000002,H32.10.2,4
      1.000003,H32.11,4
      1.000004,H32.10,3
      """

    private func reorganised(_ body: (TestStore) async throws -> Void) async throws {
      try await withStore { store in
        try await store.syncAgencies(Self.then, on: Self.before)
        try await store.syncCatalog(Self.catalog, on: Self.before)
        try await store.syncAgencies(Self.now, on: Self.merger)
        try await body(store)
      }
    }

    private func answer(
      _ store: TestStore, _ count: CountUnit = .offerings, by: Dimension? = nil,
      filters: [Dimension: String] = [:], on day: CalendarDay = before, tree: CalendarDay?
    ) async throws -> IndicatorResult {
      let query = IndicatorQuery(
        indicator: "level4_of_all", count: count, filters: filters, by: by)
      let results = try await store.figures.answer([query], on: day, known: nil, treeDay: tree)
      return try #require(results.first)
    }

    private func groups(_ result: IndicatorResult) -> [String] {
      result.groups.map {
        "\($0.key) \($0.figure.tally.numerator)/\($0.figure.tally.denominator)"
      }
    }

    @Test func `a figure of then stands on the tree of then`() async throws {
      try await reorganised { store in
        let result = try await answer(store, by: .agency, tree: nil)

        #expect(
          groups(result) == [
            "H32 3/5", "H32.10 2/4", "H32.10.1 1/1", "H32.10.2 1/2", "H32.11 1/1",
          ])
        #expect(result.figure.flags == [])
      }
    }

    @Test func `on the tree of now it counts where it belongs now, and the whole is the same`()
      async throws
    {
      try await reorganised { store in
        let result = try await answer(store, by: .agency, tree: Self.after)

        #expect(groups(result) == ["H32 3/5", "H32.201 2/3"])
        #expect(
          result.figure.flags == ["split_agency", "tree=2025-12-31"])
        let tiers = try await answer(store, by: .tier, tree: Self.after)
        #expect(groups(tiers) == ["province 0/1", "commune 3/4"])
      }
    }

    @Test func `procedures are distinct on the tree of now too`() async throws {
      try await reorganised { store in
        let result = try await answer(
          store, .procedures, filters: [.agency: "H32.201"], tree: Self.after)

        #expect(result.figure.tally.numerator == 2)
        #expect(result.figure.tally.denominator == 2)
      }
    }

    @Test func `an old code finds its successor, and the receipt names it`() async throws {
      try await reorganised { store in
        let result = try await answer(
          store, filters: [.agency: "H32.10.2"], tree: Self.after)

        #expect(result.figure.scope.agency == "H32.201")
        #expect(result.figure.flags.contains("successor"))
        #expect(result.figure.tally.denominator == 3)
      }
    }

    @Test func `what was split is a question that names those who took its place`() async throws {
      try await reorganised { store in
        let error = await #expect(throws: IndicatorError.self) {
          try await answer(store, filters: [.agency: "H32.11"], on: Self.after, tree: nil)
        }

        #expect(error?.description.contains("H32.202, H32.203") == true)
      }
    }

    @Test func `what did not exist yet names those whose place it took`() async throws {
      try await reorganised { store in
        let error = await #expect(throws: IndicatorError.self) {
          try await answer(store, filters: [.agency: "H32.201"], tree: nil)
        }

        #expect(error?.description.contains("H32.10.1, H32.10.2") == true)
      }
    }

    @Test func `a code that was replaced is followed both ways`() async throws {
      try await withStore { store in
        try await store.syncAgencies(on: Self.before)
        try await store.syncCatalog(
          "code,agency_code,level,replaces\n1.000001,H32.16,4,\n", on: Self.before)
        try await store.syncCatalog(
          "code,agency_code,level,replaces\n1.000009,H32.16,3,1.000001\n", on: Self.merger)

        let old = try await store.figure(
          filters: [.procedure: "1.000001"], on: TestStore.today)
        #expect(old.scope.filters[.procedure] == "1.000009")
        #expect(old.flags.contains("successor"))

        let new = try await store.figure(
          filters: [.procedure: "1.000009"], on: Self.before)
        #expect(new.scope.filters[.procedure] == "1.000001")
        #expect(new.tally.numerator == 1)
      }
    }

    @Test func `the tree of now is that which was known at the instant asked for`() async throws {
      try await withStore { store in
        try await store.syncAgencies(Self.then, on: Self.before)
        try await store.syncCatalog(Self.catalog, on: Self.before)
        let known = try await store.figures.version().recordedAt
        try await store.syncAgencies(Self.now, on: Self.merger)

        let query = IndicatorQuery(indicator: "level4_of_all", count: .offerings, by: .agency)
        let results = try await store.figures.answer(
          [query], on: Self.before, known: known, treeDay: Self.after)

        #expect(groups(try #require(results.first)).contains("H32.10.2 1/2"))
      }
    }
  }
}
