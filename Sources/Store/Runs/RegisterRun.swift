import Intake
import Postgres
public import Procedures

/// Who changes a register, with which program, when.
public struct RegisterRequest: Sendable, Hashable {
  /// The operating system's user.
  public var startedBy: String
  /// Program and version, kept with the run.
  public var program: String
  /// When it began.
  public var startedAt: Instant

  /// A request of a person.
  public init(startedBy: String, program: String, startedAt: Instant) {
    self.startedBy = startedBy
    self.program = program
    self.startedAt = startedAt
  }
}

/// What a change of a register came to.
public struct RegisterOutcome: Sendable, Hashable {
  /// The run that was entered; nil where all was so already and nothing was written.
  public let run: Int64?
  /// One sentence in Vietnamese on what was asked for.
  public let sentence: String
  /// The data version afterwards; it moves only where a figure may have another value.
  public let dataVersion: Int64
  /// Rows written in the registers.
  public let rowsWritten: Int
}

/// Enters one action of a person as a run of mode `register`: under the authority's lock, in one
/// transaction with what it changes, with its canonical JSON as the bytes of the source.
struct RegisterRun {
  let pool: PostgresPool
  let authority: Authority
  let request: RegisterRequest

  /// Applies the action. An action that changes nothing enters no run.
  ///
  /// Throws `StoreError.busy` where a sync of the authority holds the lock for longer than five
  /// seconds, and what the action throws; then nothing is written.
  func perform<Action: RegisterAction>(_ action: Action) async throws -> RegisterOutcome {
    let file = SourceFile(name: action.sentence, contents: try RegisterJSON.bytes(of: action))
    let ledger = try Self.ledger(
      of: file, register: Action.register, authority: authority, request)
    do {
      return try await pool.withTransaction { connection in
        try await connection.execute(RunLedger.prepareTransaction)
        try await connection.execute(RunLedger.lock(authority: authority.id))
        return try await apply(action, ledger: ledger, file: file, on: connection)
      }
    } catch let unchanged as Unchanged {
      return unchanged.outcome
    } catch let error as PostgresError where error.sqlState == .lockNotAvailable {
      throw StoreError(
        .busy,
        """
        change the register \(Action.register) of authority \(authority.code): a sync of the same \
        authority is at work; try again when it has ended
        """)
    }
  }

  /// The line of the book for an action whose bytes are those of the file.
  static func ledger(
    of file: SourceFile, register: String, authority: Authority, _ request: RegisterRequest
  ) throws -> RunLedger {
    let (sha256, size) = try file.digest()
    return RunLedger(
      authority: authority.id, kind: "register",
      request: SyncRequest(
        source: register, effective: request.startedAt.dayInHoChiMinh,
        startedBy: request.startedBy, program: request.program, startedAt: request.startedAt),
      location: file.name, profile: "register", sha256: sha256, size: size)
  }

  private func apply(
    _ action: some RegisterAction, ledger: RunLedger, file: SourceFile,
    on connection: borrowing PostgresConnection
  ) async throws -> RegisterOutcome {
    let (run, outcome) = try await Self.carryOut(
      action, authority: authority, ledger: ledger, on: connection)
    // Thrown, so that the entry of the run is rolled back.
    guard outcome.rowsWritten > 0 else { throw Unchanged(outcome: outcome) }
    _ = try await RunConclusion(pool: pool, authority: authority, ledger: ledger, attempt: nil)
      .conclude(run: run, layout: nil, file: file, on: connection)
    return outcome
  }

  /// Enters the run and carries the action out; what concludes a run is left to the caller.
  static func carryOut(
    _ action: some RegisterAction, authority: Authority, ledger: RunLedger,
    on connection: borrowing PostgresConnection
  ) async throws -> (run: Int64, outcome: RegisterOutcome) {
    var summary = SyncSummary(
      source: ledger.request.source, kind: ledger.kind, mode: "register", state: .applied)
    let source = try await ledger.source(on: connection)
    let run = try await ledger.enter(
      source: source, summary: summary, state: "applied", agencyVersion: 0, heldDigest: nil,
      on: connection)
    let known = try await DataVersion.nextInstant(authority: authority.id, on: connection)
    let effect = try await action.apply(
      in: RegisterContext(authority: authority, run: run, known: known), on: connection)
    if effect.movesFigures, effect.rows > 0 {
      try await connection.execute(
        DataVersion.insertNext(authority: authority.id, run: run, known: known))
    }
    summary.rowsWritten = effect.rows
    let version = try await DataVersion.current(
      authority: authority.id, known: nil, on: connection)
    let outcome = RegisterOutcome(
      run: effect.rows > 0 ? run : nil, sentence: action.sentence,
      dataVersion: version?.number ?? 0, rowsWritten: effect.rows)
    try await connection.execute(Self.mark(authority: authority.id, run: run))
    try await connection.execute(ledger.completeRun(run, summary: summary, known: known))
    return (run, outcome)
  }

  static func mark(authority: Int64, run: Int64) -> Statement {
    let statement: Statement = """
      UPDATE run
      SET mode = 'register'
      WHERE authority_id = \(authority) AND run_id = \(run)
      """
    return statement.labelled("store.register.markRun")
  }

  private struct Unchanged: Error {
    let outcome: RegisterOutcome
  }
}
