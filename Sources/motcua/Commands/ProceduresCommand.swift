import ArgumentParser
import Indicators
import Procedures
import Reports
import StatsHTTP

/// `motcua procedures`: looking procedures up.
struct ProceduresCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "procedures", abstract: "Looks procedures up.",
    subcommands: [List.self, Show.self, History.self])

  /// All procedures in force.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the procedures in force with their highest known level.",
      discussion: "As many as a figure with the same filters counts over.")

    @Option(
      name: .customLong("where"), parsing: .singleValue,
      help: "Limits to dimension=value, such as agency=H32.16; may be repeated.")
    var filters: [FilterArgument] = []

    @OptionGroup var lookup: LookupOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let named = try FilterArgument.dictionary(filters)
      output.print(LookupRows(try await Self.records(lookup, named, database)))
    }

    private static func records(
      _ lookup: LookupOptions, _ filters: [Dimension: String], _ database: DatabaseOptions
    ) async throws -> [ProcedureRecord] {
      let (day, known) = (try lookup.day(), lookup.known)
      return try await Workspace.with(database, connections: 1) { workspace in
        let listed = try await Readings(workspace).procedures(
          on: day, known: known, filters: filters)
        return listed.records
      }
    }
  }

  /// One procedure with its offerings.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows who offers a procedure, at which level, with which attributes.")

    @Argument(help: "The procedure's code.")
    var code: String

    @OptionGroup var lookup: LookupOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let catalog = try await AgenciesCommand.catalog(lookup, database)
      let card: ProcedureCard
      switch catalog.finding(of: code) {
      case .inForce(let position): card = ProcedureCard(position: position, in: catalog)
      case .replaced(let asked, let position):
        card = ProcedureCard(position: position, in: catalog, replacing: asked.text)
        Console.error("\(asked) → \(card.code)")
      case .missing(let asked, let successors):
        let hint =
          successors.isEmpty
          ? "motcua procedures history \(asked) shows whether it ever was"
          : "\(successors.map(\.text).joined(separator: ", ")) have its place"
        throw UsageError(
          description: "show procedure \(asked): it is not in force on \(catalog.validOn); \(hint)")
      }
      if output.output == .table {
        let field = card.field.map { " · \($0)" } ?? ""
        Console.write("\(card.code)  \(card.name)\(field)\n")
      }
      output.print(LookupRows(card.offerings))
    }
  }

  /// The life of a procedure.
  struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows the life of a procedure: who said what, when, from which run and cell.")

    @Argument(help: "The procedure's code.")
    var code: String

    @Option(help: "Shows what was on record at this instant.")
    var known: Instant?

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let request = ProcedureRequest(code: code, known: known)
      let records = try await Workspace.with(database, connections: 1) { workspace in
        try await Readings(workspace).history(request)
      }
      output.print(LookupRows(records))
    }
  }
}
