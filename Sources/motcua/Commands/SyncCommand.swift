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
    discussion: """
      A source is a file, an http or https address, or - for standard input: CSV with any \
      separator, XLSX, JSON; UTF-8, UTF-16, windows-1258, TCVN3 or VNI. What it is, its bytes say.
      """,
    subcommands: [Catalog.self, Agencies.self])

  /// The catalog of procedures.
  struct Catalog: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Syncs a catalog of procedures, offerings and levels.")

    @Argument(help: "A file, an address, or - for standard input.")
    var input: String

    @Option(help: "Name of the source; a snapshot speaks only for what its source said before.")
    var source: String?

    @Option(help: "Limits the sync to a part: agency=CODE.")
    var scope: ScopeArgument?

    @Option(help: "A JSON file that says what this source's headings mean.")
    var profile: String?

    @OptionGroup var options: SyncOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let profile = try self.profile.map {
        try CatalogProfile(json: try ProfileFile.bytes($0), file: $0)
      }
      let (source, scope, options) = (source, scope?.agency, options)
      try await SyncRun(options: options, output: output, database: database).perform(
        input, kind: .catalog(profile ?? .standard)
      ) { workspace, file, request in
        var request = request
        request.source = source ?? request.plan?.source ?? profile?.name ?? "catalog"
        request.scope = scope
        return try await IntakeEngine(workspace).run(
          .catalog(profile ?? .standard), file, request)
      }
    }
  }

  /// The agencies of the authority.
  struct Agencies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Syncs the agencies of the authority.")

    @Argument(help: "A file, an address, or - for standard input.")
    var input: String

    @Option(help: "Name of the source.")
    var source: String?

    @Option(help: "A JSON file that says what this source's headings mean.")
    var profile: String?

    @OptionGroup var options: SyncOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let profile = try self.profile.map {
        try AgencyProfile(json: try ProfileFile.bytes($0), file: $0)
      }
      let (source, options) = (source, options)
      try await SyncRun(options: options, output: output, database: database).perform(
        input, kind: .agencies(profile ?? .standard)
      ) { workspace, file, request in
        var request = request
        request.source = source ?? request.plan?.source ?? profile?.name ?? "agencies"
        return try await IntakeEngine(workspace).run(
          .agencies(profile ?? .standard), file, request)
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

  @Option(help: "The sheet of a workbook, where several hold a table.")
  var sheet: String?

  @Option(help: "A JSON file that says how an HTTP source is fetched: paging, session, headers.")
  var fetch: String?

  @Option(help: "Opens the guard's withdrawal and row limits up to this many.")
  var allowWithdrawals: Int?

  @Option(help: "Opens the guard's limits on values that fall or become unknown.")
  var allowChanges: Int?

  @Flag(help: "Plans and guards, but changes nothing; prints the changes.")
  var dryRun = false

  @Flag(help: "With --dry-run: exit code 3 where the plan holds differences.")
  var exitCode = false

  @Option(help: "Writes the plan with all its changes to a JSON file; changes nothing.")
  var planOut: String?

  @Option(help: "Applies just what this plan says, or refuses it as stale.")
  var applyPlan: String?

  @Option(help: "Writes the held rows to an XLSX file, with what is wrong and what to do.")
  var rejects: String?

  @Flag(help: "Prints what each column was taken for, and why.")
  var explain = false

  func validate() throws {
    if exitCode && !dryRun { throw ValidationError("--exit-code goes with --dry-run") }
    if planOut != nil && applyPlan != nil {
      throw ValidationError("--plan-out and --apply-plan exclude each other")
    }
    if dryRun && applyPlan != nil {
      throw ValidationError("--dry-run and --apply-plan exclude each other")
    }
    for (name, value) in [
      ("--allow-withdrawals", allowWithdrawals), ("--allow-changes", allowChanges),
    ] {
      if let value, value < 0 { throw ValidationError("\(name) takes a number from 0") }
    }
  }

  /// The request as far as it does not depend on the kind of source.
  func request(settings: Settings) throws -> SyncRequest {
    let now = SystemClock.now
    var request = SyncRequest(
      source: "", effective: effective ?? now.dayInHoChiMinh, effectiveWasGiven: effective != nil,
      sheet: sheet, allowWithdrawals: allowWithdrawals, allowChanges: allowChanges,
      dryRun: dryRun || planOut != nil, startedBy: settings.user, program: Program.name,
      startedAt: now)
    request.keepDays = try settings.keepDays()
    if let applyPlan { request.plan = try PlanReference(SourceFile(path: applyPlan)) }
    return request
  }
}
