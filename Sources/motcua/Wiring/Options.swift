public import ArgumentParser
public import Indicators
public import Procedures
import Reports

extension Language: ExpressibleByArgument {}

/// Which database and which authority.
struct DatabaseOptions: ParsableArguments {
  @Option(help: "URL of the database; without one the private cluster is used.")
  var database: String?

  @Option(help: "Code of the authority, such as H32.")
  var authority: String?
}

/// How data are printed.
struct OutputOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case csv
    case markdown
  }

  @Option(help: "table, json, csv or markdown.")
  var output: Format = .table

  @Option(help: "Language of texts for people: vi or en.")
  var lang: Language?
}

/// A filter as it is written on the command line: `dimension=value`.
struct FilterArgument: ExpressibleByArgument {
  let dimension: Dimension
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="),
      let dimension = Dimension(rawValue: String(argument[..<equals]))
    else { return nil }
    self.dimension = dimension
    value = String(argument[argument.index(after: equals)...])
  }
}

extension CalendarDay: ExpressibleByArgument {
  /// Reads `yyyy-MM-dd`.
  public init?(argument: String) { self.init(iso: argument) }
}

extension Instant: ExpressibleByArgument {
  /// Reads ISO 8601 with a time and an offset.
  public init?(argument: String) { self.init(iso: argument) }
}

extension Dimension: ExpressibleByArgument {}
extension CountUnit: ExpressibleByArgument {
  /// The units that can be asked for.
  public static var allValueStrings: [String] { choices.map(\.rawValue) }
}
extension TreeBasis: ExpressibleByArgument {}
extension ReportCalendar: ExpressibleByArgument {}

extension TimeRules: ExpressibleByArgument {
  /// Reads the name of a set of rules.
  public init?(argument: String) { self.init(id: argument) }

  /// The names of the sets.
  public static var allValueStrings: [String] { all.map(\.id) }
}

extension TreeBasis {
  /// The day whose tree is asked for; nil is that of the figure itself.
  var day: CalendarDay? { self == .now ? SystemClock.today : nil }
}
