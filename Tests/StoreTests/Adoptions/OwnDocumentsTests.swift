import FoundationEssentials
import Indicators
import Procedures
import Schema
import Testing

@testable import Store

/// The plans, indexes and holidays that the program brings.
@Suite struct OwnDocumentsTests {
  private func plan(_ id: String) throws -> Plan {
    let plans = try AdoptableFile.all(.plan).map { file in
      try PlanReader(file: file.path).plan(try DocumentYAML(file: file.path).read(file.bytes))
    }
    return try #require(plans.first { $0.id == id })
  }

  @Test(arguments: AdoptableFile.all.map(\.path))
  func `every file is what it has to be, also after it was kept as JSON`(_ path: String) throws {
    let file = try #require(AdoptableFile.all.first { $0.path == path })
    let node = try DocumentYAML(file: path).read(file.bytes)
    let again = try JSONDecoder().decode(
      DocumentNode.self, from: Data(try AdoptedDocument.json(node).utf8))

    #expect(try AdoptedDocument.json(again) == AdoptedDocument.json(node))
    switch file.kind {
    case .plan:
      let plan = try PlanReader(file: path).plan(node)
      #expect(path.hasSuffix("/\(plan.id).yaml"))
      #expect(try PlanReader(file: path).plan(again) == plan)
    case .index:
      let index = try IndexReader(file: path).index(node)
      #expect(try IndexReader(file: path).index(again) == index)
    case .holidays:
      let years = try HolidayReader(file: path, isOwn: true).file(node).years
      #expect(try HolidayReader(file: path, isOwn: true).file(again).years == years)
    }
  }

  @Test func `the plan of 2023 has every measurable clause and the 31 tasks of its annex`() throws {
    let plan = try plan("khanh-hoa-2023")

    let clauses = plan.goals.map { "\($0.clause) \($0.indicator) \($0.rule.comparator)" }
    #expect(
      clauses == [
        "I.1 pci_good_group =", "I.2.a resolved_early increase", "I.2.b results_digitized =",
        "I.2.c online_of_eligible =", "I.2.c mobile_of_online =", "I.2.d payment_enabled =",
        "I.2.d payment_transactions_online ≥", "I.2.đ milestones_done milestone",
        "I.8 milestones_done milestone", "I.9 milestones_done milestone",
        "I.10 milestones_done milestone", "I.11 milestones_done milestone",
        "I.12 satisfaction_agencies >", "I.12 satisfaction_service_units >",
        "IV.2 agency_plans_sent =", "annex IV.3 staff_meeting_standard =",
        "annex milestones_done =",
      ] + (1...10).map { "annex VI.\($0) milestones_done milestone" })
    #expect(
      plan.goals.compactMap { $0.rule.target?.description }
        == ["100", "100", "100", "100", "100", "30", "84", "84", "100", "100", "100"])
    #expect(plan.annex.count == 31)
    #expect(plan.tasks.filter { !$0.isInAnnex }.map(\.reference) == ["I.9"])
    #expect(
      plan.annex.map(\.reference)
        == ["IV.3", "IV.4", "IV.5"] + (1...6).map { "V.\($0)" } + (1...10).map { "VI.\($0)" }
        + (1...12).map { "VII.\($0)" })
    #expect(plan.tasks.filter(\.isSystem).map(\.reference) == (1...10).map { "VI.\($0)" })
    #expect(plan.tasks.allSatisfy { $0.deadline.kind != .unknown })
    #expect(plan.goals.allSatisfy { $0.deadline.map { $0.kind != .unknown } ?? true })
  }

  @Test(arguments: [
    ("I.8", "VI.6"), ("I.10", "VI.2"), ("I.11", "VI.10"), ("I.2.đ", "VI.8"), ("I.9", "I.9"),
  ])
  func `goals name the tasks that they wait for`(_ clause: String, _ task: String) throws {
    let plan = try plan("khanh-hoa-2023")

    let goal = try #require(plan.goals.first { $0.clause == clause })

    #expect(goal.tasks == [task])
    #expect(goal.text.isEmpty == false)
  }

  @Test func `the operations centre has its two conditions`() throws {
    let task = try #require(try plan("khanh-hoa-2023").task("VI.2"))

    #expect(
      task.deliverables.map { "\($0.id) \($0.reachedAt)" } == ["hardware 100", "software 30"])
    #expect(task.deadline.lateAfter?.description == "2024-12-31")
    #expect(
      task.product
        == "Hoàn thành đầu tư gói thầu phần cứng và tối thiểu 30% tiến độ các gói thầu phần mềm")
  }

  @Test func `the national index has 100 points in its groups`() throws {
    let file = try #require(AdoptableFile.all(.index).first)

    let index = try IndexReader(file: file.path).index(
      try DocumentYAML(file: file.path).read(file.bytes))

    #expect(
      index.groups.map { "\($0.id) \($0.most)" } == [
        "transparency 18.00", "progress 20.00", "digitization 22.00", "online_services 12.00",
        "online_payment 10.00", "satisfaction 18.00",
      ])
    #expect(
      index.groups.flatMap(\.items).filter { $0.zero == .full }.map(\.id) == ["5.2", "5.3"])
    #expect(
      index.groups.flatMap(\.items).filter { $0.fullFrom != .whole }.map {
        "\($0.id) \($0.fullFrom)"
      }
        == ["4.3 80", "3.1 80", "3.3 50", "3.5 80", "3.5b 80", "5.4 90"])
  }

  @Test func `the holidays of 2023 are complete and other years say that they are not`() throws {
    let listed = try AdoptionRegister.ownHolidays(of: 2023)
    let other = try AdoptionRegister.ownHolidays(of: 2031)

    #expect(listed.isComplete)
    #expect(listed.off.filter { !$0.day.isWeekend }.count == 11)
    #expect(!other.isComplete)
    #expect(
      other.off.map(\.day.description) == ["2031-01-01", "2031-04-30", "2031-05-01", "2031-09-02"])
  }
}
