public import Intake
public import Postgres
import Procedures

/// Syncs a catalog of procedures: what a source's file says becomes what the database believes
/// the source to say, from the effective date on, and nothing else changes.
///
/// Read, recognise, validate, stage, diff, plan, guard, apply: all in one transaction, so that
/// killed at any moment either the old or the new state is there.
public struct CatalogSync: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// A sync for one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// Syncs a file.
  ///
  /// Throws `IntakeError` for a file that is no readable catalog, `StoreError.missing` where no
  /// agency is loaded, `StoreError.busy` where another sync is at work. A refusal of the guard is
  /// an outcome, not an error. Costs one pass over the file for its digest and one for its rows;
  /// memory does not grow with the file.
  public func run(
    _ file: SourceFile, profile: CatalogProfile = .standard, _ request: SyncRequest
  ) async throws -> SyncOutcome {
    let request = try request.prepared()
    let (sha256, size) = try file.digest()
    let ledger = RunLedger(
      authority: authority.id, kind: "catalog", request: request, location: file.name,
      profile: profile.name, sha256: sha256, size: size, profileBytes: profile.bytes)
    let runner = SyncRunner(pool: pool, authority: authority, ledger: ledger, file: file)
    return try await runner.run { connection in
      try request.plan?.check(ledger)
      let source = try await ledger.sourceForPlan(on: connection)
      let agencyVersion = try await ledger.agencyVersion(on: connection)
      let last = try await ledger.last(source: source, on: connection)
      if let last, !request.listsChanges, ledger.isRepeat(of: last, agencyVersion: agencyVersion) {
        return .keep(
          try await skip(
            last, source: source, agencyVersion: agencyVersion, ledger: ledger, on: connection))
      }
      let work = CatalogRun(
        authority: authority, ledger: ledger, source: source, agencyVersion: agencyVersion,
        last: last)
      return try await work.perform(file, profile: profile, on: connection)
    }
  }

  /// The same bytes under the same conditions: what they say stands already.
  private func skip(
    _ last: RunLedger.Last, source: Int64, agencyVersion: Int64, ledger: RunLedger,
    on connection: borrowing PostgresConnection
  ) async throws -> SyncOutcome {
    var summary = SyncSummary(source: ledger.request.source, kind: ledger.kind, state: .skipped)
    summary.rows = last.rows
    let records = last.records
    summary.records.unchanged =
      records.added + records.changed + records.returned + records.unchanged
    let run = try await ledger.enter(
      source: source, summary: summary, state: "skipped", agencyVersion: agencyVersion,
      heldDigest: last.heldDigest, on: connection)
    try await connection.execute(ledger.completeRun(run, summary: summary, known: nil))
    summary.run = run
    summary.dataVersion =
      try await DataVersion.current(authority: authority.id, known: nil, on: connection)?.number
      ?? 0
    let held = try await RunLedger.held(of: last.run, authority: authority.id, on: connection)
    return SyncOutcome(summary: summary, held: held)
  }
}
