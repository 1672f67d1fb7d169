import ArgumentParser
import Indicators
import Intake
import Procedures
import Store

/// `motcua sync`: snapshot sources.
struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Brings what a source says into the database: planned, guarded, in one transaction.",
    subcommands: [Catalog.self, Agencies.self])

  /// The catalog of procedures.
  struct Catalog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Syncs a catalog of procedures, offerings and levels from a CSV file.")

    @Argument(help: "The file.")
    var file: String

    @Option(help: "Name of the source; a snapshot speaks only for what its source said before.")
    var source: String?

    @Option(help: "Limits the sync to a part: agency=CODE.")
    var scope: ScopeArgument?

    @OptionGroup var options: SyncOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let file = try SourceFile(path: self.file)
      let (name, scope, options) = (source ?? "catalog", scope?.agency, options)
      try await SyncRun.perform(options, output: output, database: database) { workspace in
        let request = options.request(source: name, scope: scope, settings: workspace.settings)
        return try await CatalogSync(pool: workspace.pool, authority: workspace.authority)
          .run(file, request)
      }
    }
  }

  /// The agencies of the authority.
  struct Agencies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Syncs the agencies of the authority from a CSV file.")

    @Argument(help: "The file.")
    var file: String

    @Option(help: "Name of the source.")
    var source: String?

    @OptionGroup var options: SyncOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let file = try SourceFile(path: self.file)
      let (name, options) = (source ?? "agencies", options)
      try await SyncRun.perform(options, output: output, database: database) { workspace in
        let request = options.request(source: name, scope: nil, settings: workspace.settings)
        return try await AgencySync(pool: workspace.pool, authority: workspace.authority)
          .run(file, request)
      }
    }
  }
}

/// A part of a source: `agency=CODE`.
struct ScopeArgument: ExpressibleByArgument {
  let agency: AgencyCode

  init?(argument: String) {
    guard argument.hasPrefix("agency="), let code = AgencyCode(String(argument.dropFirst(7))) else {
      return nil
    }
    agency = code
  }
}

/// Options that every sync has.
struct SyncOptions: ParsableArguments {
  @Option(help: "From when the content is valid, yyyy-MM-dd; default today in Asia/Ho_Chi_Minh.")
  var effective: CalendarDay?

  @Option(help: "Opens the guard's withdrawal and row limits up to this many.")
  var allowWithdrawals: Int?

  @Option(help: "Opens the guard's limits on values that fall or become unknown.")
  var allowChanges: Int?

  @Flag(help: "Plans and guards, but changes nothing.")
  var dryRun = false

  @Flag(help: "With --dry-run: exit code 3 where the plan holds differences.")
  var exitCode = false

  @Flag(help: "Prints what each column was taken for.")
  var explain = false

  func validate() throws {
    if exitCode && !dryRun { throw ValidationError("--exit-code goes with --dry-run") }
    for (name, value) in [
      ("--allow-withdrawals", allowWithdrawals), ("--allow-changes", allowChanges),
    ] {
      if let value, value < 0 { throw ValidationError("\(name) takes a number from 0") }
    }
  }

  func request(source: String, scope: AgencyCode?, settings: Settings) -> SyncRequest {
    let now = SystemClock.now
    return SyncRequest(
      source: source, scope: scope, effective: effective ?? now.dayInHoChiMinh,
      effectiveWasGiven: effective != nil, allowWithdrawals: allowWithdrawals,
      allowChanges: allowChanges, dryRun: dryRun, startedBy: settings.user,
      program: Program.name, startedAt: now)
  }
}

/// Runs a sync, prints what it did and ends with the exit code that says how it went.
enum SyncRun {
  static func perform(
    _ options: SyncOptions, output: OutputOptions, database: DatabaseOptions,
    _ sync: (Workspace) async throws -> SyncOutcome
  ) async throws {
    let (outcome, language) = try await Workspace.with(database, newcomer: .enter) { workspace in
      (try await sync(workspace), workspace.settings.language(option: output.lang))
    }
    SyncReport(outcome: outcome, language: language).print(output.output, explain: options.explain)
    try end(outcome, differencesCount: options.exitCode)
  }

  private static func end(_ outcome: SyncOutcome, differencesCount: Bool) throws {
    let records = outcome.summary.records
    let differences =
      records.added + records.changed + records.withdrawn + records.returned
    if outcome.summary.state == .refused { throw ExitCode(Failure.Code.refused.rawValue) }
    if differencesCount, differences > 0 { throw ExitCode(Failure.Code.differences.rawValue) }
    if !outcome.held.isEmpty { throw ExitCode(Failure.Code.held.rawValue) }
  }
}
