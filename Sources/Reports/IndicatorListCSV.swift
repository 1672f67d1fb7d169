public import Indicators

/// The list of indicators as CSV.
public enum IndicatorListCSV {
  static let columns = [
    "id", "version", "label_vi", "label_en", "unit", "fact", "count", "numerator", "denominator",
    "clause", "dimensions", "numerator_vi", "denominator_vi", "feeds",
  ]

  /// A header and a line for each indicator, in the form of ``FigureCSV``; `dimensions` and
  /// `feeds` are joined by `;`.
  public static func encode(_ indicators: [Indicator]) -> [UInt8] {
    var table = CSVTable()
    table.append(line: columns.map { .text($0) })
    for indicator in indicators {
      table.append(line: [
        .text(indicator.id), .integer(indicator.version), .text(indicator.labelVi),
        .text(indicator.labelEn), .text(indicator.unit), .text(indicator.fact.rawValue),
        .text(indicator.defaultCount.rawValue), .text(indicator.numeratorText),
        .text(indicator.denominatorText), indicator.clause.map { .text($0) } ?? .empty,
        .text(IndicatorListDocument(indicator: indicator).dimensions.joined(separator: ";")),
        .text(indicator.numeratorTextVi), .text(indicator.denominatorTextVi),
        .text(indicator.feeds.joined(separator: ";")),
      ])
    }
    return table.bytes
  }
}
