public import Indicators
internal import Procedures

/// The rows behind a figure, for people.
public enum ExplanationTable {
  /// The definition and its legal source, the figure with its receipt, the exclusions, and the
  /// rows. Ends with a newline; how to get further rows is for the caller to say.
  public static func render(
    _ explanation: Explanation, indicator: Indicator, language: Language,
    style: TableStyle = .plain, width: Int? = nil
  ) -> String {
    var blocks = [
      IndicatorListTable.render([indicator], language: language, style: style, width: width)
        + PlainText.oneLine(indicator.legalSource(language)) + "\n",
      FigureTable.render(
        [IndicatorResult(figure: explanation.figure)], language: language, style: style,
        width: width),
    ]
    if !explanation.exclusions.isEmpty {
      blocks.append(exclusions(explanation.exclusions, style: style, width: width))
    }
    let words = ExplanationWords(language: language)
    if !explanation.rows.isEmpty {
      let table = TextTable(
        columns: words.headings.map { TextTable.Column($0, .prose) },
        rows: explanation.rows.map { cells(of: $0, words) })
      blocks.append(table.lines(style: style, width: width).map { $0 + "\n" }.joined())
    }
    return blocks.joined(separator: "\n")
  }

  /// The rows as CSV: texts do not depend on the language.
  public static func csv(_ explanation: Explanation) -> [UInt8] {
    let words = ExplanationWords(language: .en)
    var table = CSVTable()
    table.append(
      line: [
        "kind", "procedure_code", "procedure", "agency_code", "agency", "levels", "values",
        "sources",
      ].map { .text($0) })
    for row in explanation.rows {
      table.append(
        line: [
          .text(row.kind.rawValue), .text(row.procedure?.text ?? row.dossier?.code ?? ""),
          .text(row.procedureName), .text((row.agency ?? row.decidedAt)?.text ?? ""),
          .text(row.agencyName), .text(words.levels(of: row)),
          .text(words.values(of: row)), .text(words.places(of: row)),
        ])
    }
    return table.bytes
  }

  /// The entries of the register of exclusions.
  public static func exclusions(
    _ entries: [ExclusionEntry], style: TableStyle = .plain, width: Int? = nil
  ) -> String {
    report(of: entries).table(style: style, width: width)
  }

  /// The same as rows for every format.
  public static func report(of entries: [ExclusionEntry]) -> RowsReport {
    RowsReport(
      headings: [
        "indicator", "procedure_code", "agency_code", "legal_basis", "reason", "from", "to",
        "entered_by", "run",
      ],
      rows: entries.map { entry in
        [
          entry.indicator, entry.procedure.text, entry.agency?.text ?? "", entry.legalBasis,
          entry.reason, "\(entry.from)", entry.to.map { "\($0)" } ?? "", entry.enteredBy,
          entry.run.map { "\($0)" } ?? "",
        ]
      })
  }

  private static func cells(of row: ExplainedRow, _ words: ExplanationWords) -> [String] {
    let code = row.dossier?.code ?? row.procedure?.text ?? ""
    let place = row.agency ?? row.decidedAt
    return [
      words.name(of: row.kind),
      row.procedureName.isEmpty ? code : "\(code) \(row.procedureName)",
      row.agencyName.isEmpty ? place?.text ?? "" : "\(place?.text ?? "") \(row.agencyName)",
      words.levels(of: row), words.values(of: row), words.places(of: row),
    ]
  }
}

/// The words of explanations in one language.
private struct ExplanationWords {
  let language: Language

  var headings: [String] {
    [
      pick("Loại", "Kind"), pick("Thủ tục", "Procedure"), pick("Cơ quan", "Agency"),
      pick("Mức độ", "Levels"), pick("Thuộc tính quyết định", "Deciding values"),
      pick("Nguồn", "Source"),
    ]
  }

  func name(of kind: RowKind) -> String {
    switch kind {
    case .counted: pick("đạt", "counted")
    case .missing: pick("chưa đạt", "missing")
    case .unknown: pick("chưa rõ", "unknown")
    case .held: pick("tạm giữ", "held")
    case .excluded: pick("loại trừ", "excluded")
    }
  }

  /// `partial–full 3/5`: lowest and highest level, and how many offerings are at the highest.
  func levels(of row: ExplainedRow) -> String {
    guard let levels = row.levels else { return "" }
    let range =
      levels.lowest == levels.highest
      ? levels.highest.rawValue : "\(levels.lowest.rawValue)–\(levels.highest.rawValue)"
    return "\(range) \(levels.atHighest)/\(levels.offerings)"
  }

  func values(of row: ExplainedRow) -> String {
    if let held = row.held { return held.rule + (held.raw.map { ": \($0)" } ?? "") }
    if let dossier = row.dossier {
      let days = [dossier.receivedOn, dossier.endedOn, dossier.dueOn].map { day in
        day.map { "\($0)" } ?? "–"
      }
      return (["status=\(dossier.status)", dossier.timeClass ?? ""] + days)
        .filter { !$0.isEmpty }.joined(separator: " ")
    }
    return row.values.map { "\($0.attribute)=\($0.value)" }.joined(separator: "; ")
  }

  func places(of row: ExplainedRow) -> String {
    if let held = row.held { return text(held.place) }
    if let dossier = row.dossier { return text(dossier.place) }
    var seen: Set<String> = []
    return row.values.flatMap { value in
      value.origins.map { "\(value.attribute): \(text($0.place))" }
    }.filter { seen.insert($0).inserted }.joined(separator: "; ")
  }

  private func text(_ place: SourcePlace) -> String {
    let sheet = place.sheet.map { " [\($0)]" } ?? ""
    let cell = place.cell ?? place.row.map { pick("dòng \($0)", "row \($0)") }
    return "\(place.source) #\(place.run) \(place.file)\(sheet)" + (cell.map { " \($0)" } ?? "")
  }

  private func pick(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
}
