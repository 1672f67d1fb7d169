import Foundation
import Indicators
import Procedures
import Testing

@testable import Reports

@Suite struct GoalReportTests {
  private static let day =
    CalendarDay(year: 2023, month: 7, day: 2) ?? CalendarDay(daysSince2000: 0)

  private static func report(_ numerator: Int, _ denominator: Int, unknown: Int = 0) throws
    -> GoalReport
  {
    let goal = Goal(
      id: "I.2.c-1", clause: "I.2.c", text: "c) 100% …", meaningVi: "TTHC trực tuyến",
      meaningEn: "Online", measure: .indicator("online_of_eligible"),
      rule: .exactly(.whole), deadline: Deadline("Trong năm 2023"))
    let figure = IndicatorFigure(
      indicator: "online_of_eligible", version: 1, count: .procedures,
      scope: FigureScope(authority: "H32", agency: nil, filters: [:]), period: nil, validOn: day,
      knownOn: Instant(microsecondsSince2000: 0),
      tally: Tally(
        numerator: numerator, denominator: denominator, unknown: unknown, held: 0, excluded: 0,
        inScope: denominator + unknown), dataVersion: 7, flags: [])
    var report = GoalReport(
      plan: "khanh-hoa-2023", goal: goal, day: day, verdict: goal.verdict(on: day, figure: figure))
    report.figure = figure
    report.shortestList = (0..<(denominator - numerator)).map {
      ShortestList.Candidate(procedure: "1.00000\($0)", changes: 1, name: "Thủ tục \($0)")
    }
    return report
  }

  private static let plan = Plan(
    id: "khanh-hoa-2023", titleVi: "Kế hoạch 2023", titleEn: "Plan of 2023", decision: "QĐ 3604",
    authority: "H32", validFrom: day, validTo: day, goals: [], tasks: [])

  private struct Document: Decodable {
    struct Figure: Decodable {
      let numerator: Int
      let denominator: Int
    }

    struct Row: Decodable {
      let procedure_code: String
    }

    let plan: String
    let clause: String
    let indicator: String
    let comparator: String
    let target: Double?
    let state: String
    let short_by: Int?
    let figure: Figure?
    let shortest_list: [Row]
    let gap: String?
    let feeds: [String]
  }

  @Test func `a goal in JSON has the keys of the contract`() throws {
    let bytes = GoalJSON.encode([try Self.report(1997, 2000)])

    let document = try #require(
      try JSONDecoder().decode([Document].self, from: Data(bytes)).first)
    #expect(document.plan == "khanh-hoa-2023")
    #expect(document.clause == "I.2.c")
    #expect(document.comparator == "=")
    #expect(document.target == 100)
    #expect(document.state == "missed")
    #expect(document.short_by == 3)
    #expect(document.figure?.numerator == 1997)
    #expect(document.figure?.denominator == 2000)
    #expect(document.shortest_list.count == 3)
    #expect(document.gap == "còn thiếu 3 thủ tục")
    #expect(document.feeds == ["motcua sync catalog"])
  }

  @Test func `1,999 of 2,000 is neither printed as 100% nor met`() throws {
    let text = GoalTable.render([try Self.report(1999, 2000)], plan: Self.plan, language: .vi)

    #expect(text.contains(">99,9% (1999/2000)"))
    #expect(text.contains("Chưa đạt"))
    #expect(text.contains("còn thiếu 1 thủ tục"))
    #expect(text.contains("danh sách ngắn nhất để đạt: 1.000000 Thủ tục 0"))
  }

  @Test func `bounds stand beside a figure that unknown rows leave open`() throws {
    let text = GoalTable.render(
      [try Self.report(10, 10, unknown: 2)], plan: Self.plan, language: .en)

    #expect(text.contains("100% (10/10), bounds 83.3%–100%"))
    #expect(text.contains("Undetermined"))
    #expect(text.contains("met on what is known, 2 procedures undecided"))
  }

  @Test func `a long list says how many rows it leaves out`() throws {
    let text = GoalTable.render(
      [try Self.report(0, 9)], plan: Self.plan, language: .en, most: 4)

    #expect(text.contains("1.000003 Thủ tục 3; and 5 more (--output json has all)"))
  }

  @Test func `CSV has a line for each goal`() throws {
    let text = String(decoding: GoalTable.csv([try Self.report(9, 10)]), as: UTF8.self)

    #expect(text.split(separator: "\r\n").count == 2)
    #expect(
      text.contains(
        "khanh-hoa-2023,I.2.c-1,I.2.c,TTHC trực tuyến,online_of_eligible,=,100,missed,1,9,10,0,0,0.9"
      ))
  }

  @Test func `a score in JSON has groups with items, null where there are no facts`() throws {
    let item = ScoreIndex.Item(
      id: "1", indicator: "online_of_all", labelVi: "a", labelEn: "a",
      most: try #require(ScorePoints("2")), fullFrom: try #require(PercentTarget("80")))
    let other = ScoreIndex.Item(
      id: "2", code: "X", labelVi: "b", labelEn: "b", most: try #require(ScorePoints("98")))
    let index = ScoreIndex(
      id: "qd-766", titleVi: "t", titleEn: "t", source: "s",
      groups: [
        ScoreIndex.Group(id: "online_services", labelVi: "g", labelEn: "g", items: [item]),
        ScoreIndex.Group(id: "transparency", labelVi: "h", labelEn: "h", items: [other]),
      ],
      classes: [ScoreIndex.Class(id: "weak", labelVi: "Yếu", labelEn: "Weak", from: .zero)])
    let score = Score(
      index, facts: ["1": ScoreFact(indicator: "online_of_all", numerator: 1, denominator: 2)])

    let text = String(
      decoding: ScoreJSON.encode(score, scope: "H32", period: "2023"), as: UTF8.self)

    #expect(text.contains("\"points\" : 1.25"))
    #expect(text.contains("\"total\" : null"))
    #expect(text.contains("\"class\" : null"))
    #expect(text.contains("\"incomplete\" : true"))
    #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    let table = ScoreTable.render(score, scope: "H32", period: "2023", language: .vi)
    #expect(table.contains("1,25"))
    #expect(table.contains("Chưa có số liệu: 2"))
  }
}
