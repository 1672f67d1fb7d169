public import Postgres
public import Procedures

/// Who takes a run back, with which program, when.
public struct RevertRequest: Sendable, Hashable {
  /// The operating system's user.
  public var startedBy: String
  /// Program and version, kept with the run.
  public var program: String
  /// When it began.
  public var startedAt: Instant
  /// For how many days the bytes of sources are kept; see ``SyncRequest/keepDays``.
  public var keepDays = 400

  /// A request of a person.
  public init(startedBy: String, program: String, startedAt: Instant) {
    self.startedBy = startedBy
    self.program = program
    self.startedAt = startedAt
  }
}

/// Restores the state before a run that was applied wrongly, as a new run of the same source.
///
/// Nothing is erased: what the run wrote was believed until now, and a figure as known then stays
/// what it was. A run that takes back can be taken back itself.
public struct RunReverter: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// A reverter for one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// Takes a run back.
  ///
  /// Throws `StoreError.badRequest` where there is no such run, where it was not applied, wrote
  /// nothing, or is taken back already; where later runs of its source wrote something and stand;
  /// and where agencies would vanish that offerings refer to. Throws `StoreError.busy` where a sync
  /// is at work. Costs what the run wrote, not what the catalog holds.
  public func revert(_ run: Int64, _ request: RevertRequest) async throws -> SyncOutcome {
    let found = try await pool.withConnection { connection in
      try await RecordedRun.load(authority: authority.id, run: run, on: connection)
    }
    guard let recorded = found.first else {
      throw StoreError(
        .badRequest,
        "take back run \(run): authority \(authority.code) has no such run; see motcua runs list")
    }
    let ledger = Self.ledger(
      authority: authority.id, run: recorded, startedBy: request.startedBy,
      program: request.program, startedAt: request.startedAt, keepDays: request.keepDays)
    let reversal = RunReversal(authority: authority, run: recorded)
    let runner = SyncRunner(pool: pool, authority: authority, ledger: ledger, file: nil)
    return try await runner.run { connection in
      .keep(try await reversal.perform(ledger: ledger, on: connection))
    }
  }

  /// The line in the book of runs: source, scope and file are those of the run that is taken back.
  static func ledger(
    authority: Int64, run: RecordedRun, startedBy: String, program: String, startedAt: Instant,
    keepDays: Int
  ) -> RunLedger {
    var request = SyncRequest(
      source: run.sourceName, scope: run.scopeAgency, effective: run.effective,
      startedBy: startedBy, program: program, startedAt: startedAt)
    request.keepDays = keepDays
    return RunLedger(
      authority: authority, kind: run.kind, request: request, location: run.location,
      profile: run.profile, sha256: [], size: 0, reverts: run.id)
  }
}
