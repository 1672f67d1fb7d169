public import Indicators

/// The list of indicators as a table for people.
public enum IndicatorListTable {
  /// A row for each indicator: name and id, version, clause, numerator ÷ denominator in words.
  /// With the width of a terminal, long texts are wrapped in the plain style. Ends with a newline.
  public static func render(
    _ indicators: [Indicator], language: Language, style: TableStyle = .plain, width: Int? = nil
  ) -> String {
    let words = TableWords(language: language)
    let table = TextTable(
      columns: [
        TextTable.Column(words.indicator, .prose), TextTable.Column(words.version, .number),
        TextTable.Column(words.clause, .prose), TextTable.Column(words.definition, .prose),
      ],
      rows: indicators.map { indicator in
        [
          "\(words.label(of: indicator)) (\(indicator.id))", String(indicator.version),
          indicator.clause ?? "–",
          words.definition(of: indicator),
        ]
      })
    return table.lines(style: style, width: width).map { $0 + "\n" }.joined()
  }
}
