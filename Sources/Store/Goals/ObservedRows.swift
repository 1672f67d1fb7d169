import Postgres
import Procedures

/// Observations as they are stored: figures of somebody else.
enum ObservedRows {
  /// The observations of some names, in the order of their keys.
  static func load(
    _ names: [String], authority: Int64, known: Instant?,
    on connection: borrowing PostgresConnection
  ) async throws -> [Observation] {
    try await connection.query(
      select(names: names, authority: authority, known: PostgresTimestamp(known: known))
    ) { row in
      Observation(
        indicator: try row.decode(0), scope: try row.decode(1), period: try row.decode(2),
        source: try row.decode(3), numerator: try row.decode(4), denominator: try row.decode(5),
        value: try row.decode(6))
    }
  }

  static func select(names: [String], authority: Int64, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      SELECT indicator, scope, period, source, numerator, denominator, value::text
      FROM observation
      WHERE authority_id = \(authority)
        AND indicator = ANY (\(names))
        AND known_from <= \(known)
      UNION ALL
      SELECT indicator, scope, period, source, numerator, denominator, value::text
      FROM observation_past
      WHERE authority_id = \(authority)
        AND indicator = ANY (\(names))
        AND known_from <= \(known)
        AND known_to > \(known)
      ORDER BY 1, 2, 3, 4
      """
    return statement.labelled("store.observations.select")
  }
}
