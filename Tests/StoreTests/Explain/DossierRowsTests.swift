import Indicators
import Procedures
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  @Suite struct DossierRowsTests {
    /// Dossiers of every channel, state and class from a few seeds, over two years.
    private static func csv(seed: UInt64, count: Int) -> String {
      var random = SeededGenerator(seed: seed)
      func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
      func day(_ from: Int32, _ days: ClosedRange<Int32>) -> Int32 {
        from + Int32.random(in: days, using: &random)
      }
      var lines = [
        "dossier_code,procedure_code,agency_code,channel,received_at,due_at,finished_at,status,"
          + "updated_at,fee_due,paid_online,components_digitized,result_electronic,data_reused,"
          + "storage_connected"
      ]
      for number in 0..<count {
        let place = pick(["1.001001,H32.16", "1.001002,H32.17", "1.001003,H32.201"])
        let received = day(TestStore.day("2026-01-01").daysSince2000, 0...300)
        let status = pick(["2", "4", "4", "7", "8", "9", "10", "10", "3"])
        let isEnded = ["7", "8", "9", "10", "3"].contains(status)
        let due =
          Int.random(in: 0..<6, using: &random) == 0
          ? "" : "\(CalendarDay(daysSince2000: day(received, 0...40)))"
        let ended = CalendarDay(daysSince2000: day(received, 0...40))
        let flags = (0..<6).map { _ in pick(["x", "không", ""]) }.joined(separator: ",")
        let agency = Int.random(in: 0..<30, using: &random) == 0 ? "1.001001,H32.99" : place
        lines.append(
          "H32-\(seed)-\(number),\(agency),\(pick(["Trực tiếp", "Trực tuyến", "Bưu chính", ""])),"
            + "\(CalendarDay(daysSince2000: received)),\(due),\(isEnded ? "\(ended)" : ""),"
            + "\(status),\(ended)T10:00:00+07:00,\(flags)")
      }
      return lines.joined(separator: "\n") + "\n"
    }

    private func rows(_ store: TestStore) -> DossierRows {
      DossierRows(pool: store.pool, authority: store.authority, figures: store.figures)
    }

    private func queries() throws -> [IndicatorQuery] {
      let period = try Period("2026-Q2")
      var queries: [IndicatorQuery] = []
      for indicator in Indicator.all where indicator.fact == .dossiers {
        for filters in [
          [:], [Dimension.agency: "H32.16"], [.channel: "online"], [.procedure: "1.001002"],
        ] {
          queries.append(
            IndicatorQuery(indicator: indicator.id, filters: filters, period: period))
        }
        queries.append(IndicatorQuery(indicator: indicator.id))
        if indicator.hasTimeRules {
          queries.append(IndicatorQuery(indicator: indicator.id, rules: .national766))
        }
      }
      return queries
    }

    @Test func `there are as many dossiers of each kind as the figure counts`() async throws {
      try await withStore { store in
        let day = TestStore.day("2025-12-01")
        try await store.syncAgencies(on: day)
        try await store.syncCatalog(TestStore.factCatalog, on: day)
        try await store.importDossiers(Self.csv(seed: 1, count: 400))
        var kinds: Set<RowKind> = []
        for query in try queries() {
          let explanation = try await rows(store).explanation(
            of: ExplainRequest(query: query, day: TestStore.today, limit: 10_000))
          let tally = explanation.figure.tally
          func number(_ kind: RowKind) -> Int { explanation.rows.count { $0.kind == kind } }

          #expect(number(.counted) == tally.numerator, "\(query)")
          #expect(number(.counted) + number(.missing) == tally.denominator, "\(query)")
          #expect(number(.unknown) == tally.unknown, "\(query)")
          #expect(number(.held) == tally.held, "\(query)")
          #expect(explanation.total == explanation.rows.count, "\(query)")
          #expect(explanation.cursor == nil)
          kinds.formUnion(explanation.rows.map(\.kind))
        }
        #expect(kinds == [.counted, .missing, .unknown, .held])
      }
    }

    @Test(arguments: [1, 7, 50, 399])
    func `pages of dossiers put together are the whole`(limit: Int) async throws {
      try await withFacts { store in
        try await store.importDossiers(Self.csv(seed: 2, count: 150))
        let query = IndicatorQuery(indicator: "resolved_on_time")
        let whole = try await rows(store).explanation(
          of: ExplainRequest(query: query, day: TestStore.today, limit: 10_000))
        var pieces: [ExplainedRow] = []
        var cursor: String?
        repeat {
          let page = try await rows(store).explanation(
            of: ExplainRequest(
              query: query, day: TestStore.today, limit: limit, cursor: cursor))
          #expect(page.rows.count <= limit)
          pieces += page.rows
          cursor = page.cursor
        } while cursor != nil

        #expect(pieces == whole.rows)
        #expect(whole.rows.count > 10)
      }
    }

    @Test func `an earlier state is explained by the dossiers of then`() async throws {
      try await withFacts { store in
        try await store.importDossiers(Self.csv(seed: 3, count: 60))
        let query = IndicatorQuery(indicator: "resolved_on_time")
        let before = try await rows(store).explanation(
          of: ExplainRequest(query: query, day: TestStore.today))
        try await store.importDossiers(Self.csv(seed: 4, count: 60), source: "other")

        let again = try await rows(store).explanation(
          of: ExplainRequest(query: query, day: TestStore.today, known: before.figure.knownOn))

        #expect(again == before)
      }
    }

    @Test func `a dossier names its days, class, source and row`() async throws {
      try await withFacts { store in
        try await store.importDossiers(
          """
          dossier_code,procedure_code,agency_code,channel,received_at,due_at,finished_at,status
          H32.16-1,1.001001,H32.16,Trực tuyến,2026-03-02,2026-03-10,2026-03-12,10
          """)
        let explanation = try await rows(store).explanation(
          of: ExplainRequest(
            query: IndicatorQuery(indicator: "resolved_on_time"), day: TestStore.today,
            rows: .missing))
        let dossier = try #require(explanation.rows.first?.dossier)

        #expect(explanation.rows.count == 1)
        #expect(explanation.rows.first?.procedure?.text == "1.001001")
        #expect(explanation.rows.first?.agency?.text == "H32.16")
        #expect(dossier.code == "H32.16-1")
        #expect(dossier.receivedOn == TestStore.day("2026-03-02"))
        #expect(dossier.endedOn == TestStore.day("2026-03-12"))
        #expect(dossier.dueOn == TestStore.day("2026-03-10"))
        #expect(dossier.status == 10)
        #expect(dossier.timeClass == "late")
        #expect(dossier.place.source == "dossiers")
        #expect(dossier.place.row == 2)
      }
    }

    @Test func `level 4 without dossiers is listed as dead`() async throws {
      try await withFacts { store in
        try await store.importDossiers(
          """
          dossier_code,procedure_code,agency_code,channel,received_at,due_at,finished_at,status
          H32.16-1,1.001001,H32.16,Trực tuyến,2026-11-02,2026-11-10,2026-11-09,10
          """)
        let catalog = CatalogRows(
          pool: store.pool, authority: store.authority, figures: store.figures)

        for count in [CountUnit.procedures, .offerings] {
          let explanation = try await catalog.explanation(
            of: ExplainRequest(
              query: IndicatorQuery(indicator: "level4_alive", count: count),
              day: TestStore.today, rows: .missing))

          #expect(explanation.rows.map(\.procedure?.text) == ["1.001003"])
          #expect(explanation.rows.first?.values.map(\.attribute) == ["level", "used_online"])
          #expect(explanation.rows.first?.values.map(\.value) == ["full", "no"])
          #expect(explanation.figure.tally.numerator == 1)
        }
      }
    }

    @Test func `use that begins moves a figure as used`() async throws {
      try await withFacts { store in
        try await store.importDossiers(
          """
          dossier_code,procedure_code,agency_code,channel,received_at,due_at,finished_at,status
          H32.16-1,1.001001,H32.16,Trực tuyến,2026-12-02,2026-12-10,2026-12-09,10
          """
        ) { $0.startedAt = TestStore.day("2026-12-20").endInHoChiMinh }

        let change = try await store.figures.change(
          IndicatorQuery(indicator: "level4_alive", count: .offerings),
          from: TestStore.day("2026-11-25"), to: TestStore.day("2026-12-20"))

        let used = change.parts.first { $0.cause == .used }
        #expect(used?.counts == CountChange(numerator: 1))
        #expect(used?.rows.map(\.procedure.text) == ["1.001001"])
        #expect(change.residual.isZero)
        await #expect(throws: IndicatorError(.unknownIndicator, "", vi: "")) {
          try await store.figures.change(
            IndicatorQuery(indicator: "resolved_late"), from: TestStore.day("2026-11-25"),
            to: TestStore.day("2026-12-20"))
        }
      }
    }
  }
}
