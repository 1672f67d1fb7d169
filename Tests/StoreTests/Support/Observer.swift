import Postgres

/// Watches the sessions of others through `pg_stat_activity`.
struct Observer {
  struct NeverHappened: Error, CustomStringConvertible {
    let description: String
  }

  let pool: PostgresPool

  /// Waits on the server until some other session of the database waits for the event, and
  /// returns its process.
  func session(waitingFor event: String) async throws -> Int32 {
    try await first(
      """
      SELECT pid
      FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = \(event) AND state = 'active'
        AND pid <> pg_backend_pid()
      """, what: "a session waits for \(event)")
  }

  /// Waits on the server until some other session runs a statement that begins so.
  func session(running beginning: String) async throws -> Int32 {
    let pattern = beginning + "%"
    return try await first(
      """
      SELECT pid
      FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'active' AND query LIKE \(pattern)
      """, what: "a session runs \(beginning)")
  }

  /// Ends a session as an operator would.
  func terminate(_ pid: Int32) async throws {
    try await pool.withConnection { try await $0.execute("SELECT pg_terminate_backend(\(pid))") }
  }

  private func first(_ statement: Statement, what: String) async throws -> Int32 {
    for _ in 0..<2000 {
      let pid = try await pool.withConnection { connection in
        // The server does the waiting between two looks.
        try await connection.execute("SELECT pg_sleep(0.005)")
        return try await connection.query(statement) { try $0.int32(0) }.first
      }
      if let pid { return pid }
    }
    throw NeverHappened(description: "waited in vain until \(what)")
  }
}
