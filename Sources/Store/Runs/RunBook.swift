public import Postgres
public import Procedures

/// One line of the book of runs, for people.
public struct RunEntry: Sendable, Hashable {
  /// Number of the run; nil for one that has not ended.
  public let id: Int64?
  /// `agencies` or `catalog`.
  public let kind: String
  /// Name of the source.
  public let source: String
  /// Part of the source, or empty for the whole.
  public let scope: String
  /// `snapshot`, `register` or `revert`; empty for one that has not ended.
  public let mode: String
  /// `applied`, `skipped`, `refused` or `failed`; `running` while a session is at work for it, and
  /// `interrupted` for one that was killed.
  public let state: String
  /// The file as it was named.
  public let location: String
  /// When it began.
  public let startedAt: Instant
  /// When it ended; nil where it has not.
  public let finishedAt: Instant?
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
  /// The run that this one takes back; nil where it takes back none.
  public let reverts: Int64?
  /// The run that takes this one back; nil where none does.
  public let revertedBy: Int64?
  /// Hash of its entry in the audit chain, in hexadecimal digits; nil for a run that has not ended.
  public let auditHash: String?
  /// By what its rows were read; nil for a run that has not ended.
  public var reading: Reading?
  /// Number of the attempt of a run that has not ended; nil for one that has.
  public var attempt: Int64?

  /// What the rows of a run were read from, and how.
  public struct Reading: Sendable, Hashable {
    /// Bytes of the source.
    public let size: Int64
    /// The profile of columns.
    public let profile: String
    /// The sheet; nil where the format has none.
    public let sheet: String?
    /// From when its content is valid.
    public let effective: CalendarDay
    /// Program and version.
    public let program: String
    /// Headings of columns that an import did not read: personal data, and what nobody knows.
    public let dropped: [String]
  }
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

  /// The newest runs first, at most `limit` of them; among them those that are at work and those
  /// that were killed, by the time when they began.
  public func latest(_ limit: Int) async throws -> [RunEntry] {
    let (attempts, runs) = try await pool.withTransaction(.snapshot) { connection in
      (
        try await self.attempts(
          Attempt.select(authority: authority.id, limit: Int64(limit)), on: connection),
        try await entries(
          Self.select(authority: authority.id, run: nil, limit: Int64(limit)), on: connection)
      )
    }
    var all: [RunEntry] = []
    var rest = attempts[...]
    for run in runs {
      // What began before an attempt and ended after it came later than the attempt.
      while let attempt = rest.first, attempt.startedAt >= run.finishedAt ?? run.startedAt {
        all.append(rest.removeFirst())
      }
      all.append(run)
    }
    return Array((all + rest).prefix(limit))
  }

  /// One run with its held rows. Throws `badRequest` where there is no such run.
  public func run(_ id: Int64) async throws -> (entry: RunEntry, held: [HeldRow]) {
    let found = try await pool.withConnection { connection in
      try await entries(
        Self.select(authority: authority.id, run: id, limit: 1), on: connection)
    }
    guard let entry = found.first else {
      throw StoreError(
        .badRequest,
        "show run \(id): authority \(authority.code) has no such run; see motcua runs list",
        vi: "cơ quan \(authority.code) không có đợt \(id); hãy xem motcua runs list")
    }
    let held = try await pool.withConnection { connection in
      try await RunLedger.held(of: id, authority: authority.id, on: connection)
    }
    return (entry, held)
  }

  func attempts(
    _ statement: Statement, on connection: borrowing PostgresConnection
  ) async throws -> [RunEntry] {
    try await connection.query(statement) { row in
      let isRunning = try row.decode(6, as: Bool.self)
      var entry = RunEntry(
        id: nil, kind: try row.decode(0), source: try row.decode(1), scope: try row.decode(2),
        mode: "", state: isRunning ? "running" : "interrupted",
        location: try row.decode(3), startedAt: try Self.instant(row, 4), finishedAt: nil,
        startedBy: try row.decode(5), sha256: "", rows: SyncSummary.Rows(),
        records: SyncSummary.Records(), rowsWritten: 0,
        message: isRunning ? nil : "it was killed before it ended and wrote nothing; run it again",
        reverts: nil, revertedBy: nil, auditHash: nil)
      entry.attempt = try row.int64(7)
      return entry
    }
  }

  private static func instant(_ row: borrowing PostgresRow, _ column: Int) throws -> Instant {
    Instant(
      microsecondsSince2000: try row.decode(column, as: PostgresTimestamp.self)
        .microsecondsSince2000)
  }

  func entries(
    _ statement: Statement, on connection: borrowing PostgresConnection
  ) async throws -> [RunEntry] {
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
      var entry = RunEntry(
        id: try row.int64(0), kind: try row.decode(1), source: try row.decode(2),
        scope: try row.decode(3), mode: try row.decode(21), state: try row.decode(4),
        location: try row.decode(5), startedAt: try Self.instant(row, 22),
        finishedAt: try Self.instant(row, 6), startedBy: try row.decode(7),
        sha256: try row.decode(8), rows: rows, records: records,
        rowsWritten: Int(try row.int64(19)), message: try row.decode(20),
        reverts: try row.decode(23), revertedBy: try row.decode(24),
        auditHash: try row.decode(25))
      entry.reading = RunEntry.Reading(
        size: try row.decode(26, as: Int64?.self) ?? 0, profile: try row.decode(27),
        sheet: try row.decode(28),
        effective: CalendarDay(
          daysSince2000: try row.decode(29, as: PostgresDate.self).daysSince2000),
        program: try row.decode(30), dropped: try row.decode(31))
      return entry
    }
  }
}
