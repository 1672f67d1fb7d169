import Glibc
import Logging
@_spi(Scripts) import Postgres
import Synchronization
import TestSupport
import Testing

/// Everything that talks to the server. One test after the other, so that the number of sessions
/// does not depend on the number of tests.
@Suite(.serialized, .timeLimit(.minutes(10))) struct LiveTests {}

/// Lends a pool on the test server and shuts it down.
func withPool<R: Sendable>(
  size: Int = 2, configuration: PostgresConfiguration? = nil,
  _ body: (PostgresPool) async throws -> R
) async throws -> R {
  let pool = PostgresPool(
    try configuration ?? TestServer.configuration(), size: size, logger: Logger(label: "tests"))
  let result: R
  do {
    result = try await body(pool)
  } catch {
    await pool.shutdown()
    throw error
  }
  await pool.shutdown()
  return result
}

/// Lends one connection on the test server.
func withConnection<R: Sendable>(
  _ body: (borrowing PostgresConnection) async throws -> R
) async throws -> R {
  try await withPool(size: 1) { try await $0.withConnection(body) }
}

/// Watches the sessions of others through `pg_stat_activity`.
struct Observer {
  struct NeverHappened: Error, CustomStringConvertible {
    let description: String
  }

  let pool: PostgresPool

  /// Waits on the server until the session waits for what is named, such as `PgSleep`.
  func untilWaiting(_ pid: Int32, for event: String) async throws {
    try await until("session \(pid) waits for \(event)") {
      "SELECT wait_event = \(event) FROM pg_stat_activity WHERE pid = \(pid) AND state = 'active'"
    }
  }

  /// Waits on the server until the session runs a statement that begins with the word.
  func untilActive(_ pid: Int32, running word: String) async throws {
    let pattern = word + "%"
    try await until("session \(pid) runs \(word)") {
      """
      SELECT count(*) = 1 FROM pg_stat_activity
      WHERE pid = \(pid) AND state = 'active' AND query LIKE \(pattern)
      """
    }
  }

  /// Waits on the server until the session's process is gone.
  func untilGone(_ pid: Int32) async throws {
    try await until("process \(pid) is gone") {
      "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = \(pid))"
    }
  }

  /// Waits on the server until the session runs nothing, or is gone.
  func untilQuiet(_ pid: Int32) async throws {
    try await until("session \(pid) is quiet") {
      "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = \(pid) AND state = 'active')"
    }
  }

  func terminate(_ pid: Int32) async throws {
    try await pool.withConnection { try await $0.execute("SELECT pg_terminate_backend(\(pid))") }
  }

  private func until(_ what: String, _ condition: () -> Statement) async throws {
    for _ in 0..<2000 {
      let isTrue = try await pool.withConnection { connection in
        // The server does the waiting between two looks.
        try await connection.execute("SELECT pg_sleep(0.005)")
        return try await connection.queryOne(condition()) { try $0.decode(0, as: Bool?.self) }
      }
      if isTrue == true { return }
    }
    throw NeverHappened(description: "waited in vain until \(what)")
  }
}

/// Stops a server process, or has it go on; false where there is no such process.
func setStopped(_ pid: Int32, isFrozen: Bool) -> Bool {
  kill(pid, isFrozen ? SIGSTOP : SIGCONT) == 0
}

/// A server process that stands still until the end of the closure.
func withFrozen<R: Sendable>(_ pid: Int32, _ body: () async throws -> R) async throws -> R {
  try #require(kill(pid, SIGSTOP) == 0)
  defer { _ = kill(pid, SIGCONT) }
  return try await body()
}

/// The error that the closure throws, as this module's.
func postgresError(_ body: () async throws -> Void) async -> PostgresError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? PostgresError
  }
}
