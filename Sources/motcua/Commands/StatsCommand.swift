import ArgumentParser
import Indicators
import Procedures
import Reports
import Store

/// `motcua stats`: figures.
struct StatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Prints indicators with their receipt.",
    discussion: "Without an indicator, all of the catalog are printed.")

  @Argument(help: "Ids of indicators, such as level4_of_all.")
  var indicators: [String] = []

  @Option(help: "Splits each figure: agency, tier, field, level or procedure.")
  var by: Dimension?

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: "Limits to dimension=value, such as agency=H32.16; may be repeated.")
  var filters: [FilterArgument] = []

  @Option(help: "The date whose state is counted, yyyy-MM-dd.")
  var on: CalendarDay?

  @Option(help: "Counts by what was known at this instant, such as 2026-11-22T08:00:00+07:00.")
  var known: Instant?

  @Option(help: "2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06: its last day, today while it runs.")
  var period: String?

  @Option(help: "The tree of agencies: then, that of the date, or now, that of today.")
  var tree: TreeBasis = .then

  @Option(help: "What is counted: procedures or offerings.")
  var count: CountUnit?

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOptions

  mutating func run() async throws {
    let queries = try queries()
    let day = try FigureDate.resolve(
      on: on, period: try period.map { try Period($0) }, known: known)
    let (on, known, treeDay) = (day, known, tree.day)
    let (results, language) = try await Workspace.with(database, connections: 1) { workspace in
      let figures = FigureStore(pool: workspace.pool, authority: workspace.authority, capacity: 1)
      return (
        try await figures.answer(queries, on: on, known: known, treeDay: treeDay),
        workspace.settings.language(option: output.lang)
      )
    }
    let stated = output.lang ?? .vi
    switch output.output {
    case .json: Console.write(FigureJSON.encode(results, language: stated))
    case .csv: Console.write(FigureCSV.encode(results, language: stated))
    case .table:
      Console.write(FigureTable.render(results, language: language, width: Console.width))
    case .markdown:
      Console.write(FigureTable.render(results, language: language, style: .markdown))
    }
  }

  private func queries() throws -> [IndicatorQuery] {
    let period = try period.map { try Period($0) }
    var named: [Dimension: String] = [:]
    for filter in filters {
      guard named.updateValue(filter.value, forKey: filter.dimension) == nil else {
        throw IndicatorError(
          .repeatedFilter,
          "--where names \(filter.dimension.rawValue) twice; a dimension takes one value")
      }
    }
    let ids = indicators.isEmpty ? Indicator.catalog.map(\.id) : indicators
    return try ids.map { id in
      IndicatorQuery(
        indicator: try Indicator.named(id).id, count: count, filters: named, by: by,
        period: period)
    }
  }
}

/// Which day a question is about.
enum FigureDate {
  /// The date asked for, the end of the period, or today in Asia/Ho_Chi_Minh.
  static func resolve(on: CalendarDay?, period: Period?, known: Instant?) throws -> CalendarDay {
    if let known, known > SystemClock.now {
      throw UsageError(
        description: "\(known) lies in the future: what will be known then cannot be answered now")
    }
    if let period {
      guard on == nil else {
        throw UsageError(description: "give a date or a period, not both")
      }
      return try period.asOf(today: SystemClock.today)
    }
    return on ?? SystemClock.today
  }
}
