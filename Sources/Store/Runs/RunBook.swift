public import Postgres
public import Procedures

/// One line of the book of runs, for people.
public struct RunEntry: Sendable, Hashable {
  /// Number of the run.
  public let id: Int64
  /// `agencies` or `catalog`.
  public let kind: String
  /// Name of the source.
  public let source: String
  /// Part of the source, or empty for the whole.
  public let scope: String
  /// `applied`, `skipped`, `refused` or `failed`.
  public let state: String
  /// The file as it was named.
  public let location: String
  /// When it ended.
  public let finishedAt: Instant
  /// Who ran it.
  public let startedBy: String
  /// SHA-256 of the bytes, in hexadecimal digits; empty where none was computed.
  public let sha256: String
  /// Rows of the file.
  public let rows: SyncSummary.Rows
  /// Records of the database.
  public let records: SyncSummary.Records
  /// Rows the database wrote.
  public let rowsWritten: Int
  /// Why it was refused or failed; nil otherwise.
  public let message: String?
}

/// Reads the book of runs.
public struct RunBook: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// The book of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// The newest runs first, at most `limit` of them.
  public func latest(_ limit: Int) async throws -> [RunEntry] {
    try await entries(Self.select(authority: authority.id, run: nil, limit: Int64(limit)))
  }

  /// One run with its held rows. Throws `badRequest` where there is no such run.
  public func run(_ id: Int64) async throws -> (entry: RunEntry, held: [HeldRow]) {
    let found = try await entries(Self.select(authority: authority.id, run: id, limit: 1))
    guard let entry = found.first else {
      throw StoreError(
        .badRequest,
        "show run \(id): authority \(authority.code) has no such run; see motcua runs list")
    }
    let held = try await pool.withConnection { connection in
      try await RunLedger.held(of: id, authority: authority.id, on: connection)
    }
    return (entry, held)
  }

  private func entries(_ statement: Statement) async throws -> [RunEntry] {
    try await pool.withConnection { connection in
      try await connection.query(statement) { row in
        var rows = SyncSummary.Rows()
        rows.read = Int(try row.int64(9))
        rows.nonData = Int(try row.int64(10))
        rows.duplicate = Int(try row.int64(11))
        rows.held = Int(try row.int64(12))
        rows.applied = Int(try row.int64(13))
        var records = SyncSummary.Records()
        records.added = Int(try row.int64(14))
        records.changed = Int(try row.int64(15))
        records.withdrawn = Int(try row.int64(16))
        records.returned = Int(try row.int64(17))
        records.unchanged = Int(try row.int64(18))
        return RunEntry(
          id: try row.int64(0), kind: try row.decode(1), source: try row.decode(2),
          scope: try row.decode(3), state: try row.decode(4), location: try row.decode(5),
          finishedAt: Instant(
            microsecondsSince2000: try row.decode(6, as: PostgresTimestamp.self)
              .microsecondsSince2000),
          startedBy: try row.decode(7), sha256: try row.decode(8), rows: rows, records: records,
          rowsWritten: Int(try row.int64(19)), message: try row.decode(20))
      }
    }
  }

  static func select(authority: Int64, run: Int64?, limit: Int64) -> Statement {
    let statement: Statement = """
      SELECT run.run_id, source.kind, source.name, run.scope, run.state, run.location,
        run.finished_at, run.started_by, COALESCE(encode(run.sha256, 'hex'), ''), run.rows_read,
        run.rows_non_data, run.rows_duplicate, run.rows_held, run.rows_applied,
        run.records_added, run.records_changed, run.records_withdrawn, run.records_returned,
        run.records_unchanged, run.rows_written, run.message
      FROM run
      JOIN source USING (authority_id, source_id)
      WHERE run.authority_id = \(authority)
        AND (\(run == nil) OR run.run_id = \(run ?? 0))
      ORDER BY run.run_id DESC
      LIMIT \(limit)
      """
    return statement.labelled("store.runs.select")
  }
}
