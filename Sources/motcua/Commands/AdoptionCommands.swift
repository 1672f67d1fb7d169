import ArgumentParser
import Indicators
import Intake
import Procedures
import Reports
import Store

/// `motcua plans`, `motcua indexes` and `motcua holidays`: what a province adopts by itself.
enum AdoptionCommands {
  /// Reads a file and puts what it holds in force.
  fileprivate static func adopt(
    _ path: String, _ database: DatabaseOptions, _ output: OutputOptions,
    _ body: (AdoptionRegister, SourceFile, RegisterRequest) async throws -> RegisterOutcome
  ) async throws {
    let settings = try Settings.load()
    // Opened before the database: what cannot be read must not start a server.
    let source = try await OpenedSource.open(path, fetchProfile: nil, settings: settings)
    let outcome = try await Workspace.with(database, newcomer: .enter, connections: 1) {
      workspace in
      try await body(
        AdoptionRegister(pool: workspace.pool, authority: workspace.authority), source.file,
        RegisterChange.request(workspace.settings))
    }
    RegisterChange.print(outcome, output)
  }

  /// Prints what holds.
  fileprivate static func list<Document: Encodable & Sendable>(
    _ database: DatabaseOptions, _ output: OutputOptions, headings: [String],
    cells: (Document) -> [String],
    _ body: (AdoptionRegister) async throws -> [Document]
  ) async throws {
    let documents = try await Workspace.with(database, connections: 1) { workspace in
      try await body(AdoptionRegister(pool: workspace.pool, authority: workspace.authority))
    }
    output.print(
      RowsReport(headings: headings, rows: documents.map(cells)), document: documents)
  }
}

/// `motcua plans`: goals and tasks of plans.
struct PlansCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "Imports plans and lists those that hold.",
    subcommands: [Import.self, List.self])

  /// Next year's plan.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Imports a plan; it replaces the one of the same id.")

    @Argument(help: "A YAML file of the form motcua-plan/1, or - for standard input.")
    var file: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      try await AdoptionCommands.adopt(file, database, output) { try await $0.importPlan($1, $2) }
    }
  }

  /// The plans that hold.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the plans that hold.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      try await AdoptionCommands.list(
        database, output,
        headings: ["id", "title", "decision", "valid", "goals", "tasks", "origin"],
        cells: \PlanEntryDocument.cells
      ) { try await $0.plans().map(PlanEntryDocument.init) }
    }
  }
}

/// `motcua indexes`: weighted indexes.
struct IndexesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "indexes", abstract: "Imports score indexes and lists those that hold.",
    subcommands: [Import.self, List.self])

  /// A new or changed index.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Imports a score index; it replaces the one of the same id.")

    @Argument(help: "A YAML file of the form motcua-index/1, or - for standard input.")
    var file: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      try await AdoptionCommands.adopt(file, database, output) { try await $0.importIndex($1, $2) }
    }
  }

  /// The indexes that hold.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the indexes that hold.")

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      try await AdoptionCommands.list(
        database, output, headings: ["id", "title", "source", "max", "items", "origin"],
        cells: \IndexEntryDocument.cells
      ) { try await $0.indexes().map(IndexEntryDocument.init) }
    }
  }
}

/// `motcua holidays`: days on which offices are closed, and days worked instead.
struct HolidaysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "holidays", abstract: "Imports the holidays of years and lists them.",
    subcommands: [Import.self, List.self])

  /// The holidays of a year.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Imports holidays; each year in the file replaces what was known of it.")

    @Argument(help: "A YAML file of the form motcua-holidays/1, or - for standard input.")
    var file: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      try await AdoptionCommands.adopt(file, database, output) {
        try await $0.importHolidays($1, $2)
      }
    }
  }

  /// The holidays that are known.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the holidays, and which years lack days.")

    @Option(help: "One year; without it those that are listed.")
    var year: Int?

    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    func validate() throws {
      guard year.map({ (1900...2999).contains($0) }) ?? true else {
        throw ValidationError("--year takes a year from 1900 to 2999")
      }
    }

    mutating func run() async throws {
      let year = year
      let entries = try await Workspace.with(database, connections: 1) { workspace in
        try await AdoptionRegister(pool: workspace.pool, authority: workspace.authority)
          .holidays(year: year)
      }
      let documents = entries.map(HolidayYearDocument.init)
      output.print(
        RowsReport(
          headings: ["day", "kind", "name", "complete", "source"],
          rows: documents.flatMap(\.rows)), document: documents)
      for entry in entries where !entry.value.isComplete {
        Console.error(
          "\(entry.value.year): danh sách chưa đủ (thiếu ngày nghỉ theo lịch âm và nghỉ bù); "
            + "motcua holidays import FILE")
      }
    }
  }
}
