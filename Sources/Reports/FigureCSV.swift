public import Indicators
internal import Procedures

/// Figures as CSV for spreadsheets and scripts.
public enum FigureCSV {
  /// The columns, in the order of a figure's keys; `key` and `label` of a group stand last.
  static let columns = [
    "indicator", "version", "count", "scope", "period", "valid_on", "known_on", "numerator",
    "denominator", "unknown", "held", "excluded", "ratio", "low", "high", "display", "status",
    "data_version", "flags", "key", "label",
  ]

  /// What stands behind them where the figures of another date were asked for as well.
  static let comparedColumns = [
    "compare_valid_on", "compare_numerator", "compare_denominator", "compare_ratio", "change",
  ]

  /// A header, then for each result a line of its figure (empty `key` and `label`) and a line for
  /// each group. UTF-8 with a byte order mark, lines ending in CR LF, quoting after RFC 4180.
  ///
  /// What has no value is an empty cell. A text that a spreadsheet would run as a formula gets a
  /// leading apostrophe. `scope` reads `authority=H32;agency=H32.16;field=…`, with `%` and `;`
  /// inside a value written as `%25` and `%3B`; `flags` are joined by `;`. `ratio`, `low` and
  /// `high` have the digits of the JSON answer. Where one of the results is compared with another
  /// date, every line ends with that date, its counts and ratio, and the difference of the ratios.
  public static func encode(
    _ results: [IndicatorResult], language: Language = .vi
  ) -> [UInt8] {
    var table = CSVTable()
    let isCompared = results.contains { $0.comparison != nil }
    table.append(
      line: (isCompared ? columns + comparedColumns : columns).map { .text($0) })
    for result in results {
      let times = ReceiptTimes(result.figure)
      let other = result.comparison?.figure
      table.append(
        line: cells(of: result.figure, times, key: "", label: "", language: language)
          + (isCompared ? cells(of: other, besides: result.figure) : []))
      for group in result.groups {
        let label = result.label(of: group, language: language)
        table.append(
          line: cells(
            of: group.figure, times.renewed(for: group.figure), key: group.key, label: label,
            language: language)
            + (isCompared
              ? cells(of: result.comparison?.groups[group.key], besides: group.figure) : []))
      }
    }
    return table.bytes
  }

  private static func cells(
    of figure: IndicatorFigure, _ times: ReceiptTimes, key: String, label: String,
    language: Language
  ) -> [CSVTable.Cell] {
    [
      .text(figure.indicator), .integer(figure.version), .text(figure.count.rawValue),
      .text(scope(figure.scope)), figure.period.map { .text($0) } ?? .empty,
      .text(times.validText), .text(times.knownText),
      .integer(figure.tally.numerator), .integer(figure.tally.denominator),
      .integer(figure.tally.unknown), .integer(figure.tally.held),
      .integer(figure.tally.excluded), .fraction(figure.ratio), .fraction(figure.low),
      .fraction(figure.high), .text(figure.display(language: language)),
      .text(figure.status.rawValue), .integer(figure.dataVersion),
      .text(figure.flags.joined(separator: ";")), .text(key), .text(label),
    ]
  }

  private static func cells(
    of other: IndicatorFigure?, besides figure: IndicatorFigure
  ) -> [CSVTable.Cell] {
    guard let other else { return comparedColumns.map { _ in .empty } }
    return [
      .text(other.validOn.description), .integer(other.tally.numerator),
      .integer(other.tally.denominator), .fraction(other.ratio),
      .fraction(FigureChange(from: other, to: figure).ratio),
    ]
  }

  private static func scope(_ scope: FigureScope) -> String {
    var parts = [("authority", scope.authority)]
    if let agency = scope.agency { parts.append(("agency", agency)) }
    parts += scope.sortedFilters.map { ($0.key.rawValue, $0.value) }
    return parts.map { "\($0.0)=\(escaped($0.1))" }.joined(separator: ";")
  }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for character in value.unicodeScalars {
      switch character {
      case "%": result += "%25"
      case ";": result += "%3B"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
