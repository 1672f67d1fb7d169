import ArgumentParser
import Intake
import Postgres
import Store

/// What kind of source comes in, and how its headings are read.
enum IntakeKind: Sendable {
  case agencies(AgencyProfile)
  case catalog(CatalogProfile)
  case facts(FactKind, FactProfile)

  /// The rows of a source, for reading them again.
  func rows(of file: SourceFile, sheet: String?) throws -> SourceRows {
    switch self {
    case .agencies(let profile): try SourceRows(agencies: file, profile: profile, sheet: sheet)
    case .catalog(let profile): try SourceRows(catalog: file, profile: profile, sheet: sheet)
    case .facts(_, let profile): try SourceRows(facts: file, profile: profile, sheet: sheet)
    }
  }
}

/// The one way by which sources come in, from the command line and over HTTP alike.
struct IntakeEngine: Sendable {
  let pool: PostgresPool
  let authority: Authority
  let temporaryDirectory: String

  init(_ workspace: Workspace) {
    pool = workspace.pool
    authority = workspace.authority
    temporaryDirectory = workspace.settings.temporaryDirectory
  }

  /// Runs a source; what is thrown is what the syncs and imports of `Store` throw.
  func run(
    _ kind: IntakeKind, _ file: SourceFile, _ request: SyncRequest
  ) async throws -> SyncOutcome {
    switch kind {
    case .agencies(let profile):
      return try await AgencySync(pool: pool, authority: authority)
        .run(file, profile: profile, request)
    case .catalog(let profile):
      return try await CatalogSync(pool: pool, authority: authority)
        .run(file, profile: profile, request)
    case .facts(.dossiers, let profile):
      return try await DossierImport(
        pool: pool, authority: authority, temporaryDirectory: temporaryDirectory
      ).run(file, profile: profile, request)
    case .facts(.payments, let profile):
      return try await PaymentImport(
        pool: pool, authority: authority, temporaryDirectory: temporaryDirectory
      ).run(file, profile: profile, request)
    case .facts(.results, let profile):
      return try await ResultImport(
        pool: pool, authority: authority, temporaryDirectory: temporaryDirectory
      ).run(file, profile: profile, request)
    case .facts(.observations, let profile):
      return try await ObservationImport(
        pool: pool, authority: authority, temporaryDirectory: temporaryDirectory
      ).run(file, profile: profile, request)
    }
  }

  /// The exit code of an outcome, by the precedence 5 > 3 > 6; nil for success.
  static func exitCode(of outcome: SyncOutcome, differencesCount: Bool) -> Failure.Code? {
    let records = outcome.summary.records
    let differences =
      records.added + records.changed + records.withdrawn + records.returned
      + (outcome.changes?.total ?? 0)
    if outcome.summary.state == .refused { return .refused }
    if differencesCount, differences > 0 { return .differences }
    return outcome.held.isEmpty && outcome.summary.rows.held == 0 ? nil : .held
  }

  /// Ends a command by the exit code of an outcome.
  static func end(_ outcome: SyncOutcome, differencesCount: Bool) throws {
    if let code = exitCode(of: outcome, differencesCount: differencesCount) {
      throw ExitCode(code.rawValue)
    }
  }
}
