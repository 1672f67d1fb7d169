import Indicators
import Procedures
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  /// Every indicator over events against a naive recount.
  @Suite struct EventFigureTests {
    private static let indicators = Indicator.all.filter {
      [.dossiers, .payments, .results].contains($0.fact)
    }
    private static let periods = [
      "2023", "2023-H1", "2023-H2", "2023-9M", "2023-Q1", "2023-Q3", "2023-02", "2023-06",
      "2023-07", "2023-12",
    ]
    private static let days = [
      "2024-02-10", "2023-12-31", "2023-12-20", "2023-08-03", "2023-06-10",
    ]

    /// A random question that has an answer.
    private static func query(
      _ indicator: Indicator, _ day: CalendarDay, treeDay: CalendarDay?,
      _ random: inout SeededGenerator
    ) throws -> IndicatorQuery {
      let calendar: ReportCalendar = Bool.random(using: &random) ? .civil : .report
      var period: Period?
      if Int.random(in: 0..<3, using: &random) > 0, let text = periods.randomElement(using: &random)
      {
        let asked = try Period(text, calendar: calendar)
        period = asked.first <= day ? asked : nil
      }
      let dimensions = indicator.fact.dimensions
      var query = IndicatorQuery(
        indicator: indicator.id,
        by: Int.random(in: 0..<6, using: &random) == 0
          ? nil : dimensions.randomElement(using: &random),
        period: period, calendar: calendar,
        rules: indicator.hasTimeRules && Bool.random(using: &random) ? .national766 : .canonical)
      let state = treeDay ?? min(period?.last ?? day, day)
      for dimension in dimensions where Int.random(in: 0..<4, using: &random) == 0 {
        let values: [String] =
          switch dimension {
          case .agency: EventOracle.Tree(on: state).groups
          case .tier: ["province", "district", "commune", "vertical"]
          case .field: ["Y tế", "Xây dựng", "Đất đai", "unknown"]
          case .procedure: EventBench.procedures
          case .channel: ["direct", "online", "post", "unknown"]
          default: []
          }
        query.filters[dimension] = values.randomElement(using: &random)
      }
      return query
    }

    private static func keys(
      _ by: Dimension, _ query: IndicatorQuery, _ oracle: EventOracle, _ day: CalendarDay
    ) -> [String] {
      let (first, last, state) = oracle.window(query, on: day)
      let values: [String] =
        switch by {
        case .agency:
          EventOracle.Tree(on: oracle.treeDay ?? state).groups.filter { key in
            guard let asked = query.filters[.agency] else { return true }
            return EventOracle.Tree(on: oracle.treeDay ?? state).above(key).contains(asked)
          }
        case .tier: ["province", "district", "commune", "vertical"]
        case .field: ["Y tế", "Xây dựng", "Đất đai", "Hộ tịch", "unknown"]
        case .procedure: EventBench.procedures
        case .channel: ["direct", "online", "post", "unknown"]
        case .month, .quarter, .year:
          (2022...2025).flatMap { year -> [String] in
            switch by {
            case .month: (1...12).map { "\(year)-\($0 < 10 ? "0" : "")\($0)" }
            case .quarter: (1...4).map { "\(year)-Q\($0)" }
            default: ["\(year)"]
            }
          }.filter { text in
            let days = EventOracle.days(text, query.calendar)
            return days.0 <= last && days.1 >= first
          }
        case .level: []
        }
      // Groups by agency lie below the agency that is asked for.
      return values.filter {
        by == .agency || query.filters[by] == nil || query.filters[by] == $0
      }
    }

    private func check(
      _ store: TestStore, _ bench: EventBench, _ query: IndicatorQuery, on day: CalendarDay,
      run: Int, treeDay: CalendarDay?, _ comment: Comment
    ) async throws {
      let oracle = EventOracle(bench: bench, run: run, treeDay: treeDay)
      let known = run == 2 ? nil : bench.known[run]
      let result = try #require(
        try await store.figures.answer([query], on: day, known: known, treeDay: treeDay).first)
      #expect(
        EventOracle.Answer(result.figure) == oracle.answer(query, on: day),
        "\(comment): \(query), \(day), run \(run)")
      guard let by = query.by else { return }
      var expected: [String: EventOracle.Answer] = [:]
      for key in Self.keys(by, query, oracle, day) {
        var group = query
        group.filters[by] = key
        let answer = oracle.answer(group, on: day)
        // A split lists what is in its scope; the vertical bodies only where they are asked for.
        let isHidden =
          (by == .tier && key == "vertical" && query.filters[.tier] != "vertical"
            && query.filters[.agency] != "G11.1")
          || (by == .agency && key == "G11.1" && query.filters[.agency] != key
            && query.filters[.tier] != "vertical")
        if (answer.inScope > 0 || by.isTime) && !isHidden { expected[key] = answer }
      }
      let groups = Dictionary(
        result.groups.map { ($0.key, EventOracle.Answer($0.figure)) },
        uniquingKeysWith: { first, _ in first })
      #expect(groups == expected, "\(comment): groups of \(query), \(day), run \(run)")
      // A group is the figure that its filter gives.
      guard let group = result.groups.last else { return }
      var single = query
      single.by = nil
      single.filters[by] = group.key
      let figure = try #require(
        try await store.figures.answer([single], on: day, known: known, treeDay: treeDay).first
      ).figure
      #expect(figure.tally == group.figure.tally, "\(comment): filter of \(query)")
      #expect(figure.scope == group.figure.scope, "\(comment): scope of \(query)")
      #expect(figure.validOn == group.figure.validOn, "\(comment): date of \(query)")
    }

    @Test(arguments: UInt64(1)...8)
    func `every figure over events is that of a naive recount`(seed: UInt64) async throws {
      try await withStore { store in
        var bench = EventBench(seed: seed, dossiers: 1300)
        try await bench.write(to: store)
        var random = SeededGenerator(seed: seed &* 977)
        for indicator in Self.indicators {
          for _ in 0..<12 {
            let day = TestStore.day(Self.days.randomElement(using: &random) ?? "2023-12-31")
            let treeDay = [nil, nil, "2023-03-01", "2024-01-01"].randomElement(using: &random)
              .flatMap { $0.map(TestStore.day) }
            let query = try Self.query(indicator, day, treeDay: treeDay, &random)
            let run = Int.random(in: 0...3, using: &random)
            try await check(
              store, bench, query, on: day, run: min(run, 2), treeDay: treeDay,
              "seed \(seed), tree \(treeDay?.description ?? "then")")
          }
        }
      }
    }

    @Test(arguments: UInt64(21)...26)
    func `every figure of used offerings is that of a naive recount`(seed: UInt64) async throws {
      try await withStore { store in
        var bench = EventBench(seed: seed, dossiers: 60)
        try await bench.write(to: store)
        var random = SeededGenerator(seed: seed)
        for indicator in Indicator.catalog where indicator.usage != nil {
          for _ in 0..<10 {
            let day = TestStore.day(Self.days.randomElement(using: &random) ?? "2023-12-31")
            let run = Int.random(in: 0...2, using: &random)
            let known = run == 2 ? nil : bench.known[run]
            let unit = CountUnit.choices.randomElement(using: &random) ?? .procedures
            var query = IndicatorQuery(
              indicator: indicator.id, count: unit,
              period: Bool.random(using: &random) ? try Period("2023-H1") : nil)
            if Bool.random(using: &random) {
              query.filters[.agency] = ["H32.16", "H32.201"].randomElement(using: &random)
            }
            if Int.random(in: 0..<3, using: &random) == 0 { query.filters[.field] = "Y tế" }
            let on = min(query.period?.last ?? day, day)
            let events = EventOracle(bench: bench, run: run)
            let window = events.window(query, on: on)
            let isRecent = indicator.usage == .last90Days
            let oracle = UseOracle(
              events: events, catalog: try await store.figures.catalog(on: on, known: known),
              first: isRecent ? on.advanced(by: -89) : window.first,
              last: isRecent ? on : window.last)

            let result = try #require(
              try await store.figures.answer([query], on: on, known: known).first)

            #expect(
              EventOracle.Answer(result.figure) == oracle.answer(query, unit: unit),
              "seed \(seed): \(query), \(on), run \(run)")
          }
        }
      }
    }

    @Test func `a figure of a past date does not look at dossiers that came later`() async throws {
      try await withStore { store in
        var bench = EventBench(seed: 7, dossiers: 200)
        try await bench.write(to: store)
        let query = IndicatorQuery(indicator: "dossiers_online", period: try Period("2023"))

        let cut = try await store.figures.answer(
          [query], on: TestStore.day("2023-06-10"), known: nil)
        let whole = try await store.figures.answer(
          [query], on: TestStore.day("2023-12-31"), known: nil)

        let early = try #require(cut.first).figure
        let late = try #require(whole.first).figure
        #expect(early.validOn == TestStore.day("2023-06-10"))
        #expect(early.tally.inScope < late.tally.inScope)
      }
    }

    @Test func `a comparison with the year before ends on the same day of the year`() async throws {
      try await withStore { store in
        var bench = EventBench(seed: 9, dossiers: 200)
        try await bench.write(to: store)
        let query = IndicatorQuery(indicator: "resolved_on_time")
        let (day, other) = (TestStore.day("2023-03-10"), TestStore.day("2022-05-05"))

        let both = try await store.figures.answer([query], on: day, known: nil, compare: other)
        var inYear = query
        inYear.period = try Period("2022")
        let alone = try await store.figures.answer(
          [inYear], on: TestStore.day("2022-03-10"), known: nil)

        #expect(both.first?.comparison?.figure == alone.first?.figure)
        #expect(both.first?.comparison?.figure.period == "2022")
      }
    }

    @Test func `a figure that was asked for is kept for when the database is gone`() async throws {
      try await withStore { store in
        var bench = EventBench(seed: 11, dossiers: 100)
        try await bench.write(to: store)
        let query = IndicatorQuery(indicator: "dossiers_online", by: .channel)
        let day = TestStore.day("2023-12-31")
        #expect(try store.figures.lastGood(query, on: day) == nil)

        let answers = try await store.figures.answer([query], on: day, known: nil)
        let kept = try store.figures.lastGood(query, on: day)
        let again = try await store.figures.answer([query], on: day, known: nil)

        #expect(kept?.result == answers.first?.flagged("stale"))
        #expect(again == answers)
      }
    }
  }
}
