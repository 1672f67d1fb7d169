internal import Indicators
internal import Procedures

/// What figures of one table must share to stand under one line of receipt.
struct FigureReceipt: Hashable {
  let scope: FigureScope
  let count: CountUnit
  let period: String?
  let validOn: CalendarDay
  let knownOn: Instant
  let dataVersion: Int64
  let flags: [String]
  /// The period and the date that the figures are compared with.
  let other: String?

  init(_ figure: IndicatorFigure, comparedWith other: IndicatorFigure? = nil) {
    self.other = other.map { other in
      (other.period.map { "\($0), " } ?? "") + other.validOn.description
    }
    scope = figure.scope
    count = figure.count
    period = figure.period
    validOn = figure.validOn
    knownOn = figure.knownOn
    dataVersion = figure.dataVersion
    flags = figure.flags
  }

  /// The receipt on one line, with the definitions it stands for: `level4_of_all v1`.
  func text(definitions: [String], words: TableWords) -> String {
    var parts = ["\(words.scope): \(scopeText(words))"]
    parts.append("\(words.counted): \(words.name(of: count))")
    if let period { parts.append("\(words.period) \(period)") }
    parts.append("\(words.validOn) \(validOn)")
    if let other { parts.append("\(words.comparedWith) \(other)") }
    parts.append("\(words.knownOn) \(knownOn)")
    parts.append("\(words.dataVersion) \(dataVersion)")
    parts.append("\(words.defined) \(definitions.joined(separator: ", "))")
    parts += flags.map { flag in words.meaning(ofFlag: flag).map { "\(flag): \($0)" } ?? flag }
    return PlainText.oneLine(parts.joined(separator: " · "))
  }

  private func scopeText(_ words: TableWords) -> String {
    var parts = [scope.authority]
    if let agency = scope.agency {
      parts.append("\(words.name(of: Dimension.agency)) \(agency) \(words.andBelow)")
    }
    for (dimension, value) in scope.sortedFilters {
      parts.append("\(words.name(of: dimension)) \(value)")
    }
    return parts.joined(separator: ", ")
  }
}
