internal import Indicators

/// One line of a table of figures.
struct FigureRow {
  /// Name and key for people.
  let label: String
  /// The id of the indicator or the key of the group.
  let key: String
  let figure: IndicatorFigure
  /// The percentage, or a dash.
  let share: String
  /// The bounds, where something is unknown or held.
  let bounds: String?
  /// Why there is no ratio, where there is none.
  let reason: String?
  /// The counts and the percentage of the other date, and the difference in points; nil where no
  /// other date was asked for.
  let compared: (counts: String, share: String, points: String)?

  private init(
    label: String, key: String, figure: IndicatorFigure, other: IndicatorFigure??,
    words: TableWords
  ) {
    self.label = label
    self.key = key
    self.figure = figure
    share = figure.display(language: words.language)
    bounds = figure.boundsDisplay(language: words.language)
    reason = figure.reason(language: words.language)
    compared = other.map { other in
      guard let other else { return ("–", "–", "–") }
      return (
        "\(other.tally.numerator)/\(other.tally.denominator)",
        other.display(language: words.language),
        FigureChange(from: other, to: figure).points(language: words.language) ?? "–"
      )
    }
  }

  /// The rows of a result: its figure, then its groups, indented.
  static func rows(of result: IndicatorResult, words: TableWords) -> [FigureRow] {
    let id = result.figure.indicator
    let name = Indicator.all.first { $0.id == id }.map(words.label(of:))
    var rows = [
      FigureRow(
        label: titled(name ?? id, key: id), key: id, figure: result.figure,
        other: result.comparison.map { $0.figure }, words: words)
    ]
    for group in result.groups {
      let label = result.label(of: group, language: words.language)
      rows.append(
        FigureRow(
          label: "  " + titled(label, key: group.key), key: group.key, figure: group.figure,
          other: result.comparison.map { $0.groups[group.key] }, words: words))
    }
    return rows
  }

  private static func titled(_ name: String, key: String) -> String {
    name == key || name.isEmpty ? key : "\(name) (\(key))"
  }
}
