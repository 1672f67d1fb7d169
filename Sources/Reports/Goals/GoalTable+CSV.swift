public import Indicators
internal import Procedures

extension GoalTable {
  /// CSV with a line for each goal: UTF-8 with a mark, no cell a formula. `meaning`, `gap` and
  /// `reason` are in the language.
  public static func csv(_ reports: [GoalReport], language: Language = .vi) -> [UInt8] {
    let texts = GoalTexts(language)
    var table = CSVTable()
    table.append(
      line: [
        "plan", "goal", "clause", "meaning", "indicator", "comparator", "target", "state",
        "short_by", "numerator", "denominator", "unknown", "held", "ratio", "low", "high", "gap",
        "reason",
      ].map { .text($0) })
    for report in reports {
      let tally = report.figure?.tally
      table.append(line: [
        .text(report.plan), .text(report.goal.id), .text(report.goal.clause),
        .text(report.goal.meaning(language)), .text(report.goal.indicator),
        .number(report.goal.rule.comparator), .fraction(report.goal.rule.target?.value),
        .text(report.verdict.state.rawValue), .optional(report.verdict.shortBy),
        .optional(tally?.numerator), .optional(tally?.denominator), .optional(tally?.unknown),
        .optional(tally?.held), .fraction(report.figure?.ratio), .fraction(report.figure?.low),
        .fraction(report.figure?.high),
        .text(texts.gap(report.goal, report.verdict, figure: report.figure) ?? ""),
        .text(report.verdict.reason.map { texts.reason($0) } ?? ""),
      ])
    }
    return table.bytes
  }
}

extension CSVTable.Cell {
  /// A whole number, or nothing.
  static func optional(_ number: Int?) -> CSVTable.Cell { number.map { .integer($0) } ?? .empty }
}
