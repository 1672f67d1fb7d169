public import Indicators
internal import Procedures

/// Goals as a table for officials.
public enum GoalTable {
  /// A row for each goal: clause, meaning, what is, what is asked, the verdict, and what it would
  /// take. Below it the lists of rows that would reach a goal, at most `most` of each with the number
  /// of the others, and the tasks that are waited for. Ends with a newline.
  public static func render(
    _ reports: [GoalReport], plan: Plan, language: Language, style: TableStyle = .plain,
    width: Int? = nil, most: Int = 20
  ) -> String {
    let words = Words(language: language)
    let table = TextTable(
      columns: [
        TextTable.Column(words.clause, .prose), TextTable.Column(words.meaning, .prose),
        TextTable.Column(words.actual, .prose), TextTable.Column(words.target, .prose),
        TextTable.Column(words.verdict, .prose), TextTable.Column(words.gap, .prose),
      ],
      rows: reports.map { row($0, words) })
    // A task can stand behind several goals; its parts are printed once.
    var seen: Set<String> = []
    let below =
      reports.flatMap { lists($0, words, most: most, &seen) } + [receipt(reports, plan, words)]
    let lines = table.lines(style: style, width: width)
    let notes = below.map { style == .markdown ? PlainText.markdown($0) : PlainText.oneLine($0) }
    let wrapped =
      style == .plain
      ? notes.flatMap { line in width.map { PlainText.wrapped(line, to: max(20, $0)) } ?? [line] }
      : notes
    return lines.joined(separator: "\n") + "\n\n"
      + wrapped.joined(separator: style == .markdown ? "\n\n" : "\n") + "\n"
  }

  private static func row(_ report: GoalReport, _ words: Words) -> [String] {
    [
      report.goal.clause, report.goal.meaning(words.language), actual(report, words),
      report.goal.rule.display(words.language), report.verdict.state.label(words.language),
      take(report, words),
    ]
  }

  private static func actual(_ report: GoalReport, _ words: Words) -> String {
    guard let figure = report.figure, figure.share != nil else {
      return report.tasks.isEmpty
        ? "–" : report.tasks.map { $0.standing.label(words.language) }.joined(separator: "; ")
    }
    if !report.tasks.isEmpty {
      return report.tasks.map { $0.standing.label(words.language) }.joined(separator: "; ")
    }
    // A published percentage is shown as it was published: 84.01 stands above 84.
    let decimals = figure.flags.contains("observed_value") ? 2 : 1
    let share = figure.display(language: words.language, decimals: decimals)
    let counts = "\(share) (\(figure.tally.numerator)/\(figure.tally.denominator))"
    guard let bounds = figure.boundsDisplay(language: words.language) else { return counts }
    return "\(counts), \(words.bounds) \(bounds)"
  }

  private static func take(_ report: GoalReport, _ words: Words) -> String {
    let texts = GoalTexts(words.language)
    let verdict = report.verdict
    var parts: [String] = []
    if report.tasks.isEmpty {
      if let gap = texts.gap(report.goal, verdict, figure: report.figure) { parts.append(gap) }
      if let pace = verdict.pace {
        parts.append(texts.pace(pace, unit: report.figure?.count))
      }
    }
    if let trend = verdict.trend { parts.append(texts.trend(trend)) }
    if let reason = verdict.reason { parts.append(texts.reason(reason)) }
    let feeds = report.goal.feeds
    if verdict.state == .noData, !parts.contains(where: { $0.contains(feeds[0]) }) {
      parts.append("\(words.feeds): \(report.goal.feeds.joined(separator: ", "))")
    }
    return parts.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }.joined(separator: "; ")
  }

  private static func lists(
    _ report: GoalReport, _ words: Words, most: Int, _ seen: inout Set<String>
  )
    -> [String]
  {
    var lines: [String] = []
    let list = report.shortestList
    if !list.isEmpty {
      let shown = list.prefix(most).map { row in
        [row.procedure, row.agency, row.name.isEmpty ? nil : row.name].compactMap(\.self)
          .joined(separator: " ")
      }.joined(separator: "; ")
      let rest = list.count > most ? "; \(words.others(list.count - most))" : ""
      lines.append("– \(report.goal.clause): \(words.shortest): \(shown)\(rest)")
    }
    for task in report.tasks where seen.insert(task.task.reference).inserted {
      for part in task.missingDeliverables {
        let progress = task.report?.deliverables[part.id].map { "\($0)%" } ?? "–"
        lines.append(
          "– \(report.goal.clause): \(task.task.reference) \(part.id): \(part.text) "
            + "(\(progress)/\(part.reachedAt)%)")
      }
    }
    for figure in report.beside {
      lines.append(
        "– \(report.goal.clause): \(words.beside) \(figure.indicator) "
          + "\(figure.display(language: words.language)) "
          + "(\(figure.tally.numerator)/\(figure.tally.denominator))")
    }
    return lines
  }

  private static func receipt(_ reports: [GoalReport], _ plan: Plan, _ words: Words) -> String {
    var parts = ["\(words.plan): \(plan.title(words.language)) (\(plan.decision))"]
    if let report = reports.first { parts.append("\(words.on) \(report.day)") }
    if let figure = reports.lazy.compactMap(\.figure).first {
      parts.append("\(words.dataVersion) \(figure.dataVersion)")
    }
    let states = GoalState.allCases.compactMap { state in
      let count = reports.count { $0.verdict.state == state }
      return count == 0 ? nil : "\(state.label(words.language)) \(count)"
    }
    return (parts + [states.joined(separator: ", ")]).joined(separator: " · ")
  }

  private struct Words {
    let language: Language

    var clause: String { pick("Điều khoản", "Clause") }
    var meaning: String { pick("Nội dung", "Meaning") }
    var actual: String { pick("Thực hiện", "Actual") }
    var target: String { pick("Mục tiêu", "Target") }
    var verdict: String { pick("Kết quả", "Verdict") }
    var gap: String { pick("Còn thiếu, lý do", "Gap and reason") }
    var bounds: String { pick("khoảng", "bounds") }
    var feeds: String { pick("nhập bằng", "fed by") }
    var shortest: String { pick("danh sách ngắn nhất để đạt", "shortest list to reach it") }
    var beside: String { pick("xem kèm", "beside it") }
    var plan: String { pick("Kế hoạch", "Plan") }
    var on: String { pick("ngày", "on") }
    var dataVersion: String { pick("phiên bản dữ liệu", "data version") }

    func others(_ count: Int) -> String {
      pick(
        "và \(count) dòng khác (--output json có đủ)", "and \(count) more (--output json has all)")
    }

    private func pick(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
  }
}
