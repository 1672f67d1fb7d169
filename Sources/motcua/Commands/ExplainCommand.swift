public import ArgumentParser
public import Indicators
import Procedures
import Reports

/// `motcua explain`: the rows behind a figure.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows the definition of an indicator and the rows behind its figure.",
    discussion: """
      Each row names the attributes that decided and the cells that said so. There are as many rows \
      of each kind as the figure counts.
      """)

  @Argument(help: "Id of an indicator, such as level4_of_all.")
  var indicator: String

  @Option(help: "Only rows of one kind: counted, missing, unknown, held or excluded.")
  var rows: RowKind?

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: "Limits to dimension=value, such as agency=H32.16; may be repeated.")
  var filters: [FilterArgument] = []

  @Option(help: "The date whose state is explained, yyyy-MM-dd.")
  var on: CalendarDay?

  @Option(help: "Explains what was known at this instant, such as 2026-11-22T08:00:00+07:00.")
  var known: Instant?

  @Option(help: "2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06: its last day, today while it runs.")
  var period: String?

  @Option(help: "civil, or report for the calendar from the 15th to the 14th.")
  var calendar: ReportCalendar = .civil

  @Option(help: "How dossiers are late: canonical, or national-766.")
  var rules: TimeRules = .canonical

  @Option(help: "What is counted: procedures or offerings.")
  var count: CountUnit?

  @Option(help: "How many rows at most.")
  var limit = 1000

  @Option(help: "Goes on behind the last page, with the cursor that it printed.")
  var cursor: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOptions

  func validate() throws {
    guard (1...100_000).contains(limit) else {
      throw ValidationError("--limit takes a number from 1 to 100000")
    }
  }

  mutating func run() async throws {
    let period = try period.map { try Period($0, calendar: calendar) }
    let definition = try Indicator.named(indicator)
    let asked = ExplainRequest(
      query: IndicatorQuery(
        indicator: definition.id, count: count, filters: try FilterArgument.dictionary(filters),
        period: period, calendar: calendar, rules: rules),
      day: try FigureDate.resolve(on: on, period: period, known: known), known: known, rows: rows,
      limit: limit, cursor: cursor)
    let (request, lang) = (asked, output.lang)
    let (explanation, language) = try await Workspace.with(database, connections: 1) { workspace in
      let explanation = try await Readings(workspace).explanation(request)
      return (explanation, workspace.settings.language(option: lang))
    }
    let next = explanation.cursor.map { Self.next($0, explanation, language) }
    switch output.output {
    case .json:
      Console.write(
        ExplanationJSON.encode(explanation, indicator: definition, language: lang ?? .vi))
    case .csv: Console.write(ExplanationTable.csv(explanation))
    case .table:
      Console.write(
        ExplanationTable.render(
          explanation, indicator: definition, language: language, width: Console.width))
    case .markdown:
      Console.write(
        ExplanationTable.render(
          explanation, indicator: definition, language: language, style: .markdown))
    }
    if let next { Console.error(next) }
  }

  private static func next(
    _ cursor: String, _ explanation: Explanation, _ language: Language
  ) -> String {
    language == .vi
      ? "\(explanation.rows.count) trên \(explanation.total) dòng; xem tiếp với --cursor \(cursor)"
      : "\(explanation.rows.count) of \(explanation.total) rows; go on with --cursor \(cursor)"
  }
}

extension RowKind: ExpressibleByArgument {}
