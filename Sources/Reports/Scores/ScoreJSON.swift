public import Indicators
internal import Procedures

/// Scores as JSON, the same bytes on the command line and over HTTP.
public enum ScoreJSON {
  /// One score. Points are unrounded; what has no facts is null. `missing` names items without
  /// facts, and then `incomplete` is true and the sums are the least that the index gives.
  public static func encode(
    _ score: Score, scope: String, period: String, language: Language = .vi
  ) -> [UInt8] {
    var writer = JSONWriter()
    ScoreDocument(
      score: score, scope: scope, label: nil, rank: nil, period: period, language: language
    )
    .write(to: &writer)
    return writer.finished()
  }

  /// All places of a ranking, the best first: an array of scores with `label` and `rank`.
  public static func encode(
    _ ranking: ScoreRanking, period: String, language: Language = .vi
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.array(ranking.places) { writer, place in
      ScoreDocument(
        score: place.entry.score, scope: place.entry.key, label: place.entry.label,
        rank: .some(place.rank), period: period, language: language
      ).write(to: &writer)
    }
    return writer.finished()
  }

  /// A published score beside ours: `items` with both counts, both points and the causes of the
  /// difference, and `sums` with our points, those that the published counts give, and those that
  /// were published.
  public static func encode(
    _ both: ScoreReconciliation, index: String, scope: String, period: String
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("index")
      writer.value(index)
      writer.key("items")
      writer.array(both.lines) { writer, line in write(line, &writer) }
      writer.key("period")
      writer.value(period)
      writer.key("scope")
      writer.value(scope)
      writer.key("sums")
      writer.array(both.sums) { writer, sum in
        writer.object { writer in
          writer.key("group")
          writer.value(sum.group)
          writer.key("ours")
          writer.value(sum.ours?.value)
          writer.key("published")
          writer.value(sum.published)
          writer.key("recomputed")
          writer.value(sum.recomputed?.value)
        }
      }
    }
    return writer.finished()
  }

  private static func write(_ line: ScoreReconciliation.Line, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("causes")
      writer.array(line.causes) { $0.value($1.rawValue) }
      writer.key("id")
      writer.value(line.item.id)
      writer.key("ours")
      fact(line.ours, line.points, &writer)
      writer.key("points_difference")
      writer.value(
        line.points.flatMap { own in line.publishedPoints.map { own.value - $0.value } })
      writer.key("published")
      fact(line.published, line.publishedPoints, &writer)
    }
  }

  private static func fact(
    _ fact: ScoreFact?, _ points: ScorePoints?, _ writer: inout JSONWriter
  ) {
    guard let fact else { return writer.null() }
    writer.object { writer in
      writer.key("denominator")
      writer.value(fact.denominator)
      writer.key("indicator")
      writer.value(fact.indicator)
      writer.key("numerator")
      writer.value(fact.numerator)
      writer.key("points")
      writer.value(points?.value)
    }
  }
}

/// A score as it goes over the wire.
struct ScoreDocument {
  let score: Score
  let scope: String
  let label: String?
  /// Nil where there is no ranking.
  let rank: Int??
  let period: String
  let language: Language

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("class")
      writer.value(score.class?.id)
      writer.key("class_label")
      writer.value(score.class?.label(language))
      writer.key("flags")
      writer.array(score.flags) { $0.value($1) }
      writer.key("groups")
      writer.array(score.groups) { writer, group in write(group, &writer) }
      writer.key("incomplete")
      writer.value(score.isIncomplete)
      writer.key("index")
      writer.value(score.index.id)
      if let rank {
        writer.key("label")
        writer.value(label)
        writer.key("max")
        writer.value(score.index.most.value)
        writer.key("period")
        writer.value(period)
        writer.key("rank")
        if let rank { writer.value(rank) } else { writer.null() }
      } else {
        writer.key("max")
        writer.value(score.index.most.value)
        writer.key("period")
        writer.value(period)
      }
      writer.key("scope")
      writer.value(scope)
      writer.key("total")
      writer.value(score.total?.value)
    }
  }

  private func write(_ group: Score.Group, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("id")
      writer.value(group.group.id)
      writer.key("items")
      writer.array(group.items) { writer, item in write(item, &writer) }
      writer.key("label")
      writer.value(group.group.label(language))
      writer.key("max")
      writer.value(group.group.most.value)
      writer.key("missing")
      writer.array(group.missing) { $0.value($1.item.id) }
      writer.key("points")
      writer.value(group.points?.value)
    }
  }

  private func write(_ item: Score.Item, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("code")
      writer.value(item.item.code)
      writer.key("denominator")
      number(item.fact?.denominator, &writer)
      writer.key("full_from")
      writer.value(item.item.fullFrom.value)
      writer.key("held")
      number(item.fact?.held, &writer)
      writer.key("id")
      writer.value(item.item.id)
      writer.key("indicator")
      writer.value(item.fact?.indicator ?? item.item.indicator)
      writer.key("label")
      writer.value(item.item.label(language))
      writer.key("max")
      writer.value(item.item.most.value)
      writer.key("numerator")
      number(item.fact?.numerator, &writer)
      writer.key("points")
      writer.value(item.points?.value)
      writer.key("source")
      writer.value(item.fact?.source)
      writer.key("unknown")
      number(item.fact?.unknown, &writer)
    }
  }

  private func number(_ number: Int?, _ writer: inout JSONWriter) {
    guard let number else { return writer.null() }
    writer.value(number)
  }
}
