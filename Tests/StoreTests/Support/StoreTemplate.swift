import Logging
@_spi(Scripts) import Postgres
import Procedures
import Store
import TestSupport

/// The migrated database that every test gets a copy of, made once in the life of the process.
actor StoreTemplate {
  static let shared = StoreTemplate()

  private var making: Task<String, any Error>?

  /// The name of the template. Nobody is connected to it.
  func name() async throws -> String {
    if let making { return try await making.value }
    // Awaited by every caller; a second caller must not make a second one.
    let task = Task { try await Self.make() }
    making = task
    return try await task.value
  }

  private static func make() async throws -> String {
    let server = try TestServer.configuration()
    let name = "motcua_template_\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    try await withPool(server) { pool in
      try await pool.withConnection { try await $0.run(Script("CREATE DATABASE \"\(name)\"")) }
    }
    try await withPool(server.database(name)) { pool in
      try await pool.withConnection { connection in
        _ = try await Migrator().migrate(connection)
        _ = try await Authority.ensure(TestStore.authorityCode, on: connection)
      }
    }
    return name
  }
}

/// Lends a pool and shuts it down, so that no session outlives the closure.
func withPool<R: Sendable>(
  _ configuration: PostgresConfiguration, size: Int = 1,
  _ body: (PostgresPool) async throws -> R
) async throws -> R {
  let pool = PostgresPool(configuration, size: size, logger: Logger(label: "tests"))
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
