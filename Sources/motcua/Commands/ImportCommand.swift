import ArgumentParser
import Intake
import Procedures
import Store

/// `motcua import`: delta sources.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Adds or changes facts by their key; what a source does not name stays.",
    discussion: """
      A source is a file, an http or https address, or - for standard input: CSV with any \
      separator, XLSX, JSON. Columns of personal data are never read, and the run names them.
      """,
    subcommands: [Dossiers.self, Payments.self, Results.self, Observations.self])

  /// States of dossiers.
  struct Dossiers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Imports states of dossiers; the latest by its own event time holds.")

    @OptionGroup var asked: ImportRun

    mutating func run() async throws { try await asked.perform(.dossiers) }
  }

  /// Payment transactions.
  struct Payments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Imports payment transactions; a payment never goes back to a lower state.")

    @OptionGroup var asked: ImportRun

    mutating func run() async throws { try await asked.perform(.payments) }
  }

  /// Stocks of results.
  struct Results: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Imports how many valid results agencies hold, and how many are digitized.")

    @OptionGroup var asked: ImportRun

    mutating func run() async throws { try await asked.perform(.results) }
  }

  /// Figures of others.
  struct Observations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Imports figures that others measured: surveys, published scores.")

    @OptionGroup var asked: ImportRun

    mutating func run() async throws { try await asked.perform(.observations) }
  }
}

/// Options that every import has.
struct ImportOptions: ParsableArguments {
  @Option(help: "Name of the source; default the profile's name.")
  var source: String?

  @Option(help: "A JSON file that says what this source's headings mean.")
  var profile: String?

  @Option(help: "The sheet of a workbook, where several hold a table.")
  var sheet: String?

  @Option(help: "A JSON file that says how an HTTP source is fetched: paging, session, headers.")
  var fetch: String?

  @Flag(help: "Plans and guards, but changes nothing.")
  var dryRun = false

  @Flag(help: "With --dry-run: exit code 3 where something would be added or changed.")
  var exitCode = false

  @Option(
    help: "Writes the held rows to an XLSX file, without personal columns, with what to do.")
  var rejects: String?

  @Flag(help: "Prints what each column was taken for, and why.")
  var explain = false

  func validate() throws {
    if exitCode && !dryRun { throw ValidationError("--exit-code goes with --dry-run") }
  }

  /// The profile that was given, or the embedded one of the kind.
  func factProfile(of kind: FactKind) throws -> FactProfile {
    try profile.map { try FactProfile(kind, json: try ProfileFile.bytes($0), file: $0) }
      ?? .standard(kind)
  }

  /// The request of an import with this profile.
  func request(_ profile: FactProfile, settings: Settings) throws -> SyncRequest {
    let now = SystemClock.now
    var request = SyncRequest(
      source: source ?? profile.name, effective: now.dayInHoChiMinh, sheet: sheet,
      dryRun: dryRun, startedBy: settings.user, program: Program.name, startedAt: now)
    request.keepDays = try settings.keepDays()
    return request
  }
}
