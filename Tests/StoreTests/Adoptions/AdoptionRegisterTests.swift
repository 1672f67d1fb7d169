import Indicators
import Intake
import Postgres
import Procedures
import Testing

@testable import Store

extension LiveTests {
  @Suite struct AdoptionRegisterTests {
    private static let plan = """
      format: motcua-plan/1
      id: khanh-hoa-2024
      title: {vi: Kế hoạch 2024, en: Plan of 2024}
      decision: QĐ thử
      authority: H32
      valid: {from: 2024-01-01, to: 2024-12-31}
      goals:
        - id: a
          clause: I.1
          meaning: {vi: Trực tuyến, en: Online}
          indicator: online_of_eligible
          comparator: ">="
          target: 95.5
          deadline: Quý IV/2024
      tasks:
        - {ref: I.1, title: Việc, deadline: Quý I/2024}
      """
    private static let holidays = """
      format: motcua-holidays/1
      years:
        - year: 2024
          complete: yes
          source: thử
          off: [{day: 2024-01-01, name: Tết}, {day: 2024-04-29, name: Nghỉ hoán đổi}]
          working: [{day: 2024-05-04, name: Làm bù}]
      """

    private func file(_ text: String) -> SourceFile {
      SourceFile(name: "next.yaml", contents: Array(text.utf8))
    }

    @Test
    func `an imported plan stands beside those of the program, the same again is nothing new`()
      async throws
    {
      try await withAgencies { store in
        let before = try await store.version()

        let first = try await store.adoptions.importPlan(file(Self.plan), TestStore.person)
        let again = try await store.adoptions.importPlan(file(Self.plan), TestStore.person)

        let plans = try await store.adoptions.plans()
        #expect(first.rowsWritten == 1)
        #expect(first.dataVersion == before + 1)
        #expect(again.run == nil)
        #expect(plans.filter { $0.run != nil }.map(\.value.id) == ["khanh-hoa-2024"])
        #expect(plans.count == 8)
        let goal = try #require(plans.first { $0.run != nil }?.value.goals.first)
        #expect(goal.rule == .atLeast(try #require(PercentTarget("95.5"))))
      }
    }

    @Test
    func `an imported plan replaces the one of the same id, and what held before is remembered`()
      async throws
    {
      try await withAgencies { store in
        let text = Self.plan.replacing("khanh-hoa-2024", with: "khanh-hoa-2023")
        _ = try await store.adoptions.importPlan(file(text), TestStore.person)
        let between = try await store.figures.version().recordedAt
        let changed = text.replacing("95.5", with: "99")
        _ = try await store.adoptions.importPlan(file(changed), TestStore.person)

        let now = try await store.adoptions.plans().first { $0.value.id == "khanh-hoa-2023" }
        let then = try await store.adoptions.plans(known: between).first {
          $0.value.id == "khanh-hoa-2023"
        }

        #expect(now?.value.goals.first?.rule.target?.description == "99")
        #expect(then?.value.goals.first?.rule.target?.description == "95.5")
      }
    }

    @Test func `a plan of another authority is refused and leaves nothing`() async throws {
      try await withAgencies { store in
        let runs = try await store.runs().count

        let error = await #expect(throws: StoreError.self) {
          try await store.adoptions.importPlan(
            file(Self.plan.replacing("H32", with: "H48")), TestStore.person)
        }

        #expect(error?.kind == .badDocument)
        #expect(try await store.runs().count == runs)
      }
    }

    @Test func `a year of holidays replaces what was known of that year`() async throws {
      try await withAgencies { store in
        let first = try await store.adoptions.importHolidays(file(Self.holidays), TestStore.person)
        let less = Self.holidays.replacing(", {day: 2024-04-29, name: Nghỉ hoán đổi}", with: "")
        let second = try await store.adoptions.importHolidays(file(less), TestStore.person)
        let again = try await store.adoptions.importHolidays(file(less), TestStore.person)

        let rows = try await store.texts(
          """
          SELECT concat_ws(' ', day, kind, name) FROM holiday
          WHERE known_to = 'infinity' ORDER BY day
          """)
        #expect(rows == ["2024-01-01 off Tết", "2024-05-04 working Làm bù"])
        #expect([first.rowsWritten, second.rowsWritten, again.rowsWritten] == [4, 6, 0])
        let years = try await store.adoptions.holidays()
        #expect(years.map(\.value.year) == [2023, 2024])
        #expect(years.map { $0.run == nil } == [true, false])
      }
    }

    @Test func `working days go by the imported year, else by the program's own list`() async throws
    {
      try await withAgencies { store in
        func calendar() async throws -> HolidayCalendar {
          try await store.pool.withConnection { connection in
            try await HolidayRegister.calendar(authority: store.authority.id, on: connection)
          }
        }
        let days = ["2023-01-23", "2024-01-01", "2024-04-29", "2024-04-30", "2024-05-04"].map(
          TestStore.day)

        let before = try await calendar()
        _ = try await store.adoptions.importHolidays(file(Self.holidays), TestStore.person)
        let after = try await calendar()

        #expect(days.map { before.isWorkingDay($0) } == [false, false, true, false, false])
        #expect(days.map { after.isWorkingDay($0) } == [false, false, false, true, true])
      }
    }

    @Test func `what was adopted and reported can be done again and is covered by the chain`()
      async throws
    {
      try await withAgencies { store in
        _ = try await store.adoptions.importPlan(file(Self.plan), TestStore.person)
        _ = try await store.adoptions.importHolidays(file(Self.holidays), TestStore.person)
        let plan = try #require(
          try await store.adoptions.plans().first { $0.value.id == "khanh-hoa-2024" }?.value)
        var change = TaskRegister.Change()
        change.progress = 40
        _ = try await store.tasks.set("I.1", of: plan, change, TestStore.person)
        change = TaskRegister.Change()
        change.state = .done
        change.evidence = "QĐ 1/QĐ-UBND"
        let last = try await store.tasks.set("I.1", of: plan, change, TestStore.person)
        _ = try await store.adoptions.importPlan(
          file(Self.plan.replacing("95.5", with: "96")), TestStore.person)

        let replay = try await store.replay(upTo: last.run)
        let runs = try await store.runs()
        let whole = try await store.replay(upTo: runs.first?.id)

        #expect(replay.isEqual)
        #expect(whole.isEqual)
        #expect(whole.firstDifference == nil)
        #expect(try await store.verify().findings == [])
        _ = try await store.tamper(
          "UPDATE task_state SET evidence = 'x' WHERE known_to = 'infinity'")
        #expect(try await store.verify().findings != [])
      }
    }

    @Test(
      arguments: [
        "UPDATE adopted_document SET content = '{}' WHERE known_to = 'infinity'",
        "UPDATE holiday SET kind = 'working' WHERE day = '2024-01-01'",
        "DELETE FROM holiday WHERE day = '2024-05-04'",
        "UPDATE holiday SET known_to = now() WHERE day = '2024-01-01'",
      ] as [Statement])
    func `a change by hand is found`(_ change: Statement) async throws {
      try await withAgencies { store in
        _ = try await store.adoptions.importPlan(file(Self.plan), TestStore.person)
        _ = try await store.adoptions.importHolidays(file(Self.holidays), TestStore.person)
        #expect(try await store.verify().findings == [])

        _ = try await store.tamper(change)

        #expect(try await store.verify().findings != [])
      }
    }
  }

  @Suite struct TaskRegisterTests {
    private func plan(_ store: TestStore) async throws -> Plan {
      try #require(
        try await store.adoptions.plans().first { $0.value.id == "khanh-hoa-2023" }?.value)
    }

    private func change(_ body: (inout TaskRegister.Change) -> Void) -> TaskRegister.Change {
      var change = TaskRegister.Change()
      body(&change)
      return change
    }

    @Test func `a report changes what it names and keeps the rest`() async throws {
      try await withStore { store in
        let plan = try await plan(store)
        _ = try await store.tasks.set(
          "VI.3", of: plan, change { $0.progress = 60 }, TestStore.person)
        let outcome = try await store.tasks.set(
          "VI.3", of: plan,
          change {
            $0.doneOn = TestStore.day("2023-11-01")
            $0.evidence = "Biên bản 12"
          }, TestStore.person)

        let report = try await store.tasks.reports(plan: plan.id)["VI.3"]

        #expect(
          outcome.sentence
            == "Nhiệm vụ VI.3 của kế hoạch khanh-hoa-2023: Hoàn thành ngày 2023-11-01")
        #expect(
          report?.report
            == TaskReport(
              state: .done, doneOn: TestStore.day("2023-11-01"), progress: 60,
              evidence: "Biên bản 12"))
      }
    }

    @Test func `the same report again writes nothing`() async throws {
      try await withStore { store in
        let plan = try await plan(store)
        let report = change { $0.progress = 60 }
        _ = try await store.tasks.set("VI.3", of: plan, report, TestStore.person)

        let again = try await store.tasks.set("VI.3", of: plan, report, TestStore.person)

        #expect(again.run == nil)
      }
    }

    @Test func `the operations centre is done when both of its conditions are`() async throws {
      try await withStore { store in
        let plan = try await plan(store)
        let first = change { $0.deliverables = ["hardware": 100, "software": 29] }
        _ = try await store.tasks.set("VI.2", of: plan, first, TestStore.person)
        let refused = await #expect(throws: StoreError.self) {
          try await store.tasks.set("VI.2", of: plan, change { $0.state = .done }, TestStore.person)
        }
        let open = try await store.tasks.reports(plan: plan.id)["VI.2"]?.report.state
        _ = try await store.tasks.set(
          "VI.2", of: plan, change { $0.deliverables = ["software": 30] }, TestStore.person)

        let done = try await store.tasks.reports(plan: plan.id)["VI.2"]?.report

        #expect(refused?.description.contains("software is at 29% of 30%") == true)
        #expect(open == .inProgress)
        #expect(done?.state == .done)
        #expect(done?.doneOn == TestStore.started.dayInHoChiMinh)
      }
    }

    @Test(arguments: [
      ("VI.3", "due", "is no date that is still to come"), ("VI.3", "future", "lies in the future"),
      ("VI.3", "progress", "from 0 to 100"), ("VI.3", "part", "it has no part x"),
      ("VI.99", "progress", "the plan has no such task"),
    ])
    func `a report that cannot be is refused`(
      _ task: String, _ fault: String, _ sentence: String
    ) async throws {
      let change = change { change in
        switch fault {
        case "due": change.dueOn = TestStore.day("2024-01-01")
        case "future": change.doneOn = TestStore.day("2099-01-01")
        case "part": change.deliverables = ["x": 1]
        default: change.progress = 101
        }
      }
      try await withStore { store in
        let plan = try await plan(store)

        let error = await #expect(throws: StoreError.self) {
          try await store.tasks.set(task, of: plan, change, TestStore.person)
        }

        #expect(error?.kind == .badRequest)
        #expect(error?.description.contains(sentence) == true)
      }
    }
  }
}

extension TestStore {
  var adoptions: AdoptionRegister { AdoptionRegister(pool: pool, authority: authority) }
  var tasks: TaskRegister { TaskRegister(pool: pool, authority: authority) }
}
