public import Indicators
internal import Procedures

/// Scores as tables for officials.
public enum ScoreTable {
  /// Groups with their items: counts, share, points and the most that each gives; the total with its
  /// class below. Ends with a newline.
  public static func render(
    _ score: Score, scope: String, period: String, language: Language,
    style: TableStyle = .plain, width: Int? = nil
  ) -> String {
    let words = Words(language: language)
    var rows: [[String]] = []
    for group in score.groups {
      rows.append([
        group.group.label(language), "", "", points(group.points, language),
        group.group.most.text(language),
      ])
      for item in group.items {
        let share = item.fact.flatMap { fact in
          Fraction(min(fact.numerator, fact.denominator), of: fact.denominator)
        }
        rows.append([
          "  \(item.item.id) \(item.item.label(language))",
          item.fact.map { "\($0.numerator)/\($0.denominator)" } ?? "–",
          share?.percent(language: language) ?? "–",
          item.item.isInformational ? "" : points(item.points, language),
          item.item.isInformational ? "" : item.item.most.text(language),
        ])
      }
    }
    rows.append([
      words.total + (score.class.map { ": \($0.label(language))" } ?? ""), "", "",
      points(score.total, language), score.index.most.text(language),
    ])
    let table = TextTable(
      columns: [
        TextTable.Column(words.item, .prose), TextTable.Column(words.counts, .number),
        TextTable.Column(words.share, .number), TextTable.Column(words.points, .number),
        TextTable.Column(words.most, .number),
      ], rows: rows)
    var notes = [
      "\(score.index.title(language)) (\(score.index.source)) · \(scope) · \(words.period) \(period)"
    ]
    let missing = score.groups.flatMap(\.missing).map(\.item.id)
    if !missing.isEmpty {
      let words = score.total == nil ? words.missing : words.least
      notes.append("\(words): \(missing.joined(separator: ", "))")
    }
    return text(table, notes, style, width)
  }

  /// The places class by class. Ends with a newline.
  public static func render(
    _ ranking: ScoreRanking, period: String, language: Language, style: TableStyle = .plain,
    width: Int? = nil
  ) -> String {
    let words = Words(language: language)
    let groups = ranking.places.first?.entry.score.groups.map(\.group) ?? []
    let rows = ranking.classes.flatMap { one, places in
      places.map { place in
        [
          one?.label(language) ?? words.none, place.rank.map(String.init) ?? "–",
          place.entry.label, points(place.entry.score.total, language),
        ] + place.entry.score.groups.map { points($0.points, language) }
      }
    }
    let table = TextTable(
      columns: [
        TextTable.Column(words.class, .prose), TextTable.Column(words.rank, .number),
        TextTable.Column(words.who, .prose), TextTable.Column(words.total, .number),
      ] + groups.map { TextTable.Column($0.label(language), .number) }, rows: rows)
    var notes = ["\(words.period) \(period)"]
    if ranking.places.contains(where: { $0.entry.score.isIncomplete }) {
      notes.append(words.incomplete)
    }
    return text(table, notes, style, width)
  }

  /// A published score beside ours, item by item, then the sums. Ends with a newline.
  public static func render(
    _ both: ScoreReconciliation, language: Language, style: TableStyle = .plain,
    width: Int? = nil
  ) -> String {
    let words = Words(language: language)
    func counts(_ fact: ScoreFact?) -> String {
      fact.map { "\($0.numerator)/\($0.denominator)" } ?? "–"
    }
    var rows = both.lines.map { line in
      [
        "\(line.item.id) \(line.item.label(language))", counts(line.ours),
        points(line.points, language), counts(line.published),
        points(line.publishedPoints, language),
        line.causes.map { $0.label(language) }.joined(separator: ", "),
      ]
    }
    for sum in both.sums {
      rows.append([
        sum.group ?? words.total, "", points(sum.ours, language), "",
        points(sum.recomputed, language), sum.published.map { "\(words.published) \($0)" } ?? "",
      ])
    }
    let table = TextTable(
      columns: [
        TextTable.Column(words.item, .prose), TextTable.Column(words.ours, .number),
        TextTable.Column(words.points, .number), TextTable.Column(words.published, .number),
        TextTable.Column(words.points, .number), TextTable.Column(words.cause, .prose),
      ], rows: rows)
    return text(table, [], style, width)
  }

  private static func text(
    _ table: TextTable, _ notes: [String], _ style: TableStyle, _ width: Int?
  ) -> String {
    let lines = notes.map { style == .markdown ? PlainText.markdown($0) : PlainText.oneLine($0) }
    let wrapped =
      style == .plain
      ? lines.flatMap { line in width.map { PlainText.wrapped(line, to: max(20, $0)) } ?? [line] }
      : lines
    let blocks = [table.lines(style: style, width: width), wrapped].filter { !$0.isEmpty }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static func points(_ points: ScorePoints?, _ language: Language) -> String {
    points?.text(language) ?? "–"
  }

  private struct Words {
    let language: Language

    var item: String { pick("Chỉ số", "Item") }
    var counts: String { pick("Số lượng", "Counts") }
    var share: String { pick("Tỷ lệ", "Share") }
    var points: String { pick("Điểm", "Points") }
    var most: String { pick("Tối đa", "Max") }
    var total: String { pick("Tổng điểm", "Total") }
    var `class`: String { pick("Xếp loại", "Class") }
    var rank: String { pick("Hạng", "Rank") }
    var who: String { pick("Đơn vị", "Who") }
    var period: String { pick("kỳ", "period") }
    var none: String { pick("chưa xếp loại", "no class") }
    var ours: String { pick("Của tỉnh", "Ours") }
    var published: String { pick("Công bố", "Published") }
    var cause: String { pick("Chênh lệch do", "Difference by") }
    var missing: String { pick("Chưa có số liệu", "Without facts") }
    var least: String {
      pick(
        "Chưa có số liệu (tổng là mức tối thiểu)", "Without facts (the total is the least)")
    }
    var incomplete: String {
      pick(
        "Có chỉ số chưa có số liệu: tổng điểm là mức tối thiểu.",
        "Some items have no facts: totals are the least that the index gives.")
    }

    private func pick(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
  }
}
