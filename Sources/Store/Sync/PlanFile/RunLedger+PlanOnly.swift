import Postgres

extension RunLedger {
  /// The source's number; 0, which no source has, for one that only a dry run names: a dry run
  /// enters nothing.
  func sourceForPlan(on connection: borrowing PostgresConnection) async throws -> Int64 {
    guard request.dryRun else { return try await source(on: connection) }
    let select = Self.selectSource(authority: authority, kind: kind, name: request.source)
    return try await connection.queryOne(select) { row in try row.int64(0) } ?? 0
  }
}
