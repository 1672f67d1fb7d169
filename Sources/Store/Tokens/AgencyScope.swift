public import Postgres
public import Procedures

/// Answers whether an agency stands below another, as syncs of a part see it.
public struct AgencyScope: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// The agencies of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// Whether an agency is another or stands below it on a day or later. Throws `badRequest` where
  /// the upper one does not exist.
  public func contains(
    _ agency: AgencyCode, below upper: AgencyCode, on day: CalendarDay
  ) async throws -> Bool {
    // The service answers within two seconds, whatever the database does.
    try await pool.withConnection(deadline: .milliseconds(1500)) { connection in
      let register = try await AgencyRegister.load(
        authority: authority, from: day, on: connection)
      return try register.subtree(of: upper).contains { register.code(of: $0) == agency }
    }
  }
}
