public import Indicators
public import Postgres
public import Procedures
import Synchronization

/// Answers indicator queries: loads a snapshot of the catalog and has the evaluator count it.
///
/// The one path by which a figure is computed, for the command line and for the service. Snapshots
/// are kept in memory by data version and day, so that a question about data that has not moved
/// costs one look at the version.
public final class FigureStore: Sendable {
  private let pool: PostgresPool
  private let authority: Authority
  private let kept: Mutex<Kept>
  private let capacity: Int

  private struct Key: Hashable {
    let version: Int64
    let day: CalendarDay
    let treeDay: CalendarDay?
  }

  private struct Kept {
    var evaluators: [Key: CatalogEvaluator] = [:]
    /// The newest version, and when the database last said that it is the newest.
    var newest: (version: Int64, seenAt: ContinuousClock.Instant)?
  }

  /// A store for one authority that keeps up to `capacity` snapshots.
  public init(pool: PostgresPool, authority: Authority, capacity: Int = 4) {
    self.pool = pool
    self.authority = authority
    self.capacity = capacity
    kept = Mutex(Kept())
  }

  /// Answers several queries from one snapshot, so that their figures fit together.
  ///
  /// `known` is the instant of knowledge asked for; nil takes the newest data version, whose
  /// commit instant then is the figures' `known_on`. With `treeDay` the figures stand on the tree of
  /// agencies of that day instead of their own: what was merged, renamed or moved since counts
  /// where it belongs then. Throws `IndicatorError` for a query that
  /// names something that does not exist, `StoreError.badRequest` for an instant before the
  /// records begin.
  public func answer(
    _ queries: [IndicatorQuery], on day: CalendarDay, known: Instant?,
    treeDay: CalendarDay? = nil, deadline: Duration? = nil
  ) async throws -> [IndicatorResult] {
    let evaluator = try await evaluator(
      on: day, known: known, treeDay: treeDay, deadline: deadline)
    return try queries.map { query in
      let result = try evaluator.evaluate(query)
      guard let known else { return result }
      return result.known(on: known)
    }
  }

  /// Answers from what is kept in memory, for when the database is gone: the newest version that
  /// was seen, and how long ago that was. Nil where no snapshot of that day is kept. The figures
  /// carry the flag `stale`.
  public func lastGood(
    _ query: IndicatorQuery, on day: CalendarDay, treeDay: CalendarDay? = nil
  ) throws -> LastGood? {
    let found = kept.withLock { kept in
      kept.newest.flatMap { newest in
        kept.evaluators[Key(version: newest.version, day: day, treeDay: treeDay)].map {
          ($0, newest.seenAt)
        }
      }
    }
    guard let (evaluator, seenAt) = found else { return nil }
    return LastGood(
      result: try evaluator.evaluate(query).flagged("stale"), age: ContinuousClock.now - seenAt)
  }

  /// The catalog of a day, for looking things up in what figures are counted on. Throws as
  /// ``answer(_:on:known:treeDay:deadline:)`` does.
  public func catalog(
    on day: CalendarDay, known: Instant? = nil, treeDay: CalendarDay? = nil
  ) async throws -> CatalogSnapshot {
    try await evaluator(on: day, known: known, treeDay: treeDay, deadline: nil).snapshot
  }

  /// The newest data version.
  public func version(deadline: Duration? = nil) async throws -> DataVersion {
    try await pool.withConnection(deadline: deadline) { connection in
      try await requiredVersion(known: nil, on: connection)
    }
  }

  private func evaluator(
    on day: CalendarDay, known: Instant?, treeDay: CalendarDay?, deadline: Duration?
  ) async throws -> CatalogEvaluator {
    return try await pool.withTransaction(.snapshot, deadline: deadline) { connection in
      let version = try await requiredVersion(known: known, on: connection)
      let key = Key(version: version.number, day: day, treeDay: treeDay)
      let evaluator = kept.withLock { kept in
        if known == nil { kept.newest = (version.number, ContinuousClock.now) }
        return kept.evaluators[key]
      }
      if let evaluator { return evaluator }
      // Without an instant the version that was read is the newest.
      let newest =
        known == nil ? version : try await requiredVersion(known: nil, on: connection)
      let run = try await connection.queryOne(
        CatalogView.run(ofVersion: version.number, authority: authority.id)
      ) { row in try row.decode(0, as: Int64?.self) }
      let view = CatalogView(
        authority: authority.id, day: PostgresDate(daysSince2000: day.daysSince2000),
        version: version,
        run: (run ?? nil) ?? 0,
        treeDay: treeDay.map { PostgresDate(daysSince2000: $0.daysSince2000) },
        asOf: newest == version
          ? nil : PostgresTimestamp(microsecondsSince2000: version.recordedAt.microsecondsSince2000)
      )
      let loaded = CatalogEvaluator(
        try await CatalogLoader(authority: authority).load(view, on: connection))
      keep(loaded, under: key)
      return loaded
    }
  }

  private func requiredVersion(
    known: Instant?, on connection: borrowing PostgresConnection
  ) async throws -> DataVersion {
    let version = try await DataVersion.current(
      authority: authority.id, known: known, on: connection)
    guard let version else {
      throw StoreError(
        .badRequest,
        """
        answer by what was known at \(known.map(\.description) ?? "any time"): the records of \
        authority \(authority.code) begin later
        """)
    }
    return version
  }

  private func keep(_ evaluator: CatalogEvaluator, under key: Key) {
    kept.withLock { kept in
      if kept.evaluators.count >= capacity,
        let oldest = kept.evaluators.keys.min(by: { $0.version < $1.version })
      {
        kept.evaluators[oldest] = nil
      }
      kept.evaluators[key] = evaluator
    }
  }
}

/// A figure from memory, for when the database is gone.
public struct LastGood: Sendable, Hashable {
  /// The figure, flagged `stale`.
  public let result: IndicatorResult
  /// How long ago the database last said that it is the newest.
  public let age: Duration
}
