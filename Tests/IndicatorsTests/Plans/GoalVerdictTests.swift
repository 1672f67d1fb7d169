import Procedures
import Testing

@testable import Indicators

@Suite struct GoalVerdictTests {
  private static func day(_ text: String) -> CalendarDay {
    CalendarDay(iso: text) ?? CalendarDay(daysSince2000: 0)
  }

  private static func task(_ deadline: String, _ reference: String = "VI.1") -> PlanTask {
    PlanTask(reference: reference, title: "x", deadline: Deadline(deadline))
  }

  private static func done(_ day: String) -> TaskReport {
    TaskReport(state: .done, doneOn: Self.day(day))
  }

  private static let milestone = Goal(
    id: "I.9", clause: "I.9", meaningVi: "x", meaningEn: "x", measure: .tasks(["VI.1"]),
    rule: .milestone)

  @Test(
    arguments: [
      ("Trong năm 2023", nil, "2023-12-31", .open, .notDue),
      ("Trong năm 2023", nil, "2024-01-01", .overdue, .missed),
      ("Trong năm 2023", done("2023-12-31"), "2024-01-01", .doneOnTime, .met),
      ("Trong năm 2023", done("2024-01-01"), "2024-01-01", .doneLate, .missed),
      ("Trong năm 2023", done("2023-06-01"), "2023-05-31", .open, .notDue),
      ("Theo tiến độ được phê duyệt", nil, "2030-01-01", .noDate, .noData),
      ("Theo tiến độ được phê duyệt", done("2023-06-01"), "2023-06-01", .doneUndated, .met),
      (
        "Sau khi có Đề án", TaskReport(state: .inProgress, dueOn: day("2023-06-30")), "2023-07-01",
        .overdue, .missed
      ),
      ("Từ Quý I/2023", nil, "2030-01-01", .noDate, .noData),
      ("Theo quy định", nil, "2030-01-01", .noDate, .noData),
      ("Trong năm 2023", TaskReport(state: .cancelled), "2023-05-01", .cancelled, .missed),
    ] as [(String, TaskReport?, String, TaskStanding.Standing, GoalState)])
  func `a task stands by its report and its deadline`(
    _ deadline: String, _ report: TaskReport?, _ on: String, _ standing: TaskStanding.Standing,
    _ state: GoalState
  ) {
    let stands = TaskStanding(Self.task(deadline), report, on: Self.day(on))

    let verdict = Self.milestone.verdict(on: Self.day(on), tasks: [stands])

    #expect(stands.standing == standing)
    #expect(verdict.state == state)
    #expect(verdict.shortBy == (stands.isDone ? 0 : 1))
  }

  @Test func `a reported date does not move a deadline that names one`() {
    let report = TaskReport(state: .inProgress, dueOn: Self.day("2025-12-31"))

    let stands = TaskStanding(Self.task("30/06/2023"), report, on: Self.day("2023-07-01"))

    #expect(stands.standing == .overdue)
  }

  @Test func `tasks that wait for a date are unknown, given up ones excluded`() {
    let on = Self.day("2023-06-30")
    let standings = [
      TaskStanding(Self.task("30/06/2023"), nil, on: on),
      TaskStanding(Self.task("Tháng 7/2023"), nil, on: on),
      TaskStanding(Self.task("Tháng 7/2023"), Self.done("2023-06-01"), on: on),
      TaskStanding(Self.task("Sau khi có Đề án"), nil, on: on),
      TaskStanding(Self.task("Theo quy định"), nil, on: on),
      TaskStanding(Self.task("Quý I/2023"), TaskReport(state: .cancelled), on: on),
      TaskStanding(Self.task("Quý I/2023"), Self.done("2023-05-01"), on: on),
    ]

    let tally = TaskCounts.tally(standings, on: on)

    #expect(
      tally
        == Tally(numerator: 2, denominator: 3, unknown: 1, held: 0, excluded: 1, inScope: 7))
  }

  private static func figure(
    _ numerator: Int, _ denominator: Int, unknown: Int = 0, on: String = "2023-06-30"
  ) -> IndicatorFigure {
    IndicatorFigure(
      indicator: "online_of_eligible", version: 1, count: .procedures,
      scope: FigureScope(authority: "H32", agency: nil, filters: [:]), period: nil,
      validOn: day(on), knownOn: Instant(microsecondsSince2000: 0),
      tally: Tally(
        numerator: numerator, denominator: denominator, unknown: unknown, held: 0, excluded: 0,
        inScope: denominator + unknown), dataVersion: 1, flags: [])
  }

  private static func goal(_ rule: GoalRule, _ deadline: String = "Trong năm 2023") throws -> Goal {
    Goal(
      id: "I.2.c-1", clause: "I.2.c", meaningVi: "TTHC trực tuyến", meaningEn: "Online",
      measure: .indicator("online_of_eligible"), rule: rule,
      span: rule.baseline == nil ? .asOf : .period(try Period("2023")),
      deadline: Deadline(deadline))
  }

  @Test func `a share is judged before its deadline, with the pace that it needs`() throws {
    let on = Self.day("2023-07-02")
    let goal = try Self.goal(.exactly(.whole))

    let verdict = goal.verdict(
      on: on, figure: Self.figure(183, 200),
      earlier: (Self.day("2023-03-31"), Self.figure(90, 100, on: "2023-03-31")))

    #expect(verdict.state == .missed)
    #expect(verdict.shortBy == 17)
    // 183 days are left: 17 rows at 17 × 365 / (12 × 183) a month.
    #expect(verdict.pace?.tenthsPerMonth == 29)
    #expect(verdict.trend?.direction == .up)
    let texts = GoalTexts(.vi)
    #expect(texts.gap(goal, verdict, figure: Self.figure(183, 200)) == "còn thiếu 17 thủ tục")
    #expect(
      verdict.pace.map { texts.pace($0, unit: .procedures) }
        == "2,9 thủ tục mỗi tháng đến 2023-12-31")
    #expect(
      verdict.trend.map { texts.trend($0) } == "tăng từ 90,0% (90/100) ngày 2023-03-31")
    #expect(
      GoalTexts(.en).gap(goal, verdict, figure: Self.figure(183, 200)) == "17 procedures short")
  }

  @Test(
    arguments: [
      ("2023-12-31", "2023-12-31", 170), ("2023-12-02", "2023-12-31", 170),
      ("2023-01-01", "2023-12-31", 15), ("2024-01-01", "2023-12-31", nil),
    ] as [(String, String, Int?)])
  func `with less than a month left all rows are needed`(
    _ from: String, _ to: String, _ tenths: Int?
  ) {
    #expect(
      GoalPace(rows: 17, from: Self.day(from), to: Self.day(to))?.tenthsPerMonth == tenths)
  }

  @Test func `a goal without facts says so, and one whose known rows reach it is undetermined`()
    throws
  {
    let on = Self.day("2023-07-02")
    let goal = try Self.goal(.exactly(.whole))

    let none = goal.verdict(on: on, figure: nil)
    let empty = goal.verdict(on: on, figure: Self.figure(0, 0))
    let open = goal.verdict(on: on, figure: Self.figure(200, 200, unknown: 12))

    #expect(none.state == .noData)
    #expect(none.reason == .noFacts)
    #expect(empty.state == .noData)
    #expect(empty.reason == .nothingToCount(Self.figure(0, 0)))
    #expect(open.state == .undetermined)
    #expect(open.shortBy == 0)
    #expect(open.reason == .open(unknown: 12, held: 0))
    #expect(
      GoalTexts(.vi).gap(goal, open, figure: Self.figure(200, 200, unknown: 12))
        == "đạt trên số đã biết, còn 12 thủ tục chưa rõ")
    #expect(goal.feeds == ["motcua sync catalog"])
  }

  @Test func `an increase without its baseline has no data`() throws {
    let goal = try Self.goal(.increase(over: try Period("2022")))
    let on = Self.day("2023-07-02")

    #expect(
      goal.verdict(on: on, figure: Self.figure(1, 2)).reason == .noBaseline(try Period("2022")))
    #expect(
      goal.verdict(on: on, figure: Self.figure(2, 2), baseline: Self.figure(3, 3)).reason
        == .baselineIsWhole(try Period("2022")))
    #expect(
      goal.verdict(on: Self.day("2022-12-31"), figure: Self.figure(1, 2)).reason
        == .notBegun(Self.day("2023-01-01")))
  }

  @Test func `the shortest list begins with what is nearest, then goes by code`() {
    let rows = [
      ShortestList.Candidate(procedure: "1.000003", changes: 1),
      ShortestList.Candidate(procedure: "1.000001", changes: 2),
      ShortestList.Candidate(procedure: "1.000002", changes: 1),
    ]

    #expect(ShortestList.pick(rows, count: 2).map(\.procedure) == ["1.000002", "1.000003"])
    #expect(ShortestList.pick(rows, count: 9).count == 3)
    #expect(ShortestList.pick(rows, count: -1).isEmpty)
  }

  @Test func `a question without a name is about the own plan of the day`() {
    func plan(_ id: String, _ from: String, _ to: String, _ authority: String?) -> Plan {
      Plan(
        id: id, titleVi: id, titleEn: id, decision: "x", authority: authority,
        validFrom: Self.day(from), validTo: Self.day(to), goals: [], tasks: [])
    }
    let plans = [
      plan("b", "2024-01-01", "2024-12-31", "H32"), plan("a", "2023-01-01", "2023-12-31", "H32"),
      plan("n", "2021-01-01", "2030-12-31", nil), plan("o", "2024-01-01", "2024-12-31", "H48"),
    ]

    func chosen(_ on: String, _ authority: String = "H32") -> String? {
      Plan.inForce(plans, authority: authority, on: Self.day(on))?.id
    }

    #expect(chosen("2023-06-01") == "a")
    #expect(chosen("2024-06-01") == "b")
    #expect(chosen("2026-06-01") == "b")
    #expect(chosen("2020-06-01") == "a")
    #expect(chosen("2024-06-01", "H01") == nil)
  }
}
