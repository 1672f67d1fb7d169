import Postgres
import Procedures

/// A data version with the run that made it.
public struct RecordedVersion: Sendable, Hashable {
  /// The version.
  public let version: DataVersion
  /// The run that made it; nil for the empty beginning.
  public let run: Int64?

  static func select(authority: Int64, after version: Int64, limit: Int) -> Statement {
    let statement: Statement = """
      SELECT version, recorded_at, run_id
      FROM data_version
      WHERE authority_id = \(authority) AND version > \(version)
      ORDER BY version
      LIMIT \(Int64(limit))
      """
    return statement.labelled("store.dataVersion.selectAfter")
  }
}

extension FigureStore {
  /// The data versions behind one, in rising order, at most `limit`.
  public func versions(after version: Int64, limit: Int) async throws -> [RecordedVersion] {
    try await pool.withConnection { connection in
      try await connection.query(
        RecordedVersion.select(authority: authority.id, after: version, limit: limit)
      ) { row in
        let recorded = try row.decode(1, as: PostgresTimestamp.self)
        return RecordedVersion(
          version: DataVersion(
            number: try row.decode(0),
            recordedAt: Instant(microsecondsSince2000: recorded.microsecondsSince2000)),
          run: try row.decode(2))
      }
    }
  }
}
