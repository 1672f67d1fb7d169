import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  /// Figures of outside sources, and what has no facts at all.
  @Suite struct ObservedFigureTests {
    /// Observations as lines of COPY: indicator, scope, period, source, numerator, denominator,
    /// value.
    private static let lines = [
      "satisfaction_agencies,H32,2022,SIPAS,810,1000,",
      "satisfaction_agencies,H32,2023,SIPAS,,,84.25",
      "satisfaction_agencies,H32,2023,PAPI,3,4,",
      "satisfaction_agencies,H32.16,2023,SIPAS,1,2,",
      "satisfaction_agencies,Khu vực miền núi,2023,SIPAS,0,0,",
      "satisfaction_service_units,UBND tỉnh Khánh Hòa,2023-Q1,SIPAS,9,10,",
      "satisfaction_service_units,H32,năm ngoái,SIPAS,1,10,",
    ]

    private func observed(_ body: (TestStore) async throws -> Void) async throws {
      try await withStore { store in
        try await store.syncAgencies(on: TestStore.day("2020-01-01"))
        let run = try await store.runs().first?.id ?? 0
        try await store.pool.withTransaction { connection in
          let instant = try await DataVersion.nextInstant(
            authority: store.authority.id, on: connection)
          let known = Instant(microsecondsSince2000: instant.microsecondsSince2000)
          let rows = Self.lines.map { "\(store.authority.id),\($0),\(known),\(run),1" }
          try await connection.copyIn(
            """
            COPY observation (authority_id, indicator, scope, period, source, numerator,
              denominator, value, known_from, run_id, row_number) FROM STDIN (FORMAT csv)
            """
          ) { writer in
            try await writer.write(Array((rows.joined(separator: "\n") + "\n").utf8))
          }
          try await connection.execute(
            DataVersion.insertNext(authority: store.authority.id, run: run, known: instant))
        }
        try await body(store)
      }
    }

    private func figure(
      _ store: TestStore, _ indicator: String, agency: String? = nil, period: String? = nil,
      on day: String = "2024-03-01"
    ) async throws -> IndicatorFigure {
      let query = IndicatorQuery(
        indicator: indicator, filters: agency.map { [.agency: $0] } ?? [:],
        period: try period.map { try Period($0) })
      let results = try await store.figures.answer([query], on: TestStore.day(day), known: nil)
      return try #require(results.first).figure
    }

    @Test func `the first source by name of the latest ended period answers`() async throws {
      try await observed { store in
        let figure = try await figure(store, "satisfaction_agencies")

        #expect(figure.tally.numerator == 3 && figure.tally.denominator == 4)
        #expect(figure.period == "2023")
        #expect(figure.validOn == TestStore.day("2023-12-31"))
        #expect(figure.flags == ["several_sources", "source=PAPI"])
      }
    }

    @Test func `a year that runs is not asked while one that has ended is observed`() async throws {
      try await observed { store in
        let figure = try await figure(store, "satisfaction_agencies", on: "2023-06-30")

        #expect(figure.period == "2022")
        #expect(figure.tally.numerator == 810)
      }
    }

    @Test func `a percentage alone is its exact decimal`() async throws {
      try await observed { store in
        try await store.pool.withConnection { connection in
          try await connection.execute("DELETE FROM observation WHERE source = 'PAPI'")
        }

        let figure = try await figure(store, "satisfaction_agencies", period: "2023")

        #expect(figure.tally.numerator == 8425 && figure.tally.denominator == 10_000)
        #expect(figure.flags == ["observed_value", "source=SIPAS"])
      }
    }

    @Test(arguments: [
      ("H32.16", "H32.16", 1, 2), ("000.16.H32", "H32.16", 1, 2), ("H32", "H32", 3, 4),
      (" Khu  vực miền núi", "Khu vực miền núi", 0, 0), ("H32.17", "H32.17", 0, 0),
    ])
    func `the filter on agency takes codes and labels`(
      asked: String, scope: String, numerator: Int, denominator: Int
    ) async throws {
      try await observed { store in
        let figure = try await figure(store, "satisfaction_agencies", agency: asked)

        #expect(figure.scope.agency == scope)
        #expect(figure.tally.numerator == numerator && figure.tally.denominator == denominator)
      }
    }

    @Test func `the authority may be named by its name, and other texts are no periods`()
      async throws
    {
      try await observed { store in
        let figure = try await figure(store, "satisfaction_service_units")

        #expect(figure.tally.numerator == 9)
        #expect(figure.period == "2023-Q1")
      }
    }

    @Test func `a scope that nobody observed is refused`() async throws {
      try await observed { store in
        await #expect(throws: IndicatorError(.unknownValue, "", vi: "")) {
          try await figure(store, "satisfaction_agencies", agency: "Huyện X")
        }
      }
    }

    @Test func `a split by agency has a group for each scope`() async throws {
      try await observed { store in
        let query = IndicatorQuery(indicator: "satisfaction_agencies", by: .agency)

        let results = try await store.figures.answer(
          [query], on: TestStore.day("2024-03-01"), known: nil)

        #expect(
          results.first?.groups.map(\.key) == ["H32", "H32.16", "Khu vực miền núi"])
      }
    }

    @Test(arguments: Indicator.all.filter { $0.fact != .catalog }.map(\.id))
    func `without facts the status is no data and the reason names what brings them`(
      id: String
    ) async throws {
      try await withStore { store in
        try await store.syncAgencies(on: TestStore.day("2020-01-01"))

        let figure = try await figure(store, id)

        let feed = try #require(try Indicator.named(id).feeds.last)
        #expect(figure.status == .noData)
        #expect(figure.reason(language: .vi)?.contains(feed) == true)
        #expect(figure.reason(language: .en)?.contains(feed) == true)
        #expect(try await store.figures.facts() == [.catalog])
      }
    }

    @Test(arguments: [
      ("dossiers_online", Dimension.level), ("level4_of_all", .month),
      ("results_digitized", .channel), ("milestones_done", .agency), ("services_used", .channel),
    ])
    func `a split that the facts do not have is refused`(id: String, by: Dimension) async throws {
      try await withStore { store in
        await #expect(throws: IndicatorError(.unknownDimension, "", vi: "")) {
          try await store.figures.answer(
            [IndicatorQuery(indicator: id, by: by)], on: TestStore.today, known: nil)
        }
      }
    }
  }
}
