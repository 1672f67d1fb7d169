import Indicators
import Postgres
import Procedures

/// A source with a maximum age, and when it last delivered.
struct SourceAge: Sendable, Hashable {
  let kind: String
  let hours: Int
  let lastGoodAt: Instant?

  /// From when a source counts as stale; nil where it never does, or has never delivered.
  static func end(of lastGood: Instant?, hours: Int?) -> Instant? {
    guard let lastGood, let hours else { return nil }
    return Instant(
      microsecondsSince2000: lastGood.microsecondsSince2000 + Int64(hours) * 3_600_000_000)
  }

  /// A source that has to deliver and never did is stale.
  static func isStale(_ lastGood: Instant?, hours: Int?, at now: Instant) -> Bool {
    guard hours != nil else { return false }
    return end(of: lastGood, hours: hours).map { now >= $0 } ?? true
  }
}

/// The sources with a maximum age, as they were at one instant.
struct SourceAges: Sendable, Hashable {
  /// The flag of a figure that reads a source which is older than its maximum age.
  static let flag = "stale_source"

  let sources: [SourceAge]
  let readAt: Instant

  /// Reads them; `now` is the instant, nil that of the server's clock.
  static func load(
    authority: Int64, now: Instant?, on connection: borrowing PostgresConnection
  ) async throws -> SourceAges {
    let sources = try await connection.query(select(authority: authority)) { row in
      SourceAge(
        kind: try row.decode(0), hours: Int(try row.int32(1)),
        lastGoodAt: try row.decode(2, as: PostgresTimestamp?.self)?.instant)
    }
    // Without sources nothing is compared with the instant.
    let readAt =
      sources.isEmpty
      ? now ?? Instant(microsecondsSince2000: 0) : try await self.now(now, on: connection)
    return SourceAges(sources: sources, readAt: readAt)
  }

  /// The given instant, else that of the server's clock, by which the ends of runs are written.
  static func now(
    _ given: Instant?, on connection: borrowing PostgresConnection
  ) async throws -> Instant {
    if let given { return given }
    let instant = try await connection.queryOne(selectNow) { row in
      try row.decode(0, as: PostgresTimestamp.self).instant
    }
    guard let instant else {
      throw StoreError(.missing, "read the server's clock: it said nothing")
    }
    return instant
  }

  /// Whether an indicator reads a source that is stale at an instant; nil for that of the reading.
  func makeStale(_ indicator: Indicator, at instant: Instant? = nil) -> Bool {
    areStale(indicator.sourceKinds, at: instant)
  }

  /// Whether a figure reads a source that was stale at the reading. What no indicator gives was
  /// observed.
  func makeStale(_ figure: IndicatorFigure) -> Bool {
    areStale(
      Indicator.all.first { $0.id == figure.indicator }?.sourceKinds
        ?? [IndicatorFact.observations.rawValue])
  }

  /// Whether a source of one of the kinds is stale at an instant; nil for that of the reading.
  func areStale(_ kinds: Set<String>, at instant: Instant? = nil) -> Bool {
    let now = instant ?? readAt
    return sources.contains {
      kinds.contains($0.kind) && SourceAge.isStale($0.lastGoodAt, hours: $0.hours, at: now)
    }
  }

  /// The next instant at which a source that the indicators read will be stale.
  func nextChange(for indicators: [Indicator]) -> Instant? {
    let kinds = indicators.reduce(into: Set<String>()) { $0.formUnion($1.sourceKinds) }
    return sources.filter { kinds.contains($0.kind) }
      .compactMap { SourceAge.end(of: $0.lastGoodAt, hours: $0.hours) }
      .filter { $0 > readAt }.min()
  }

  static var selectNow: Statement {
    let statement: Statement = "SELECT clock_timestamp()"
    return statement.labelled("store.sources.selectNow")
  }

  static func select(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source.kind, age.max_hours, good.finished_at
      FROM source_age AS age
      JOIN source USING (authority_id, source_id)
      LEFT JOIN LATERAL (\(lastGood(authority: authority))) AS good ON true
      WHERE age.authority_id = \(authority)
      """
    return statement.labelled("store.sources.selectAges")
  }

  /// The end of the last run by which what is on record of `source` is known to be what it says. A
  /// run that takes another back is a word of ours, not of the source.
  static func lastGood(authority: Int64) -> Statement {
    """
    SELECT run.finished_at
    FROM run
    WHERE run.authority_id = source.authority_id
      AND run.source_id = source.source_id
      AND run.state IN ('applied', 'skipped')
      AND run.reverts_run IS NULL
      AND NOT \(RunLedger.isUndone("run", authority: authority))
    ORDER BY run.run_id DESC
    LIMIT 1
    """
  }
}

extension Indicator {
  /// The kinds of sources that its figures are counted on.
  var sourceKinds: Set<String> {
    switch fact {
    case .catalog:
      let used: Set<String> =
        usage == nil
        ? [] : reads.contains(.paidOnline) ? ["dossiers", "payments"] : ["dossiers"]
      return used.union(["catalog", "agencies"])
    case .dossiers, .payments, .results, .observations: return [fact.rawValue]
    case .tasks: return []
    }
  }
}

extension PostgresTimestamp {
  /// The same instant.
  var instant: Instant { Instant(microsecondsSince2000: microsecondsSince2000) }
}
