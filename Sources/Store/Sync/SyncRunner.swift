import Intake
import Postgres
import Procedures

/// What every kind of sync has in common: one transaction under the authority's lock, and one
/// line in the book of runs however it ends.
struct SyncRunner {
  let pool: PostgresPool
  let authority: Authority
  let ledger: RunLedger

  /// Runs `body` in a transaction that is kept where the body says so.
  ///
  /// Throws `busy` where another sync of the authority holds the lock for longer than five
  /// seconds. A run that fails, or that the guard refuses, is entered in a transaction of its own.
  func run(
    _ body: (borrowing PostgresConnection) async throws -> SyncDecision
  ) async throws -> SyncOutcome {
    do {
      return try await pool.withTransaction { connection in
        try await connection.execute(RunLedger.prepareTransaction)
        try await connection.execute(RunLedger.lock(authority: authority.id))
        switch try await body(connection) {
        case .keep(let outcome): return outcome
        case .drop(let outcome): throw Dropped(outcome: outcome)
        }
      }
    } catch let dropped as Dropped {
      guard dropped.outcome.summary.state == .refused else { return dropped.outcome }
      let message = dropped.outcome.refusals.map(\.description).joined(separator: "; ")
      return try await enterRefusal(dropped.outcome, message: message)
    } catch let error as PostgresError where error.sqlState == .lockNotAvailable {
      throw StoreError(
        .busy,
        """
        sync source \(ledger.request.source) of authority \(authority.code): another sync of the \
        same authority is at work; try again when it has ended
        """)
    } catch {
      await enterFailure(error)
      throw error
    }
  }

  private func enterRefusal(
    _ outcome: SyncOutcome, message: String
  ) async throws -> SyncOutcome {
    var outcome = outcome
    guard !ledger.request.dryRun else { return outcome }
    let summary = outcome.summary
    outcome.summary.run = try await pool.withTransaction { connection in
      let source = try await ledger.source(on: connection)
      return try await ledger.enter(
        source: source, summary: summary, state: "refused", agencyVersion: 0, heldDigest: nil,
        message: message, on: connection)
    }
    return outcome
  }

  /// Enters that the run failed. Where the database is what failed, the entry fails too, and the
  /// error that the caller gets is the first one.
  private func enterFailure(_ error: any Error) async {
    guard !ledger.request.dryRun else { return }
    var summary = SyncSummary(source: ledger.request.source, kind: ledger.kind, state: .refused)
    summary.rows = SyncSummary.Rows()
    let entry = summary
    let isRefusal = (error as? IntakeError)?.kind == .noRows
    _ = try? await pool.withTransaction(deadline: .seconds(5)) { connection in
      let source = try await ledger.source(on: connection)
      return try await ledger.enter(
        source: source, summary: entry, state: isRefusal ? "refused" : "failed",
        agencyVersion: 0, heldDigest: nil, message: "\(error)", on: connection)
    }
  }

  private struct Dropped: Error {
    let outcome: SyncOutcome
  }
}

/// Whether what a sync did in its transaction becomes visible.
enum SyncDecision: Sendable {
  case keep(SyncOutcome)
  case drop(SyncOutcome)
}
