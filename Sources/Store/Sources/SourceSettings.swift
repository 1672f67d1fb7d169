import Postgres

/// What is agreed about one source, read when it is synced.
enum SourceSettings {
  /// The guard's limits with those that the source has of its own in their place.
  static func limits(
    of source: Int64, authority: Int64, otherwise usual: GuardLimits,
    on connection: borrowing PostgresConnection
  ) async throws -> GuardLimits {
    let rows = try await connection.query(select(authority: authority, source: source)) { row in
      (
        rule: try row.decode(0, as: String.self),
        limit: GuardLimits.Limit(
          atLeast: Int(try row.int64(1)), percent: Int(try row.decode(2, as: Int16.self)))
      )
    }
    var limits = usual
    for row in rows {
      switch SourceRegister.LimitRule(rawValue: row.rule) {
      case .withdrawals: limits.withdrawals = row.limit
      case .agencyWithdrawals: limits.withdrawalsOfAgency = row.limit
      case .rows: limits.fewerRows = row.limit
      case .values: limits.lostValues = row.limit
      case nil:
        throw StoreError(
          .schemaNewer,
          """
          read the limits of source \(source): the rule \(row.rule) is not known to this program; \
          use the version that entered it, or a later one
          """)
      }
    }
    return limits
  }

  static func select(authority: Int64, source: Int64) -> Statement {
    let statement: Statement = """
      SELECT rule, at_least, percent
      FROM source_limit
      WHERE authority_id = \(authority) AND source_id = \(source)
      """
    return statement.labelled("store.sources.selectLimitsOfSource")
  }
}
