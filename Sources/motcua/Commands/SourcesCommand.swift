public import ArgumentParser
import Procedures
import Reports
public import Store

/// `motcua sources`: who says what, who is believed first, and where they disagree.
struct SourcesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources",
    abstract: "Shows the sources, keeps their limits and precedence, lists where they disagree.",
    subcommands: [
      List.self, Limit.self, MaximumAge.self, Precedence.self, Conflicts.self,
    ])

  /// All sources.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the sources with what is agreed about them.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let entries = try await Workspace.with(database, connections: 1) { workspace in
        try await SourceRegister(pool: workspace.pool, authority: workspace.authority).list()
      }
      let documents = entries.map(SourceDocument.init)
      output.print(
        RowsReport(
          headings: [
            "kind", "name", "demonstration", "last_applied", "max_age", "limits", "precedence",
          ],
          rows: documents.map(\.cells)), document: documents)
    }
  }

  /// Limits of the guard for one source.
  struct Limit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Gives a source limits of the guard of its own, or the usual ones back.")

    @Argument(help: "Name of the source.")
    var source: String

    @Argument(help: "withdrawals, agency_withdrawals, rows or values.")
    var rule: SourceRegister.LimitRule

    @Option(help: "Up to this many always pass.")
    var atLeast: Int?

    @Option(help: "Up to this share of the whole passes, in percent.")
    var percent: Int?

    @Flag(help: "Gives the usual limit back.")
    var clear = false

    @Option(help: "catalog or agencies.")
    var kind = "catalog"

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    func validate() throws {
      guard clear ? (atLeast == nil && percent == nil) : (atLeast != nil && percent != nil) else {
        throw ValidationError("give --at-least N and --percent P, or --clear")
      }
    }

    mutating func run() async throws {
      let (kind, source, rule, atLeast, percent) = (kind, self.source, rule, atLeast, percent)
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        let register = SourceRegister(pool: workspace.pool, authority: workspace.authority)
        let request = RegisterChange.request(workspace.settings)
        guard let atLeast, let percent else {
          return try await register.clearLimit(kind: kind, source: source, rule: rule, request)
        }
        return try await register.setLimit(
          kind: kind, source: source, rule: rule, atLeast: atLeast, percent: percent, request)
      }
      RegisterChange.print(outcome, output)
    }
  }

  /// Who is believed first.
  struct Precedence: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Declares in which order sources are believed for an attribute.",
      discussion: "Without sources the declaration is taken back.")

    @Argument(help: "The attribute, such as name, level or eligible.")
    var attribute: SourceAttribute

    @Argument(help: "Sources, the one that is believed first in front.")
    var sources: [String] = []

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let (attribute, sources) = (attribute, sources)
      let outcome = try await Workspace.with(database, connections: 1) { workspace in
        try await SourceRegister(pool: workspace.pool, authority: workspace.authority)
          .setPrecedence(
            attribute, sources: sources, RegisterChange.request(workspace.settings))
      }
      RegisterChange.print(outcome, output)
    }
  }

  /// Where sources disagree.
  struct Conflicts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists where sources know different values; the first one counts.")

    @Option(help: "How many at most.")
    var limit = 100

    @Option(help: "Goes on behind the last page, with the value that it printed.")
    var after: String?

    @OptionGroup var lookup: LookupOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let (day, known, limit, after) = (try lookup.day(), lookup.known, limit, after)
      let page = try await Workspace.with(database, connections: 1) { workspace in
        try await SourceConflicts(pool: workspace.pool, authority: workspace.authority)
          .page(on: day, known: known, limit: limit, after: after)
      }
      let documents = page.conflicts.map(ConflictDocument.init)
      output.print(
        RowsReport(
          headings: ["procedure_code", "agency_code", "attribute", "counted", "values"],
          rows: documents.map(\.cells)),
        document: ConflictPageDocument(
          total: page.total, next: page.next, dataVersion: page.dataVersion,
          conflicts: documents))
      if let next = page.next {
        Console.error("\(page.conflicts.count)/\(page.total); --after '\(next)'")
      }
    }
  }
}

extension SourceAttribute: ExpressibleByArgument {}
extension SourceRegister.LimitRule: ExpressibleByArgument {}
