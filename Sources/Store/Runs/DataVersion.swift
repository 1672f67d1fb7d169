public import Indicators
import Postgres
public import Procedures

/// A state of the data that figures are counted on. It moves only when an applied run changes
/// something that a figure reads.
///
/// Neither half names it alone. A database that was restored from a copy, or that failed over to a
/// server that lagged behind, gives its last numbers a second time, at other instants.
public struct DataVersion: Sendable, Hashable {
  /// Its number, from 0, the empty beginning.
  public let number: Int64
  /// When it was committed: the `known_on` of every figure that it answers.
  public let recordedAt: Instant

  /// A version of its parts.
  public init(number: Int64, recordedAt: Instant) {
    self.number = number
    self.recordedAt = recordedAt
  }

  /// The newest version, as the receipt of a figure names it that was asked without an instant of
  /// knowledge; that of any other figure names the instant that was asked for.
  public init(newestOf figure: IndicatorFigure) {
    self.init(number: figure.dataVersion, recordedAt: figure.knownOn)
  }

  /// The newest version, or the one that stood at an earlier instant. Nil before the beginning.
  static func current(
    authority: Int64, known: Instant?, on connection: borrowing PostgresConnection
  ) async throws -> DataVersion? {
    let limit =
      known.map { PostgresTimestamp(microsecondsSince2000: $0.microsecondsSince2000) } ?? .infinity
    return try await connection.queryOne(select(authority: authority, limit: limit)) { row in
      DataVersion(
        number: try row.decode(0),
        recordedAt: Instant(
          microsecondsSince2000: try row.decode(1, as: PostgresTimestamp.self).microsecondsSince2000
        ))
    }
  }

  /// The instant at which a run says that its content is known: now, and later than any before,
  /// also where the clock was set back.
  static func nextInstant(
    authority: Int64, on connection: borrowing PostgresConnection
  ) async throws -> PostgresTimestamp {
    let instant = try await connection.queryOne(selectNext(authority: authority)) { row in
      try row.decode(0, as: PostgresTimestamp.self)
    }
    guard let instant else {
      throw StoreError(.missing, "read the data versions: authority \(authority) has none")
    }
    return instant
  }

  static func select(authority: Int64, limit: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      SELECT version, recorded_at
      FROM data_version
      WHERE authority_id = \(authority) AND recorded_at <= \(limit)
      ORDER BY version DESC
      LIMIT 1
      """
    return statement.labelled("store.dataVersion.select")
  }

  static func selectNext(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT GREATEST(
        clock_timestamp(), max(recorded_at) + interval '1 microsecond',
        (SELECT GREATEST(max(finished_at), max(known_at)) + interval '1 microsecond'
          FROM run
          WHERE authority_id = \(authority) AND state = 'applied'))
      FROM data_version
      WHERE authority_id = \(authority)
      HAVING count(*) > 0
      """
    return statement.labelled("store.dataVersion.selectNext")
  }

  static func insertNext(authority: Int64, run: Int64, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      INSERT INTO data_version (authority_id, version, recorded_at, run_id)
      SELECT \(authority), max(version) + 1, \(known), \(run)
      FROM data_version
      WHERE authority_id = \(authority)
      """
    return statement.labelled("store.dataVersion.insertNext")
  }
}
