import Intake
import Postgres

/// What every run ends with, in the transaction that enters it and under the authority's lock:
/// its layout, its bytes, what it would change in closed periods, its entry in the audit chain, the
/// end of its attempt, and the word to those who serve the old state from memory.
struct RunConclusion {
  let pool: PostgresPool
  let authority: Authority
  let ledger: RunLedger
  let attempt: Attempt?

  /// Completes a run and returns the new head of the audit chain. Nothing of the run may change
  /// afterwards, and nothing but the commit may follow. Waits for instances that serve from memory:
  /// see ``ServingLock``.
  ///
  /// With `file` its bytes are kept, with `copy` those of the copy. A run that failed is entered
  /// also where they cannot be read: `keepsWhatItCan`. `note` writes down the outcome, with the
  /// new head, for whoever asked for the run; what it throws undoes the run.
  func conclude(
    run: Int64, layout: SourceLayout?, file: SourceFile?, copy: KeptCopy? = nil,
    keepsWhatItCan: Bool = false, on connection: borrowing PostgresConnection,
    note: ([UInt8], borrowing PostgresConnection) async throws -> Void = { _, _ in }
  ) async throws -> [UInt8] {
    if let layout {
      try await connection.execute(
        RunLedger.describe(authority: authority.id, run: run, layout: layout))
    }
    let kept = KeptBytes(authority: authority)
    let keepDays = ledger.request.keepDays
    if keepDays > 0, let copy {
      try await kept.keep(copy.file, sha256: copy.sha256, size: copy.size, on: connection)
      try await keepProfile(in: kept, on: connection)
    } else if keepDays > 0, let file {
      if keepsWhatItCan {
        // A savepoint: what the server refused must not take the entry with it.
        _ = try? await connection.transaction { try await keep(file, in: kept, on: $0) }
      } else {
        try await keep(file, in: kept, on: connection)
      }
    }
    try await kept.dropOld(keepDays: keepDays, on: connection)
    // Before the entry in the chain, which covers what is recorded here.
    try await PendingRestatements(authority: authority).record(run: run, on: connection)
    try await attempt?.end(on: connection)
    let head = try await AuditChain(authority: authority).append(run: run, on: connection)
    try await note(head, connection)
    try await ServingLock(authority: authority, pool: pool).take(on: connection)
    return head
  }

  private func keep(
    _ file: SourceFile, in kept: KeptBytes, on connection: borrowing PostgresConnection
  ) async throws {
    try await kept.keep(file, sha256: ledger.sha256, size: ledger.size, on: connection)
    try await keepProfile(in: kept, on: connection)
  }

  private func keepProfile(
    in kept: KeptBytes, on connection: borrowing PostgresConnection
  ) async throws {
    if let bytes = ledger.profileBytes, let sha256 = ledger.profileSHA256 {
      try await kept.keep(
        SourceFile(name: ledger.profile, contents: bytes), sha256: sha256,
        size: Int64(bytes.count), on: connection)
    }
  }
}
