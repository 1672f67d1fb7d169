import ArgumentParser
import Indicators
import Procedures
import Reports
import StatsHTTP

/// `motcua goals`: whether each clause is met, why not, and what it would take.
struct GoalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "goals",
    abstract: "Judges the goals of a plan: met or not, the gap in rows, what would reach them.",
    discussion: """
      Without --plan the authority's own plan of the day is judged; --plan all judges the national \
      ones as well. A goal is met only where unknown and held rows cannot change that.
      """)

  @Option(help: "Id of the plan, such as khanh-hoa-2023, or all.")
  var plan: String?

  @Option(help: "The date whose state is judged, yyyy-MM-dd.")
  var on: CalendarDay?

  @Option(help: "Judges by what was known at this instant, such as 2026-11-22T08:00:00+07:00.")
  var known: Instant?

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: "Limits to dimension=value, such as agency=H32.16; may be repeated.")
  var filters: [FilterArgument] = []

  @Option(help: "Counts the rows that belonged on this date instead of those of today.")
  var basket: CalendarDay?

  @Option(help: "The date that trends begin on; without it the end of the quarter before.")
  var since: CalendarDay?

  @Flag(help: "Ends with code 3 when a goal is missed or undetermined.")
  var check = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOptions

  mutating func run() async throws {
    var asked = GoalsRequest()
    asked.plan = plan
    asked.on = try FigureDate.resolve(on: on, period: nil, known: known)
    asked.known = known
    asked.basket = basket
    asked.since = since
    asked.filters = try named(filters)
    let request = asked
    let (judged, language) = try await Workspace.with(database, connections: 1) { workspace in
      (
        try await Readings(workspace, capacity: 4).goals(request).judged,
        workspace.settings.language(option: output.lang)
      )
    }
    let all = judged.flatMap(\.reports)
    switch output.output {
    case .json: Console.write(GoalJSON.encode(all, language: output.lang ?? .vi))
    case .csv: Console.write(GoalTable.csv(all, language: output.lang ?? .vi))
    case .table, .markdown:
      for (plan, reports) in judged {
        Console.write(
          GoalTable.render(
            reports, plan: plan, language: language,
            style: output.output == .markdown ? .markdown : .plain,
            width: output.output == .markdown ? nil : Console.width))
      }
    }
    if check, all.contains(where: \.isFailing) { throw ExitCode(Failure.Code.differences.rawValue) }
  }

  private func named(_ filters: [FilterArgument]) throws -> [Dimension: String] {
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
