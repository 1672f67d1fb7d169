import Indicators
import Testing

@testable import Store

/// What a file says that is not what it has to be.
@Suite struct DocumentFaultTests {
  private static let head = """
    format: motcua-plan/1
    id: p
    title: {vi: K, en: P}
    decision: D
    valid: {from: 2024-01-01, to: 2024-12-31}
    goals:
      - id: a
        clause: I.1
        meaning: {vi: x, en: x}

    """

  private func refusal(_ text: String) -> String? {
    do {
      _ = try PlanReader(file: "p.yaml").plan(
        try DocumentYAML(file: "p.yaml").read(Array(text.utf8)))
      return nil
    } catch {
      return error.kind == .badDocument ? error.description : "\(error)"
    }
  }

  @Test(arguments: [
    (
      "    indicator: online_of_all\n    comparator: \"=\"\n    target: 101\n",
      "p.yaml:12: goals[1].target: \"101\" is not a percentage from 0 to 100"
    ),
    (
      "    indicator: online_of_al\n    comparator: \"=\"\n    target: 100\n",
      "p.yaml:10: goals[1].indicator: \"online_of_al\" is not an indicator"
    ),
    (
      "    indicator: online_of_all\n    comparator: \"<\"\n    target: 10\n",
      "p.yaml:11: goals[1].comparator: \"<\" is not one of"
    ),
    (
      "    indicator: online_of_all\n    comparator: \">\"\n    target: 100\n",
      "p.yaml:12: goals[1].target: nothing is above 100%"
    ),
    (
      "    indicator: online_of_all\n    comparator: increase\n",
      "goals[1].baseline: is missing"
    ),
    ("    tasks: [VI.1]\n    comparator: milestone\n", "the plan has no task VI.1"),
    (
      "    indicator: online_of_all\n    comparator: milestone\n",
      "tasks are asked for with milestone"
    ),
    (
      "    indicator: online_of_all\n    comparator: \"=\"\n    targt: 100\n    target: 100\n",
      "p.yaml:12: goals[1].targt: is no key that is known here"
    ),
    (
      "    observation: x\n    indicator: online_of_all\n    comparator: \"=\"\n    target: 1\n",
      "exactly one of indicator, observation and tasks"
    ),
    (
      "    indicator: online_of_all\n    comparator: \"=\"\n    target: 1\n    where: {colour: red}\n",
      "there is no dimension \"colour\""
    ),
    (
      "    observation: x\n    comparator: \"=\"\n    target: 1\n    target: 2\n",
      "target is given twice"
    ),
    (
      "    observation: x\n    comparator: \"=\"\n    target: 1\n    period: 2023-13\n",
      "\"2023-13\" is not a period"
    ),
  ])
  func `a fault is named with its line`(_ goal: String, _ sentence: String) {
    let found = refusal(Self.head + goal) ?? "none"

    #expect(found.contains(sentence), "\(found)")
    #expect(found.hasPrefix("read p.yaml"))
    #expect(found.hasSuffix("nothing was changed"))
  }

  @Test(arguments: [
    "", "just a text", "[1, 2]", "a: b: c", "a: [1, 2", "\u{0}", "format: motcua-index/1",
    "- - - a",
    String(repeating: "[", count: 5000), String(repeating: "- ", count: 5000),
    String(repeating: "{a: ", count: 5000), "a: &x [1]\nb: *y\n", "? [a]\n: b\n",
    "a: 1\n---\nb: 2\n",
    "x: " + String(repeating: "y", count: 1 << 20),
  ])
  func `what is no plan is refused and never ends the program`(_ text: String) {
    #expect(refusal(text)?.hasPrefix("read p.yaml") == true)
  }

  @Test func `aliases that multiply are refused`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      let parts = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(parts)]\n"
    }

    #expect(refusal(text)?.contains("100000") == true)
  }

  @Test func `text in another encoding is refused`() {
    let error = #expect(throws: StoreError.self) {
      try DocumentYAML(file: "p.yaml").read([0xFF, 0xFE, 0x41, 0x00])
    }

    #expect(error?.description.contains("not UTF-8") == true)
  }

  @Test(arguments: [
    (
      "years: [{year: 2024, source: s, off: [{day: 2023-01-01, name: x}]}]",
      "is not a day of that year"
    ),
    (
      "years: [{year: 2024, source: s, working: [{day: 2024-05-06, name: x}]}]",
      "is no Saturday or Sunday"
    ),
    (
      "years: [{year: 2024, source: s, off: [{day: 2024-01-01, name: x}, {day: 2024-01-01, name: y}]}]",
      "a day is there twice"
    ),
    ("years: []", "there are none"),
    ("every_year: {source: s}\nyears: [{year: 2024, source: s}]", "every_year: is no key"),
  ])
  func `a list of holidays that contradicts itself is refused`(_ text: String, _ sentence: String)
    throws
  {
    let node = try DocumentYAML(file: "h.yaml").read(
      Array("format: motcua-holidays/1\n\(text)\n".utf8))

    let error = #expect(throws: StoreError.self) { try HolidayReader(file: "h.yaml").file(node) }

    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }
}
