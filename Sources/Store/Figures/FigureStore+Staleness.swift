public import Indicators
import Postgres
public import Procedures

/// Figures that read a source which has not delivered for too long say so.
extension FigureStore {
  /// The next instant at which one of the figures will carry the flag `stale_source` though no run
  /// ends: what is kept of them holds no longer. Nil where that will not come, and for what is asked
  /// as `known` at an instant, which is never flagged.
  ///
  /// To be asked before the figures, so that a source that grows stale in between is not missed.
  /// Throws `IndicatorError` for an indicator that does not exist.
  public func flagsChange(
    _ queries: [IndicatorQuery], known: Instant? = nil
  ) async throws -> Instant? {
    guard known == nil else { return nil }
    let indicators = try queries.map { try Indicator.asked(by: $0) }
    return try await pool.withTransaction(.snapshot) { connection in
      let version = try await DataVersion.current(
        authority: authority.id, known: nil, on: connection)
      // Before the beginning there are no sources.
      guard let version else { return nil }
      return try await ages(at: version, on: connection).nextChange(for: indicators)
    }
  }

  /// The newest state of the records, for asking several questions of one. Costs a look at the
  /// version, and one at the sources where one of them has a maximum age.
  public func newest() async throws -> NewestState {
    try await pool.withTransaction(.snapshot) { connection in
      let version = try await newestVersion(on: connection)
      return NewestState(
        version: version, ages: try await ages(at: version, on: connection))
    }
  }

  /// The results with the flag where it belongs; those of an instant of knowledge as they are.
  func flagged(
    _ results: [IndicatorResult], of queries: [IndicatorQuery], known: Instant?,
    on connection: borrowing PostgresConnection
  ) async throws -> [IndicatorResult] {
    guard known == nil, let figure = results.first?.figure else { return results }
    let ages = try await ages(at: DataVersion(newestOf: figure), on: connection)
    var flagged = results
    for (index, query) in queries.enumerated() where index < flagged.count {
      if ages.makeStale(try Indicator.asked(by: query)) {
        flagged[index] = flagged[index].flagged(SourceAges.flag)
      }
    }
    return flagged
  }

  /// Whether the figures of an indicator carried the flag by now, by what was last read of the
  /// sources: for when the database is gone.
  func wasStale(_ indicator: Indicator) -> Bool {
    guard let (ages, readAt) = remembering({ $0.ages }) else { return false }
    let passed = (ContinuousClock.now - readAt).components
    let microseconds = passed.seconds * 1_000_000 + passed.attoseconds / 1_000_000_000_000
    return ages.makeStale(
      indicator,
      at: Instant(microsecondsSince2000: ages.readAt.microsecondsSince2000 + microseconds))
  }

  /// The ages on a connection that sees the version as the newest one.
  private func ages(
    at version: DataVersion, on connection: borrowing PostgresConnection
  ) async throws -> SourceAges {
    // Giving a source a maximum age makes a data version, so that a version at which no source has
    // one has to be asked once.
    if remembering({ $0.agelessVersion }) == version {
      return SourceAges(sources: [], readAt: Instant(microsecondsSince2000: 0))
    }
    let ages = try await SourceAges.load(authority: authority.id, now: now?(), on: connection)
    let readAt = ContinuousClock.now
    remembering {
      $0.ages = (ages, readAt)
      $0.agelessVersion = ages.sources.isEmpty ? version : nil
    }
    return ages
  }
}
