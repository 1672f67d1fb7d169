public import Indicators
internal import Procedures

/// Figures as a table for people, with the receipt below.
public enum FigureTable {
  /// A row for each figure and, below it, for each of its groups: counts, share, unknown, held,
  /// excluded, and the bounds where anything is unknown or held. Where there is no ratio the share
  /// is a dash and the reason stands below the table. Then a line of receipt for each distinct
  /// receipt and each of the notes on a line of its own.
  ///
  /// `width` is the width of the terminal; with it the plain style wraps long names, without it
  /// lines are as long as they need to be. Ends with a newline.
  public static func render(
    _ results: [IndicatorResult], language: Language, style: TableStyle = .plain,
    width: Int? = nil, notes: [String] = []
  ) -> String {
    let words = TableWords(language: language)
    let rows = results.flatMap { FigureRow.rows(of: $0, words: words) }
    let table = table(of: rows, words: words)

    var blocks = [table.lines(style: style, width: width)]
    let below =
      reasons(in: rows) + receipts(of: results, words: words) + notes.map(PlainText.oneLine)
    switch style {
    case .plain:
      blocks.append(
        below.flatMap { line in width.map { PlainText.wrapped(line, to: max(20, $0)) } ?? [line] })
    case .markdown:
      blocks += below.map { [PlainText.markdown($0)] }
    }
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private static func table(of rows: [FigureRow], words: TableWords) -> TextTable {
    let showsBounds = rows.contains { $0.bounds != nil }
    var headings = [words.counts, words.share]
    if showsBounds { headings.append(words.bounds) }
    headings += [words.unknown, words.held, words.excluded]
    let showsOther = rows.contains { $0.compared != nil }
    if showsOther { headings += [words.otherCounts, words.otherShare, words.points] }
    return TextTable(
      columns: [TextTable.Column(words.indicator, .prose)]
        + headings.map { TextTable.Column($0, .number) },
      rows: rows.map { row in
        let tally = row.figure.tally
        var cells = [row.label, "\(tally.numerator)/\(tally.denominator)", row.share]
        if showsBounds { cells.append(row.bounds ?? "") }
        cells += [tally.unknown, tally.held, tally.excluded].map(String.init)
        guard showsOther else { return cells }
        let other = row.compared ?? ("", "", "")
        return cells + [other.counts, other.share, other.points]
      })
  }

  /// For each reason why a ratio is missing: the rows it holds for.
  private static func reasons(in rows: [FigureRow]) -> [String] {
    var order: [String] = []
    var keys: [String: [String]] = [:]
    for row in rows {
      guard let reason = row.reason else { continue }
      if keys[reason] == nil { order.append(reason) }
      keys[reason, default: []].append(row.key)
    }
    return order.map { reason in
      "– \((keys[reason] ?? []).map(PlainText.oneLine).joined(separator: ", ")): \(reason)"
    }
  }

  private static func receipts(of results: [IndicatorResult], words: TableWords) -> [String] {
    var order: [FigureReceipt] = []
    var definitions: [FigureReceipt: [String]] = [:]
    for result in results {
      let receipt = FigureReceipt(result.figure, comparedWith: result.comparison?.figure)
      if definitions[receipt] == nil { order.append(receipt) }
      var definition = "\(result.figure.indicator) v\(result.figure.version)"
      let excluded = result.figure.tally.excluded
      if excluded > 0 { definition += " (\(excluded) \(words.excluded.lowercased()))" }
      if definitions[receipt]?.contains(definition) != true {
        definitions[receipt, default: []].append(definition)
      }
    }
    return order.map { $0.text(definitions: definitions[$0] ?? [], words: words) }
  }
}
