import Intake
import Postgres
import Procedures

/// What every kind of sync has in common: one transaction under the authority's lock, and one
/// line in the book of runs however it ends.
struct SyncRunner {
  let pool: PostgresPool
  let authority: Authority
  let ledger: RunLedger
  /// What is synced, to be kept with the run; nil for a run that takes another back, and for an
  /// import of facts, whose own bytes are never kept: see ``SyncOutcome/kept``.
  let file: SourceFile?

  /// Runs `body` in a transaction that is kept where the body says so.
  ///
  /// Throws `busy` where another sync of the authority holds the lock for longer than five
  /// seconds. A run that fails, or that the guard refuses, is entered in a transaction of its own.
  func run(
    _ body: (borrowing PostgresConnection) async throws -> SyncDecision
  ) async throws -> SyncOutcome {
    let attempt = try await begin()
    do {
      return try await pool.withTransaction { connection in
        try await prepare(attempt, on: connection)
        switch try await body(connection) {
        case .keep(let outcome):
          return try await conclude(outcome, attempt: attempt, on: connection)
        case .drop(let outcome): throw Dropped(outcome: outcome)
        }
      }
    } catch let dropped as Dropped {
      guard dropped.outcome.summary.state == .refused else { return dropped.outcome }
      return try await giveUpWhenBusy(attempt) {
        try await enterRefusal(dropped.outcome, attempt: attempt)
      }
    } catch {
      return try await giveUpWhenBusy(attempt) {
        guard !Self.isBusy(error) else { throw error }
        if ledger.reverts == nil {
          await enterFailure(error, attempt: attempt)
        } else {
          await giveUp(attempt)
        }
        throw error
      }
    }
  }

  /// Enters the attempt in a transaction of its own, so that it is seen while the run is at work.
  private func begin() async throws -> Attempt? {
    guard !ledger.request.dryRun else { return nil }
    return try await pool.withConnection { connection in
      try await Attempt.enter(ledger, on: connection)
    }
  }

  private func prepare(
    _ attempt: Attempt?, on connection: borrowing PostgresConnection
  ) async throws {
    try await connection.execute(RunLedger.prepareTransaction)
    try await attempt?.hold(on: connection)
    try await connection.execute(RunLedger.lock(authority: authority.id))
  }

  private func conclude(
    _ outcome: SyncOutcome, attempt: Attempt?, on connection: borrowing PostgresConnection
  ) async throws -> SyncOutcome {
    guard let run = outcome.summary.run else { return outcome }
    let head = try await RunConclusion(
      pool: pool, authority: authority, ledger: ledger, attempt: attempt
    )
    .conclude(
      run: run, layout: outcome.layout, file: file, copy: outcome.kept, on: connection
    ) { head, connection in
      try await ledger.request.post?.note(
        Self.outcome(outcome, head: head), authority: authority.id, on: connection)
    }
    return Self.outcome(outcome, head: head)
  }

  private static func outcome(_ outcome: SyncOutcome, head: [UInt8]) -> SyncOutcome {
    var outcome = outcome
    outcome.summary.auditHead = Hexadecimal.text(head)
    return outcome
  }

  private static func isBusy(_ error: any Error) -> Bool {
    (error as? PostgresError)?.sqlState == .lockNotAvailable
  }

  /// Nothing is entered while another sync is at work: the attempt leaves, and the caller hears it.
  private func giveUpWhenBusy(
    _ attempt: Attempt?, _ body: () async throws -> SyncOutcome
  ) async throws -> SyncOutcome {
    do {
      return try await body()
    } catch  where Self.isBusy(error) {
      await giveUp(attempt)
      throw StoreError(
        .busy,
        """
        sync source \(ledger.request.source) of authority \(authority.code): another sync of the \
        same authority is at work; try again when it has ended
        """)
    }
  }

  /// Ends an attempt without a run. Where the database is gone it stays, and says so.
  private func giveUp(_ attempt: Attempt?) async {
    guard let attempt else { return }
    _ = try? await pool.withConnection(deadline: .seconds(5)) { connection in
      try await attempt.end(on: connection)
    }
  }

  private func enterRefusal(
    _ refused: SyncOutcome, attempt: Attempt?
  ) async throws -> SyncOutcome {
    guard !ledger.request.dryRun else { return refused }
    let message = refused.refusals.map(\.description).joined(separator: "; ")
    return try await pool.withTransaction { connection in
      try await prepare(attempt, on: connection)
      var outcome = refused
      let source = try await ledger.source(on: connection)
      outcome.summary.run = try await ledger.enter(
        source: source, summary: outcome.summary, state: "refused", agencyVersion: 0,
        heldDigest: nil, message: message, on: connection)
      return try await conclude(outcome, attempt: attempt, on: connection)
    }
  }

  /// Enters that the run failed. Where the database is what failed, the entry fails too, the
  /// attempt stays and says so, and the error that the caller gets is the first one.
  private func enterFailure(_ error: any Error, attempt: Attempt?) async {
    guard !ledger.request.dryRun else { return }
    let summary = SyncSummary(source: ledger.request.source, kind: ledger.kind, state: .refused)
    let isRefusal =
      (error as? IntakeError)?.kind == .noRows || (error as? StoreError)?.kind == .stalePlan
    _ = try? await pool.withTransaction(deadline: .seconds(10)) { connection in
      try await prepare(attempt, on: connection)
      let source = try await ledger.source(on: connection)
      let run = try await ledger.enter(
        source: source, summary: summary, state: isRefusal ? "refused" : "failed",
        agencyVersion: 0, heldDigest: nil, message: "\(error)", on: connection)
      return try await RunConclusion(
        pool: pool, authority: authority, ledger: ledger, attempt: attempt
      )
      .conclude(run: run, layout: nil, file: file, keepsWhatItCan: true, on: connection)
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
