public import Indicators
internal import Procedures

/// A change taken apart, for people.
public enum ChangeTable {
  /// Both figures with their receipts, then a row for each cause that did something: rows, counts
  /// and percentage points; where a cause is named, its rows below. Ends with a newline.
  public static func render(
    _ change: ChangeAnalysis, rowsOf cause: ChangeCause?, language: Language,
    style: TableStyle = .plain, width: Int? = nil
  ) -> String {
    let words = ChangeWords(language: language)
    let figures = FigureTable.render(
      [change.from, change.to].map { IndicatorResult(figure: $0) }, language: language,
      style: style, width: width)
    let parts = TextTable(
      columns: [TextTable.Column(words.cause, .prose)]
        + [words.rows, words.numerator, words.denominator, words.unknown, words.excluded]
        .map { TextTable.Column($0, .number) } + [TextTable.Column(words.points, .number)],
      rows: change.parts.filter { !$0.counts.isZero || !$0.rows.isEmpty }.map { part in
        [
          "\(part.cause.label(language)) (\(part.cause.rawValue))", String(part.rows.count),
          signed(part.counts.numerator), signed(part.counts.denominator),
          signed(part.counts.unknown), signed(part.counts.excluded),
          part.ratio?.points(language: language) ?? "–",
        ]
      } + [total(change, words)])
    var blocks = [
      figures, parts.lines(style: style, width: width).map { $0 + "\n" }.joined(),
    ]
    if let cause {
      let rows = change.parts.first { $0.cause == cause }?.rows ?? []
      blocks.append(
        rows.isEmpty ? words.noRows(cause) + "\n" : table(of: rows, words, style, width))
    }
    return blocks.joined(separator: "\n")
  }

  /// The parts as CSV, one line for each cause, also where it did nothing; with a cause its rows.
  public static func csv(_ change: ChangeAnalysis, rowsOf cause: ChangeCause?) -> [UInt8] {
    var table = CSVTable()
    if let cause {
      table.append(
        line: ["cause", "procedure_code", "procedure", "agency_code", "old", "new"].map {
          .text($0)
        })
      for row in change.parts.first(where: { $0.cause == cause })?.rows ?? [] {
        table.append(
          line: [
            .text(cause.rawValue), .text(row.procedure.text), .text(row.name),
            row.agency.map { .text($0.text) } ?? .empty, .text(row.old.rawValue),
            .text(row.new.rawValue),
          ])
      }
      return table.bytes
    }
    table.append(
      line: ["cause", "rows", "numerator", "denominator", "unknown", "excluded", "ratio"].map {
        .text($0)
      })
    for part in change.parts {
      table.append(
        line: [
          .text(part.cause.rawValue), .integer(part.rows.count), .integer(part.counts.numerator),
          .integer(part.counts.denominator), .integer(part.counts.unknown),
          .integer(part.counts.excluded), .fraction(part.ratio?.value),
        ])
    }
    return table.bytes
  }

  private static func total(_ change: ChangeAnalysis, _ words: ChangeWords) -> [String] {
    let sum = change.parts.reduce(CountChange()) { $0 + $1.counts }
    return [
      words.total, "", signed(sum.numerator), signed(sum.denominator), signed(sum.unknown),
      signed(sum.excluded), change.ratio?.points(language: words.language) ?? "–",
    ]
  }

  private static func table(
    of rows: [ChangedRow], _ words: ChangeWords, _ style: TableStyle, _ width: Int?
  ) -> String {
    let table = TextTable(
      columns: [words.procedure, words.agency, words.before, words.after].map {
        TextTable.Column($0, .prose)
      },
      rows: rows.map { row in
        [
          row.name.isEmpty ? row.procedure.text : "\(row.procedure.text) \(row.name)",
          row.agency?.text ?? "", words.outcome(row.old), words.outcome(row.new),
        ]
      })
    return table.lines(style: style, width: width).map { $0 + "\n" }.joined()
  }

  private static func signed(_ number: Int) -> String {
    number > 0 ? "+\(number)" : number < 0 ? "−\(number.magnitude)" : "0"
  }
}

/// The words of a change in one language.
private struct ChangeWords {
  let language: Language

  var cause: String { pick("Nguyên nhân", "Cause") }
  var rows: String { pick("Số dòng", "Rows") }
  var numerator: String { pick("Δ tử số", "Δ numerator") }
  var denominator: String { pick("Δ mẫu số", "Δ denominator") }
  var unknown: String { pick("Δ chưa rõ", "Δ unknown") }
  var excluded: String { pick("Δ loại trừ", "Δ excluded") }
  var points: String { pick("Điểm %", "Points") }
  var total: String { pick("Cộng", "Total") }
  var procedure: String { pick("Thủ tục", "Procedure") }
  var agency: String { pick("Cơ quan", "Agency") }
  var before: String { pick("Trước", "Before") }
  var after: String { pick("Sau", "After") }

  func noRows(_ cause: ChangeCause) -> String {
    pick("Không có dòng nào: ", "No rows: ") + cause.label(language)
  }

  func outcome(_ outcome: RowOutcome) -> String {
    switch outcome {
    case .absent: pick("không có", "not there")
    case .outside: pick("ngoài mẫu số", "outside")
    case .missing: pick("chưa đạt", "missing")
    case .counted: pick("đạt", "counted")
    case .unknown: pick("chưa rõ", "unknown")
    case .excluded: pick("loại trừ", "excluded")
    }
  }

  private func pick(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
}
