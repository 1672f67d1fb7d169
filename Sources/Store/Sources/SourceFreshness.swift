import Postgres
public import Procedures

/// When a source last spoke, and whether that is too long ago.
public struct SourceFreshness: Sendable, Hashable {
  /// A run that has ended, whatever came of it.
  public struct LastRun: Sendable, Hashable {
    /// Number of the run.
    public let run: Int64
    /// `applied`, `skipped`, `refused` or `failed`.
    public let state: String
    /// When it ended.
    public let finishedAt: Instant
  }

  /// `agencies`, `catalog`, `dossiers`, `payments`, `results` or `observations`.
  public let kind: String
  /// Its name, unique among the sources of its kind.
  public let name: String
  /// Whether it holds demonstration data.
  public let isDemonstration: Bool
  /// The last run that was applied; nil where none was.
  public let lastApplied: SourceRegister.LastApplied?
  /// The last run of any state; nil where there was none.
  public let lastRun: LastRun?
  /// When it was last known to say what is on record: the end of the last run that was applied or
  /// skipped as unchanged, and was neither taken back nor takes one back. Nil where there is none.
  public let lastGoodAt: Instant?
  /// After how many hours it counts as stale; nil for never.
  public let maximumAgeHours: Int?
  /// Whether it is older than that.
  public let isStale: Bool
}

/// The freshness of all sources, of one state of the records.
public struct FreshnessList: Sendable, Hashable {
  /// By kind and name.
  public let sources: [SourceFreshness]
  /// The newest data version.
  public let dataVersion: Int64
  /// When it was read; ages are counted up to here.
  public let readAt: Instant

  /// The next instant at which a source that is fresh will be stale if it does not deliver; nil
  /// where none will.
  public var changesAt: Instant? {
    sources.filter { !$0.isStale }
      .compactMap { SourceAge.end(of: $0.lastGoodAt, hours: $0.maximumAgeHours) }.min()
  }
}

extension SourceRegister {
  /// When each source last spoke. `now` is when ages are counted up to; nil takes the server's
  /// clock, by which the ends of runs are written.
  public func freshness(now: Instant? = nil) async throws -> FreshnessList {
    try await pool.withTransaction(.snapshot) { connection in
      let version = try await DataVersion.current(
        authority: authority.id, known: nil, on: connection)
      let readAt = try await SourceAges.now(now, on: connection)
      let sources = try await connection.query(
        Self.selectFreshness(authority: authority.id)
      ) { row in
        let good = try row.decode(8, as: PostgresTimestamp?.self)?.instant
        let hours = try row.decode(9, as: Int32?.self).map(Int.init)
        var applied: LastApplied?
        if let run = try row.decode(3, as: Int64?.self),
          let end = try row.decode(4, as: PostgresTimestamp?.self)
        {
          applied = LastApplied(run: run, finishedAt: end.instant)
        }
        var last: SourceFreshness.LastRun?
        if let run = try row.decode(5, as: Int64?.self),
          let state = try row.decode(6, as: String?.self),
          let end = try row.decode(7, as: PostgresTimestamp?.self)
        {
          last = SourceFreshness.LastRun(run: run, state: state, finishedAt: end.instant)
        }
        return SourceFreshness(
          kind: try row.decode(0), name: try row.decode(1), isDemonstration: try row.decode(2),
          lastApplied: applied, lastRun: last, lastGoodAt: good, maximumAgeHours: hours,
          isStale: SourceAge.isStale(good, hours: hours, at: readAt))
      }
      return FreshnessList(
        sources: sources, dataVersion: version?.number ?? 0, readAt: readAt)
    }
  }

  static func selectFreshness(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source.kind, source.name, source.demonstration, applied.run_id, applied.finished_at,
        last.run_id, last.state, last.finished_at, good.finished_at, age.max_hours
      FROM source
      LEFT JOIN source_age AS age USING (authority_id, source_id)
      LEFT JOIN LATERAL (
        SELECT run_id, finished_at
        FROM run
        WHERE run.authority_id = source.authority_id
          AND run.source_id = source.source_id
          AND run.state = 'applied'
        ORDER BY run_id DESC
        LIMIT 1
      ) AS applied ON true
      LEFT JOIN LATERAL (
        SELECT run_id, state, finished_at
        FROM run
        WHERE run.authority_id = source.authority_id AND run.source_id = source.source_id
        ORDER BY run_id DESC
        LIMIT 1
      ) AS last ON true
      LEFT JOIN LATERAL (\(SourceAges.lastGood(authority: authority))) AS good ON true
      WHERE source.authority_id = \(authority) AND source.kind <> 'register'
      ORDER BY source.kind COLLATE "C", source.name COLLATE "C"
      """
    return statement.labelled("store.sources.selectFreshness")
  }
}
