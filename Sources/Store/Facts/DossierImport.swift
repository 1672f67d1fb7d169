public import Intake
public import Postgres
import Procedures

/// Imports states of dossiers.
///
/// A delta source: what a file names is added or changed by its key, and nothing is ever withdrawn.
/// Of several states of a dossier the one with the latest event time holds, whatever the order of
/// delivery, and of equal times the higher status, then the later delivery.
public struct DossierImport: Sendable {
  let pool: PostgresPool
  let authority: Authority
  let directory: String

  /// An import for one authority. The redacted copy of a source of more than 8 MiB goes through a
  /// nameless file in `directory`.
  public init(pool: PostgresPool, authority: Authority, temporaryDirectory directory: String) {
    self.pool = pool
    self.authority = authority
    self.directory = directory
  }

  /// Imports a file.
  ///
  /// What is kept of the source is its redacted copy, and the outcome names the columns that were
  /// not read. Throws ``IntakeError`` for a file that is no readable table of its kind,
  /// `StoreError.missing` where what rows refer to is not loaded, `StoreError.busy` where another
  /// sync is at work. A refusal of the guard is an outcome, not an error. Costs one pass over the
  /// file for its digest, one for its rows and one join with what is stored; memory does not grow
  /// with the file.
  public func run(
    _ file: SourceFile, profile: FactProfile = .standard(.dossiers), _ request: SyncRequest
  ) async throws -> SyncOutcome {
    let work = FactImport<DossierTable>(
      pool: pool, authority: authority, directory: directory)
    return try await work.run(file, profile: profile, request) { material in
      try DossierReader(material, file, profile, sheet: request.sheet)
    }
  }
}
