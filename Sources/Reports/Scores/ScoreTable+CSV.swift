public import Indicators
internal import Procedures

extension ScoreTable {
  /// CSV with a line for each item of each score, and one for each group and total: UTF-8 with a
  /// mark, no cell a formula.
  public static func csv(
    _ scores: [(scope: String, rank: Int?, score: Score)], period: String
  ) -> [UInt8] {
    var table = CSVTable()
    table.append(
      line: [
        "index", "scope", "rank", "period", "group", "item", "indicator", "numerator",
        "denominator", "points", "max", "class",
      ].map { .text($0) })
    for (scope, rank, score) in scores {
      func line(
        _ group: String, _ item: String, _ fact: ScoreFact?, _ points: ScorePoints?,
        _ most: ScorePoints, _ name: String
      ) {
        table.append(line: [
          .text(score.index.id), .text(scope), .optional(rank), .text(period), .text(group),
          .text(item), .text(fact?.indicator ?? ""), .optional(fact?.numerator),
          .optional(fact?.denominator), .fraction(points?.value), .fraction(most.value),
          .text(name),
        ])
      }
      for group in score.groups {
        for item in group.items {
          line(group.group.id, item.item.id, item.fact, item.points, item.item.most, "")
        }
        line(group.group.id, "", nil, group.points, group.group.most, "")
      }
      line("", "", nil, score.total, score.index.most, score.class?.id ?? "")
    }
    return table.bytes
  }

  /// CSV with a line for each item of a reconciliation.
  public static func csv(_ both: ScoreReconciliation) -> [UInt8] {
    var table = CSVTable()
    table.append(
      line: [
        "item", "numerator", "denominator", "points", "published_numerator",
        "published_denominator", "published_points", "causes",
      ].map { .text($0) })
    for line in both.lines {
      table.append(line: [
        .text(line.item.id), .optional(line.ours?.numerator), .optional(line.ours?.denominator),
        .fraction(line.points?.value), .optional(line.published?.numerator),
        .optional(line.published?.denominator), .fraction(line.publishedPoints?.value),
        .text(line.causes.map(\.rawValue).joined(separator: " ")),
      ])
    }
    return table.bytes
  }
}
