import Postgres

/// Which runs are asked for.
public struct RunFilter: Sendable, Hashable {
  /// `agencies`, `catalog`, `dossiers` …; nil for all.
  public var kind: String?
  /// Name of the source; nil for all.
  public var source: String?
  /// `applied`, `skipped`, `refused` or `failed`, and of those that have not ended `running` or
  /// `interrupted`; nil for all.
  public var state: String?

  /// All runs that have ended, unless limited.
  public init(kind: String? = nil, source: String? = nil, state: String? = nil) {
    self.kind = kind
    self.source = source
    self.state = state
  }
}

/// A page of the book of runs.
public struct RunPage: Sendable, Hashable {
  /// The runs, the newest first.
  public let runs: [RunEntry]
  /// How many there are on all pages.
  public let total: Int
  /// Whether older ones follow.
  public let isLast: Bool
  /// The data version.
  public let version: DataVersion
}

/// A page of the rows that a run held.
public struct HeldPage: Sendable, Hashable {
  /// The run.
  public let entry: RunEntry
  /// The rows, in the order of the file.
  public let rows: [HeldRow]
  /// The data version.
  public let version: DataVersion
}

extension RunBook {
  /// Runs that have ended, the newest first, at most `limit` of them, from behind the run `before`
  /// on. Costs one look along the runs of the authority, with a filter as far as it takes.
  public func page(
    _ filter: RunFilter, before: Int64?, limit: Int
  ) async throws -> RunPage {
    try await page(Self.count(authority: authority.id, filter), limit: limit) { connection in
      try await entries(
        Self.select(
          authority: authority.id, filter, before: before ?? .max, limit: Int64(limit) + 1),
        on: connection)
    }
  }

  /// Runs that have begun and not ended, at work or killed, the newest first, at most `limit` of
  /// them, from behind the attempt `before` on.
  public func unended(
    _ filter: RunFilter, before: Int64? = nil, limit: Int
  ) async throws -> RunPage {
    try await page(Attempt.count(authority: authority.id, filter), limit: limit) { connection in
      try await attempts(
        Attempt.select(
          authority: authority.id, filter, before: before ?? .max, limit: Int64(limit) + 1),
        on: connection)
    }
  }

  /// A page of at most `limit` of what `find` gives, which is one more where older ones follow.
  private func page(
    _ count: Statement, limit: Int,
    _ find: (borrowing PostgresConnection) async throws -> [RunEntry]
  ) async throws -> RunPage {
    try await pool.withTransaction(.snapshot) { connection in
      let total = try await connection.queryOne(count) { row in Int(try row.int64(0)) }
      let found = try await find(connection)
      return RunPage(
        runs: Array(found.prefix(limit)), total: total ?? 0, isLast: found.count <= limit,
        version: try await version(on: connection))
    }
  }

  /// One run with a page of the rows that it held, from behind the first `offset` on; nil where
  /// there is no such run.
  public func held(by id: Int64, offset: Int, limit: Int) async throws -> HeldPage? {
    try await pool.withTransaction(.snapshot) { connection in
      let found = try await entries(
        Self.select(authority: authority.id, run: id, limit: 1), on: connection)
      guard let entry = found.first else { return nil }
      let rows = try await connection.query(
        Self.selectHeld(
          authority: authority.id, run: id, offset: Int64(offset), limit: Int64(limit))
      ) { row in
        HeldRow(
          row: Int(try row.int64(0)), column: try row.decode(1),
          position: try row.decode(4, as: Int32?.self).map(Int.init), rule: try row.decode(2),
          raw: try row.decode(3))
      }
      return HeldPage(entry: entry, rows: rows, version: try await version(on: connection))
    }
  }

  private func version(
    on connection: borrowing PostgresConnection
  ) async throws -> DataVersion {
    let version = try await DataVersion.current(
      authority: authority.id, known: nil, on: connection)
    guard let version else {
      throw StoreError(
        .missing, "read the book of runs: authority \(authority.code) has no data version")
    }
    return version
  }
}
