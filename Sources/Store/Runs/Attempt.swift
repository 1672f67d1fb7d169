import Postgres
import Procedures

/// A run that has begun and has not ended: entered before its transaction, gone with the
/// transaction that enters the run. One that stays was killed.
///
/// While the run is at work its session holds an advisory lock under the attempt's number, so
/// that nobody has to guess from times whether it still is.
struct Attempt: Sendable {
  let authority: Int64
  let id: Int64

  /// Enters an attempt, visible at once when `connection` is in no transaction.
  static func enter(
    _ ledger: RunLedger, on connection: borrowing PostgresConnection
  ) async throws -> Attempt {
    let id = try await connection.queryOne(insert(ledger)) { row in
      try row.decode(0, as: Int64.self)
    }
    guard let id else {
      throw StoreError(.missing, "enter an attempt: the database gave no number")
    }
    return Attempt(authority: ledger.authority, id: id)
  }

  /// Says that the transaction of `connection` is at work for it.
  func hold(on connection: borrowing PostgresConnection) async throws {
    try await connection.execute(Self.lock(id))
  }

  /// Ends it, visible when the transaction of `connection` is.
  func end(on connection: borrowing PostgresConnection) async throws {
    try await connection.execute(Self.delete(authority: authority, id: id))
  }

  // "MA" in the upper half of the first key: no other program's locks, and not the authority's.
  private static let lockClass = Int32(0x4D41)

  static func insert(_ ledger: RunLedger) -> Statement {
    let request = ledger.request
    let started = PostgresTimestamp(microsecondsSince2000: request.startedAt.microsecondsSince2000)
    let statement: Statement = """
      INSERT INTO attempt (
        authority_id, kind, source_name, scope, location, started_at, started_by)
      VALUES (
        \(ledger.authority), \(ledger.kind), \(request.source), \(request.scopeText),
        \(ledger.location), \(started), \(request.startedBy))
      RETURNING attempt_id
      """
    return statement.labelled("store.attempts.insert")
  }

  static func lock(_ id: Int64) -> Statement {
    let statement: Statement =
      "SELECT pg_advisory_xact_lock_shared(\(lockClass), \(Int32(truncatingIfNeeded: id)))"
    return statement.labelled("store.attempts.lock")
  }

  static func delete(authority: Int64, id: Int64) -> Statement {
    let statement: Statement = """
      DELETE FROM attempt
      WHERE authority_id = \(authority) AND attempt_id = \(id)
      """
    return statement.labelled("store.attempts.delete")
  }

  /// The newest attempts first that have a lower number than `before`, with whether a session is
  /// at work for each.
  static func select(
    authority: Int64, _ filter: RunFilter = RunFilter(), before: Int64 = .max, limit: Int64
  ) -> Statement {
    let statement: Statement = """
      SELECT kind, source_name, scope, location, started_at, started_by, is_running, attempt_id
      FROM (\(withState)) AS attempt
      WHERE authority_id = \(authority)
        AND attempt_id < \(before)
        AND \(condition(filter))
      ORDER BY attempt_id DESC
      LIMIT \(limit)
      """
    return statement.labelled("store.attempts.select")
  }

  static func count(authority: Int64, _ filter: RunFilter) -> Statement {
    let statement: Statement = """
      SELECT count(*)
      FROM (\(withState)) AS attempt
      WHERE authority_id = \(authority)
        AND \(condition(filter))
      """
    return statement.labelled("store.attempts.count")
  }

  /// The list of locks is made once for all attempts.
  private static var withState: Statement {
    """
    SELECT authority_id, attempt_id, kind, source_name, scope, location, started_at, started_by,
          attempt_id % 4294967296 IN (
            SELECT pg_locks.objid::bigint
            FROM pg_locks
            WHERE pg_locks.locktype = 'advisory'
              AND pg_locks.database = (
                SELECT oid FROM pg_database WHERE datname = current_database())
              AND pg_locks.classid::bigint = \(Int64(lockClass))
              AND pg_locks.objsubid = 2
              AND pg_locks.granted) AS is_running
        FROM attempt
    """
  }

  private static func condition(_ filter: RunFilter) -> Statement {
    """
    (\(filter.kind == nil) OR kind = \(filter.kind ?? ""))
        AND (\(filter.source == nil) OR source_name = \(filter.source ?? ""))
        AND (\(filter.state == nil)
          OR CASE WHEN is_running THEN 'running' ELSE 'interrupted' END = \(filter.state ?? ""))
    """
  }
}
