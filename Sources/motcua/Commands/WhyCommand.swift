public import ArgumentParser
public import Indicators
import Procedures
import Reports
import Store

/// `motcua why`: what moved a figure.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Splits the change of a figure between two dates by cause.",
    discussion: """
      The start is the figure as it was known at the end of the first date, where anything was on \
      record then; what became known of it since is the cause corrected. The parts add up to the \
      change exactly.
      """)

  @Argument(help: "Id of an indicator over the catalog, such as level4_of_all.")
  var indicator: String

  @Option(help: "The first date, yyyy-MM-dd.")
  var from: CalendarDay

  @Option(help: "The second date, yyyy-MM-dd; today unless given.")
  var to: CalendarDay?

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: "Limits to dimension=value, such as agency=H32.16; may be repeated.")
  var filters: [FilterArgument] = []

  @Option(help: "What is counted: procedures or offerings.")
  var count: CountUnit?

  @Option(help: "Takes the start as it was known at this instant.")
  var knownFrom: Instant?

  @Option(help: "Counts by what was known at this instant.")
  var known: Instant?

  @Option(help: "Lists the rows of one cause, such as upgraded.")
  var rows: ChangeCause?

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOptions

  mutating func run() async throws {
    let from = from
    let to = try FigureDate.resolve(on: to, period: nil, known: known)
    _ = try FigureDate.resolve(on: nil, period: nil, known: knownFrom)
    guard from <= to else {
      throw UsageError(
        description: "split the change from \(from) to \(to): the first date is the later one; "
          + "exchange --from and --to")
    }
    let query = IndicatorQuery(
      indicator: try Indicator.named(indicator).id, count: count,
      filters: try FilterArgument.dictionary(filters))
    let (knownFrom, known, lang) = (knownFrom, known, output.lang)
    let (change, language) = try await Workspace.with(database, connections: 1) { workspace in
      let figures = FigureStore(pool: workspace.pool, authority: workspace.authority, capacity: 3)
      return (
        try await figures.change(query, from: from, to: to, knownFrom: knownFrom, known: known),
        workspace.settings.language(option: lang)
      )
    }
    switch output.output {
    case .json: Console.write(ChangeJSON.encode(change, language: lang ?? .vi))
    case .csv: Console.write(ChangeTable.csv(change, rowsOf: rows))
    case .table:
      Console.write(
        ChangeTable.render(change, rowsOf: rows, language: language, width: Console.width))
    case .markdown:
      Console.write(
        ChangeTable.render(change, rowsOf: rows, language: language, style: .markdown))
    }
  }
}

extension ChangeCause: ExpressibleByArgument {}

extension FilterArgument {
  /// The filters by dimension; throws where one is named twice.
  static func dictionary(_ filters: [FilterArgument]) throws -> [Dimension: String] {
    var named: [Dimension: String] = [:]
    for filter in filters {
      guard named.updateValue(filter.value, forKey: filter.dimension) == nil else {
        throw IndicatorError(
          .repeatedFilter,
          "--where names \(filter.dimension.rawValue) twice; a dimension takes one value",
          vi: "--where nêu \(filter.dimension.rawValue) hai lần; mỗi chiều nhận một giá trị")
      }
    }
    return named
  }
}
