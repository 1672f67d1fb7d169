import Postgres
import Procedures

/// What every answer of an authority hangs on, as one moment of the database has it.
public struct ServingState: Sendable, Hashable {
  /// The newest data version, on which figures are counted.
  public let version: DataVersion
  /// The highest number of a run, 0 where there is none: runs that move no figure, such as one that
  /// was refused or one of a register, change other answers.
  public let run: Int64

  /// Reads the newest state. Throws `StoreError.missing` for an authority without a beginning.
  static func current(
    authority: Int64, on connection: borrowing PostgresConnection
  ) async throws -> ServingState {
    let state = try await connection.queryOne(select(authority: authority)) { row in
      ServingState(
        version: DataVersion(
          number: try row.decode(0),
          recordedAt: Instant(
            microsecondsSince2000: try row.decode(1, as: PostgresTimestamp.self)
              .microsecondsSince2000)),
        run: try row.decode(2))
    }
    guard let state else {
      throw StoreError(
        .missing, "read what is served: authority \(authority) has no data version")
    }
    return state
  }

  static func select(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT version, recorded_at,
        COALESCE((SELECT max(run_id) FROM run WHERE authority_id = \(authority)), 0)
      FROM data_version
      WHERE authority_id = \(authority)
      ORDER BY version DESC
      LIMIT 1
      """
    return statement.labelled("store.serving.selectState")
  }
}
