import ArgumentParser
import Indicators
import Procedures
import Reports
import Store

/// `motcua stats`: figures.
struct StatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Prints indicators with their receipt.",
    discussion: """
      Without an indicator, all over the catalog are printed, and those over dossiers, payments, \
      results, observations and tasks where such facts were imported.
      """)

  @Argument(help: "Ids of indicators, such as level4_of_all.")
  var indicators: [String] = []

  @Option(
    help: """
      Splits each figure: agency, tier, field, level, procedure, channel, month, quarter or year.
      """)
  var by: Dimension?

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: "Limits to dimension=value, such as agency=H32.16; may be repeated.")
  var filters: [FilterArgument] = []

  @Option(help: "The date whose state is counted, yyyy-MM-dd.")
  var on: CalendarDay?

  @Option(help: "Counts by what was known at this instant, such as 2026-11-22T08:00:00+07:00.")
  var known: Instant?

  @Option(
    help: "2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06: all its days, or its last, up to today.")
  var period: String?

  @Option(help: "Periods by the civil year, or report: from the 15th to the 14th.")
  var calendar: ReportCalendar = .civil

  @Option(help: "The rules by which dossiers are on time: canonical or national-766.")
  var rules: TimeRules = .canonical

  @Option(help: "The date, yyyy-MM-dd, whose figures stand beside, or those of its period.")
  var compare: CalendarDay?

  @Option(help: "The tree of agencies: then, that of the date, or now, that of today.")
  var tree: TreeBasis = .then

  @Option(help: "What is counted: procedures or offerings.")
  var count: CountUnit?

  @Option(help: "Counts what belonged to the denominator on this date, by the attributes of now.")
  var basket: CalendarDay?

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOptions

  mutating func run() async throws {
    let period = try period.map { try Period($0, calendar: calendar) }
    let day = try FigureDate.resolve(on: on, period: period, known: known)
    try FigureDate.check(compare: compare)
    // What is wrong with the question is said before a database is looked for.
    let named = try queries(indicators, period)
    let everything = try indicators.isEmpty ? queries(Indicator.all.map(\.id), period) : []
    let (on, asked, treeDay, compare) = (day, known, tree.day, compare)
    let basket = basket
    let (results, language) = try await Workspace.with(database, connections: 1) { workspace in
      let figures = FigureStore(
        pool: workspace.pool, authority: workspace.authority, capacity: 1, tasks: PlanTaskCounts())
      let closed = try await ClosedAnswer(period, known: asked, figures)
      let known = closed.known
      var queries = named
      if !everything.isEmpty {
        let facts = try await figures.facts(known: known)
        queries = try everything.filter { try facts.contains(Indicator.asked(by: $0).fact) }
      }
      let results =
        if let basket {
          try await figures.answer(
            queries, on: on, basket: basket, known: known, treeDay: treeDay)
        } else {
          try await figures.answer(
            queries, on: on, known: known, treeDay: treeDay, compare: compare)
        }
      return (closed.marked(results), workspace.settings.language(option: output.lang))
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

  /// Questions for indicators. Where none was named, those that have no such split, filter or count
  /// are left out.
  private func queries(_ ids: [String], _ period: Period?) throws -> [IndicatorQuery] {
    var named: [Dimension: String] = [:]
    for filter in filters {
      guard named.updateValue(filter.value, forKey: filter.dimension) == nil else {
        throw IndicatorError(
          .repeatedFilter,
          "--where names \(filter.dimension.rawValue) twice; a dimension takes one value",
          vi: "--where nêu \(filter.dimension.rawValue) hai lần; mỗi chiều nhận một giá trị")
      }
    }
    var result: [IndicatorQuery] = []
    for id in ids {
      let indicator = try Indicator.named(id)
      let query = IndicatorQuery(
        indicator: indicator.id, count: count, filters: named, by: by, period: period,
        calendar: calendar,
        rules: indicators.isEmpty && !indicator.hasTimeRules ? .canonical : rules)
      do {
        _ = try Indicator.asked(by: query)
        result.append(query)
      } catch {
        guard indicators.isEmpty else { throw error }
      }
    }
    guard !result.isEmpty || ids.isEmpty else {
      throw IndicatorError(
        .unknownDimension, "no indicator has all of these splits and filters; name one to see why",
        vi: "không chỉ tiêu nào có đủ các cách tách và bộ lọc này; "
          + "hãy nêu một chỉ tiêu để biết lý do")
    }
    return result
  }
}

/// Which day a question is about.
enum FigureDate {
  /// The date asked for, the end of the period, or today in Asia/Ho_Chi_Minh.
  static func resolve(on: CalendarDay?, period: Period?, known: Instant?) throws -> CalendarDay {
    if let known, known > SystemClock.now {
      throw UsageError(
        description: "\(known) lies in the future: what will be known then cannot be answered now",
        vietnamese: "\(known) ở tương lai: chưa trả lời được theo dữ liệu ghi nhận đến lúc đó")
    }
    if let period {
      guard on == nil else {
        throw UsageError(
          description: "give a date or a period, not both",
          vietnamese: "hãy cho một ngày hoặc một kỳ, không cho cả hai")
      }
      return try period.asOf(today: SystemClock.today)
    }
    return on ?? SystemClock.today
  }

  /// Refuses a date to compare with that lies in the future.
  static func check(compare: CalendarDay?) throws {
    guard let compare, compare > SystemClock.today else { return }
    throw UsageError(
      description: "\(compare) lies in the future; compare with a date that has come",
      vietnamese: "ngày \(compare) ở tương lai; hãy so với một ngày đã đến")
  }
}
