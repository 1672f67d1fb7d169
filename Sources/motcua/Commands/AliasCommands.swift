import ArgumentParser
import Procedures
import Reports
import Store

/// `motcua agencies alias` and `motcua fields alias`: spellings that are resolved once for all.
enum AliasCommands {
  /// Of agencies.
  struct Agencies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "alias", abstract: "Keeps other spellings of agencies.",
      subcommands: [Add.self, End.self, List.self])

    struct Add: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Says that a name stands for an agency, in all later runs.")

      @Argument(help: "The name as sources write it.")
      var name: String

      @Argument(help: "The agency's code.")
      var code: AgencyCode

      @OptionGroup var output: OutputOptions
      @OptionGroup var database: DatabaseOptions

      mutating func run() async throws {
        let (name, code) = (name, code)
        try await change(database, output) { try await $0.addAgency(name, code: code, $1) }
      }
    }

    struct End: AsyncParsableCommand {
      static let configuration = CommandConfiguration(abstract: "Takes a name back.")

      @Argument(help: "The name.")
      var name: String

      @OptionGroup var output: OutputOptions
      @OptionGroup var database: DatabaseOptions

      mutating func run() async throws {
        let name = name
        try await change(database, output) { try await $0.endAgency(name, $1) }
      }
    }

    struct List: AsyncParsableCommand {
      static let configuration = CommandConfiguration(abstract: "Lists the names that hold.")

      @OptionGroup var output: OutputOptions
      @OptionGroup var database: DatabaseOptions

      mutating func run() async throws {
        try await list(database, output, target: "agency_code") { try await $0.agencies() }
      }
    }
  }

  /// Of fields.
  struct Fields: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "alias", abstract: "Keeps other spellings of fields.",
      subcommands: [Add.self, End.self, List.self])

    struct Add: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Says that a name stands for a field, in all later runs.")

      @Argument(help: "The name as sources write it.")
      var name: String

      @Argument(help: "The name of the field that it stands for.")
      var field: String

      @OptionGroup var output: OutputOptions
      @OptionGroup var database: DatabaseOptions

      mutating func run() async throws {
        let (name, field) = (name, field)
        try await change(database, output) { try await $0.addField(name, field: field, $1) }
      }
    }

    struct End: AsyncParsableCommand {
      static let configuration = CommandConfiguration(abstract: "Takes a name back.")

      @Argument(help: "The name.")
      var name: String

      @OptionGroup var output: OutputOptions
      @OptionGroup var database: DatabaseOptions

      mutating func run() async throws {
        let name = name
        try await change(database, output) { try await $0.endField(name, $1) }
      }
    }

    struct List: AsyncParsableCommand {
      static let configuration = CommandConfiguration(abstract: "Lists the names that hold.")

      @OptionGroup var output: OutputOptions
      @OptionGroup var database: DatabaseOptions

      mutating func run() async throws {
        try await list(database, output, target: "field") { try await $0.fields() }
      }
    }
  }

  private struct Document: Encodable {
    let name: String
    let target: String
    let since: String
    let run: Int64
  }

  private static func change(
    _ database: DatabaseOptions, _ output: OutputOptions,
    _ body: (AliasRegister, RegisterRequest) async throws -> RegisterOutcome
  ) async throws {
    let outcome = try await Workspace.with(database, connections: 1) { workspace in
      try await body(
        AliasRegister(pool: workspace.pool, authority: workspace.authority),
        RegisterChange.request(workspace.settings))
    }
    RegisterChange.print(outcome, output)
  }

  private static func list(
    _ database: DatabaseOptions, _ output: OutputOptions, target: String,
    _ body: (AliasRegister) async throws -> [AliasRegister.Entry]
  ) async throws {
    let entries = try await Workspace.with(database, connections: 1) { workspace in
      try await body(AliasRegister(pool: workspace.pool, authority: workspace.authority))
    }
    output.print(
      RowsReport(
        headings: ["name", target, "since", "run"],
        rows: entries.map { [$0.name, $0.target, "\($0.since)", "\($0.run)"] }),
      document: entries.map {
        Document(name: $0.name, target: $0.target, since: "\($0.since)", run: $0.run)
      })
  }
}

/// `motcua fields`: the fields of procedures.
struct FieldsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields", abstract: "Keeps other spellings of fields.",
    subcommands: [AliasCommands.Fields.self])
}
