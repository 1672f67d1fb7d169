import Indicators
import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  @Suite struct GoalStoreTests {
    /// Eligible: 4 known, of which 2 online; one whose level is unknown.
    private static let catalog = """
      code,agency_code,level,eligible,fee,payment_eligible,payment_enabled,means,name
      1.000001,H32.16,4,có,không,,,web;mobile,A
      1.000002,H32.16,3,có,có,có,có,web;mobile,B
      1.000003,H32.16,2,có,không,,,,C
      1.000004,H32.17,1,có,không,,,,D
      1.000005,H32.17,4,không,không,,,web;mobile,E
      """

    private func question(
      _ store: TestStore, on day: CalendarDay = TestStore.today, plan id: String = "khanh-hoa-2023"
    ) async throws -> GoalQuestion {
      GoalQuestion(plan: try await store.goals.plan(id, on: day), day: day)
    }

    private func report(
      _ store: TestStore, _ goal: String, on day: CalendarDay = TestStore.today
    ) async throws -> GoalReport {
      let reports = try await store.goals.reports(try await question(store, on: day))
      return try #require(reports.first { $0.goal.id == goal })
    }

    @Test func `a goal that is short names the rows that reach it and equals its figure`()
      async throws
    {
      try await withAgencies { store in
        try await store.syncCatalog(Self.catalog)

        let found = try await report(store, "I.2.c-1")

        let figure = try await store.figure("online_of_eligible", count: .procedures)
        #expect(found.figure?.tally == figure.tally)
        #expect(found.figure?.dataVersion == figure.dataVersion)
        #expect(found.verdict.state == .missed)
        #expect(found.verdict.shortBy == 2)
        #expect(
          found.shortestList.map { "\($0.procedure) \($0.changes)" }
            == ["1.000003 2", "1.000004 2"])
        #expect(found.shortestList.map(\.name) == ["C", "D"])
      }
    }

    @Test func `an agency that blanks its levels does not make a goal met`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.catalog)
        let blanked = Self.catalog.replacing("H32.16,2,", with: "H32.16,,")
          .replacing("H32.17,1,", with: "H32.17,,")
        try await store.syncCatalog(
          blanked, store.request("catalog", allowChanges: 99))

        let found = try await report(store, "I.2.c-1")

        #expect(found.figure?.tally.numerator == found.figure?.tally.denominator)
        #expect(found.verdict.state == .undetermined)
        #expect(found.verdict.shortBy == 0)
        #expect(found.isFailing)
      }
    }

    @Test func `a goal without facts names the import that feeds it`() async throws {
      try await withAgencies { store in
        let reports = try await store.goals.reports(try await question(store))

        let states = Set(
          reports.filter { $0.tasks.isEmpty && $0.goal.id != "annex" }
            .map(\.verdict.state))
        let feeds = Dictionary(reports.map { ($0.goal.id, $0.goal.feeds) }) { one, _ in one }
        #expect(states == [.noData])
        #expect(feeds["I.2.a"] == ["motcua import dossiers"])
        #expect(feeds["I.2.b"] == ["motcua import results"])
        #expect(feeds["I.2.c-1"] == ["motcua sync catalog"])
        #expect(feeds["I.2.d-2"] == ["motcua import payments"])
        #expect(feeds["I.12-a"] == ["motcua import observations"])
        #expect(feeds["I.9"] == ["motcua tasks set"])
      }
    }

    @Test func `observations judge what no indicator measures, and 84 is not above 84`()
      async throws
    {
      try await withAgencies { store in
        try await store.observe(
          """
          indicator,scope,period,numerator,denominator,value,source
          pci_good_group,H32,2023,1,1,,VCCI
          pci_good_group,H48,2023,0,1,,VCCI
          satisfaction_agencies,H32,2023,840,1000,,SIPAS
          satisfaction_service_units,H32,2023,841,1000,,SIPAS
          agency_plans_sent,H32,2023,19,20,,SNV
          staff_meeting_standard,H32,2023,,,84.25,SNV
          """)

        let reports = try await store.goals.reports(
          try await question(store, on: TestStore.day("2023-12-31")))

        let found = Dictionary(reports.map { ($0.goal.id, $0.verdict) }) { one, _ in one }
        #expect(found["I.1"]?.state == .met)
        #expect(found["I.12-a"]?.state == .missed)
        #expect(found["I.12-a"]?.shortBy == 1)
        #expect(found["I.12-b"]?.state == .met)
        #expect(found["IV.2"]?.state == .missed)
        #expect(found["IV.2"]?.shortBy == 1)
        #expect(found["annex.IV.3"]?.state == .missed)
        #expect(found["annex.IV.3"]?.shortBy == nil)
        #expect(found["annex.IV.3"]?.reason == .percentageOnly)
      }
    }

    @Test func `milestones go by what was reported and by the day`() async throws {
      try await withAgencies { store in
        let plan = try await store.goals.plan("khanh-hoa-2023", on: TestStore.today)
        var change = TaskRegister.Change()
        change.doneOn = TestStore.day("2023-12-20")
        _ = try await store.tasks.set("I.9", of: plan, change, TestStore.person)
        change.doneOn = TestStore.day("2024-02-01")
        _ = try await store.tasks.set("VI.6", of: plan, change, TestStore.person)

        #expect(try await report(store, "I.9").verdict.state == .met)
        #expect(try await report(store, "I.8").verdict.state == .missed)
        #expect(try await report(store, "I.8").verdict.reason == .doneLate(["VI.6"]))
        let summer = TestStore.day("2023-06-30")
        #expect(try await report(store, "I.9", on: summer).verdict.state == .notDue)
        #expect(try await report(store, "VI.9").verdict.state == .noData)
      }
    }

    @Test func `the figure of the annex is that of stats`() async throws {
      try await withAgencies { store in
        let plan = try await store.goals.plan(nil, on: TestStore.today)
        var change = TaskRegister.Change()
        change.doneOn = TestStore.day("2023-03-01")
        _ = try await store.tasks.set("VII.4", of: plan, change, TestStore.person)
        let figures = FigureStore(
          pool: store.pool, authority: store.authority, tasks: PlanTaskCounts())

        let stats = try await figures.answer(
          [IndicatorQuery(indicator: "milestones_done")], on: TestStore.today, known: nil)
        let goal = try await report(store, "annex")

        #expect(stats.first?.figure.tally == goal.figure?.tally)
        #expect(
          goal.figure?.tally
            == Tally(
              numerator: 1, denominator: 22, unknown: 7, held: 0, excluded: 0, inScope: 31))
      }
    }

    @Test func `a trend compares with the end of the quarter before`() async throws {
      try await withStore { store in
        try await store.syncAgencies(on: TestStore.day("2026-01-01"))
        try await store.syncCatalog(Self.catalog, on: TestStore.day("2026-09-01"))
        try await store.syncCatalog(
          Self.catalog.replacing("H32.16,2,", with: "H32.16,4,"), on: TestStore.today)

        let trend = try await report(store, "I.2.c-1").verdict.trend

        #expect(trend?.since == TestStore.day("2026-09-30"))
        #expect(trend?.direction == .up)
        #expect(trend?.before.numerator == 2)
        #expect(trend?.now.numerator == 3)
      }
    }

    @Test func `goals can be asked of one agency`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.catalog)
        var question = try await question(store)
        question.filters = [.agency: "H32.17"]

        let reports = try await store.goals.reports(question)

        let goal = try #require(reports.first { $0.goal.id == "I.2.c-1" })
        #expect(goal.figure?.scope.agency == "H32.17")
        #expect(goal.verdict.shortBy == 1)
        #expect(
          reports.filter { if case .refused = $0.verdict.reason { true } else { false } }.isEmpty
            == false)
        question.filters = [.agency: "H32.999"]
        let wrong = question
        await #expect(throws: IndicatorError.self) { try await store.goals.reports(wrong) }
        question.filters = [.tier: "province"]
        let field = try await store.goals.reports(question)
        let asked = field.first { $0.goal.id == "I.12-a" }?.verdict
        #expect(asked?.reason == .notSplit(["tier"]))
        // Together no goal has them, so that none evaluates them.
        question.filters = [.tier: "%", .channel: "online", .level: "2"]
        let none = question
        let refusal = await #expect(throws: IndicatorError.self) {
          try await store.goals.reports(none)
        }
        #expect(refusal?.kind == .unknownValue)
      }
    }

    @Test func `a plan that is not there is refused with those that are`() async throws {
      try await withAgencies { store in
        let error = await #expect(throws: StoreError.self) {
          try await store.goals.plan("khanh-hoa-2099", on: TestStore.today)
        }

        #expect(error?.kind == .badRequest)
        #expect(error?.description.contains("khanh-hoa-2023, chuyen-doi-so-2023") == true)
        #expect(
          error?.vietnamese?.hasPrefix(
            "không có kế hoạch khanh-hoa-2099; có các kế hoạch khanh-hoa-2023, "
              + "chuyen-doi-so-2023") == true)
      }
    }

    @Test func `a basket is refused where nobody can answer it`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(Self.catalog)
        var question = try await question(store)
        question.basket = TestStore.day("2026-11-01")
        let asked = question

        await #expect(throws: StoreError(.badRequest, "")) {
          try await store.goals.reports(asked)
        }
      }
    }
  }

  @Suite struct ScoreStoreTests {
    private static let observations = """
      indicator,scope,period,numerator,denominator,value,source
      PUBLISH_ON_TIME,Khánh Hòa,2023,90,100,,NPSP
      PUBLIC_UPDATE_ON_TIME,Khánh Hòa,2023,0,0,,NPSP
      PUBLIC_CONTENT_FULL,Khánh Hòa,2023,10,10,,NPSP
      DOSSIER_SYNC,Khánh Hòa,2023,5,10,,NPSP
      resolved_on_time,Khánh Hòa,2023,95,100,,NPSP
      ORIGINAL_RESULT_AVAILABLE,Khánh Hòa,2023,1,2,,NPSP
      online_of_all,Khánh Hòa,2023,95,100,,NPSP
      dossiers_online,Khánh Hòa,2023,25,100,,NPSP
      dossiers_paid_online,Khánh Hòa,2023,,,50,NPSP
      PETITION_PROCESSING_ON_TIME,Khánh Hòa,2023,0,0,,NPSP
      qd-766,Khánh Hòa,2023,,,47.4,NPSP
      transparency,Khánh Hòa,2023,,,10.4,NPSP
      PUBLISH_ON_TIME,Lâm Đồng,2023,1,1,,NPSP
      """

    private func question(_ store: TestStore, _ period: String = "2023") async throws
      -> ScoreQuestion
    {
      ScoreQuestion(
        index: try await store.scores.index("qd-766"), day: TestStore.today,
        period: try Period(period))
    }

    @Test func `observations are scored by their codes, aliases and percentages`() async throws {
      try await withAgencies { store in
        try await store.observe(Self.observations)
        var question = try await question(store)
        question.origin = .observations
        question.scope = "khánh  hòa"

        let score = try await store.scores.score(question)

        #expect(
          score.groups.map { "\($0.group.id) \($0.points?.description ?? "–")" } == [
            "transparency 10.40", "progress 19.00", "digitization 3.00", "online_services 5.00",
            "online_payment 3.00", "satisfaction 6.00",
          ])
        #expect(score.total?.description == "46.40")
        #expect(score.class?.id == "weak")
        #expect(score.isIncomplete)
      }
    }

    @Test func `scopes of observations are ranked and those without a total come last`()
      async throws
    {
      try await withAgencies { store in
        try await store.observe(Self.observations)
        var question = try await question(store)
        question.origin = .observations

        let ranking = try await store.scores.ranking(question)

        #expect(ranking.places.map(\.entry.label) == ["Khánh Hòa", "Lâm Đồng"])
        #expect(ranking.places.map(\.rank) == [1, nil])
      }
    }

    @Test func `a scope or a period that nobody observed is refused with those that are`()
      async throws
    {
      try await withAgencies { store in
        try await store.observe(Self.observations)
        var question = try await question(store)
        question.origin = .observations
        question.scope = "Huế"
        let asked = question

        let error = await #expect(throws: StoreError.self) {
          try await store.scores.score(asked)
        }

        #expect(error?.description.contains("there are Khánh Hòa, Lâm Đồng") == true)
      }
    }

    @Test func `our facts are scored and ranked by agency`() async throws {
      try await withAgencies { store in
        try await store.syncCatalog(
          "code,agency_code,level\n1.000001,H32.16,4\n1.000002,H32.16,2\n1.000003,H32.17,4\n")
        let question = try await question(store, "2026")

        let score = try await store.scores.score(question)
        let ranking = try await store.scores.ranking(question)

        let services = try #require(score.groups.first { $0.group.id == "online_services" })
        let first = try #require(services.items.first)
        #expect(first.fact?.numerator == 2)
        #expect(first.fact?.denominator == 3)
        #expect(first.points?.description == "1.67")
        #expect(score.groups.first?.points == nil)
        #expect(score.total == nil)
        let own = ranking.places.first { $0.entry.key == "H32.17" }?.entry.score
        let ownFirst = own?.groups.first { $0.group.id == "online_services" }?.items.first
        #expect(ownFirst?.points?.description == "2.00")
      }
    }

    @Test func `a published score stands beside ours with the causes of the difference`()
      async throws
    {
      try await withAgencies { store in
        try await store.syncCatalog("code,agency_code,level\n1.000001,H32.16,4\n")
        try await store.observe(
          """
          indicator,scope,period,numerator,denominator,value,source
          online_of_all,H32,2026,1,2,,NPSP
          DOSSIER_SYNC,H32,2025,5,10,,NPSP
          qd-766,H32,2026,,,47.4,NPSP
          """)

        let both = try await store.scores.reconcile(try await question(store, "2026"))

        let line = try #require(both.lines.first { $0.item.id == "3.1" })
        #expect(line.causes == [.denominator])
        #expect(line.points?.description == "2.00")
        #expect(line.publishedPoints?.description == "1.25")
        #expect(both.sums.last?.published == "47.4")
        #expect(both.lines.first { $0.item.id == "1.4" }?.published == nil)
      }
    }
  }
}

extension TestStore {
  var goals: GoalStore { GoalStore(pool: pool, authority: authority, figures: figures) }
  var scores: ScoreStore { ScoreStore(pool: pool, authority: authority, figures: figures) }

  func observe(_ csv: String) async throws {
    _ = try await ObservationImport(
      pool: pool, authority: authority, temporaryDirectory: "/tmp"
    ).run(
      SourceFile(name: "observations.csv", contents: Array(csv.utf8)), request("observations"))
  }
}
