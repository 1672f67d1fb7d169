import Procedures
import Testing

@testable import Store

@Suite struct AgencyTimelineTests {
  private static func day(_ number: Int32) -> CalendarDay { CalendarDay(daysSince2000: number) }

  private static func content(_ name: String) -> AgencyContent {
    AgencyContent(name: name, tier: nil, kind: nil, parent: nil, successors: [])
  }

  /// A timeline from `first…end name` triples; no end is 0.
  private static func timeline(_ periods: [(Int32, Int32, String)]) -> AgencyTimeline {
    AgencyTimeline(
      periods: periods.map { from, to, name in
        AgencyPeriod(
          from: day(from), to: to == 0 ? AgencyPeriod.endless : day(to), content: content(name))
      })
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var old: [(Int32, Int32, String)] = []
    var name = "new"
    var from: Int32 = 100
    var begins: Int32?
    var ends: Int32?
    let expected: [(Int32, Int32, String)]
  }

  static let cases = [
    Case(testDescription: "a new agency begins on the day", expected: [(100, 0, "new")]),
    Case(
      testDescription: "a new agency begins on its own first day", begins: 20,
      expected: [(20, 0, "new")]),
    Case(
      testDescription: "a first day in the future delays", begins: 120,
      expected: [(120, 0, "new")]),
    Case(
      testDescription: "another content cuts what held before", old: [(50, 0, "old")],
      expected: [(50, 100, "old"), (100, 0, "new")]),
    Case(
      testDescription: "the same content changes nothing", old: [(50, 0, "old")], name: "old",
      expected: [(50, 0, "old")]),
    Case(
      testDescription: "an earlier first day extends back", old: [(50, 0, "old")], name: "old",
      begins: 20, expected: [(20, 0, "old")]),
    Case(
      testDescription: "a later first day than known changes nothing", old: [(50, 0, "old")],
      name: "old", begins: 70, expected: [(50, 0, "old")]),
    Case(
      testDescription: "a first day after the day leaves the time before", old: [(50, 0, "old")],
      begins: 120, expected: [(50, 120, "old"), (120, 0, "new")]),
    Case(
      testDescription: "an end closes", old: [(50, 0, "old")], name: "old", ends: 130,
      expected: [(50, 130, "old")]),
    Case(
      testDescription: "an end in the past closes there", old: [(50, 0, "old")], name: "old",
      ends: 70, expected: [(50, 70, "old")]),
    Case(
      testDescription: "an end before the first day leaves the last day", old: [(50, 0, "old")],
      name: "old", ends: 40, expected: [(39, 40, "old")]),
    Case(
      testDescription: "what had ended returns after a gap", old: [(50, 70, "old")], name: "old",
      expected: [(50, 70, "old"), (100, 0, "old")]),
    Case(
      testDescription: "a return on the day of the end leaves no gap", old: [(50, 100, "old")],
      name: "old", expected: [(50, 0, "old")]),
    Case(
      testDescription: "what was to come later is replaced",
      old: [(50, 150, "old"), (150, 0, "later")],
      expected: [(50, 100, "old"), (100, 0, "new")]),
  ]

  @Test(arguments: cases)
  func `saying content from a day on keeps what held before`(_ example: Case) {
    let new = Self.timeline(example.old).saying(
      Self.content(example.name), from: Self.day(example.from),
      begins: example.begins.map(Self.day), ends: example.ends.map(Self.day))

    #expect(new == Self.timeline(example.expected))
  }

  @Test(arguments: cases)
  func `saying the same twice says nothing new`(_ example: Case) {
    func said(_ timeline: AgencyTimeline) -> AgencyTimeline {
      timeline.saying(
        Self.content(example.name), from: Self.day(example.from),
        begins: example.begins.map(Self.day), ends: example.ends.map(Self.day))
    }
    let once = said(Self.timeline(example.old))

    #expect(said(once) == once)
  }

  @Test(
    arguments: [
      ([(50, 0, "a")], [(50, 100, "a")]),
      ([(50, 70, "a")], [(50, 70, "a")]),
      ([(50, 70, "a"), (90, 0, "b")], [(50, 70, "a"), (90, 100, "b")]),
      ([(120, 0, "a")], []),
    ] as [([(Int32, Int32, String)], [(Int32, Int32, String)])])
  func `ending on a day cuts there`(
    _ old: [(Int32, Int32, String)], _ expected: [(Int32, Int32, String)]
  ) {
    #expect(Self.timeline(old).ending(on: Self.day(100)) == Self.timeline(expected))
  }

  @Test func `the content on a day is the last said before it, else the first`() {
    let timeline = Self.timeline([(50, 70, "a"), (90, 0, "b")])

    #expect(
      [40, 50, 75, 90].map { timeline.content(on: Self.day($0))?.name } == [
        "a", "a", "a", "b",
      ])
  }

  @Test func `open means in force on the day or later`() {
    let timeline = Self.timeline([(50, 70, "a"), (90, 100, "b")])

    #expect(
      [69, 80, 99, 100].map { timeline.isOpen(on: Self.day($0)) } == [
        true, true, true, false,
      ])
  }
}
