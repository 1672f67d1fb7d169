internal import Logging
@_spi(Scripts) public import Postgres
internal import Synchronization

/// Lends a database of its own to the closure and drops it afterwards, together with sessions that
/// are still in it.
///
/// With a template the database is a copy of that one, in which nobody may be connected.
public func withTestDatabase<R: Sendable>(
  template: String? = nil, _ body: (PostgresConfiguration) async throws -> R
) async throws -> R {
  let server = try TestServer.configuration()
  let name = TestDatabaseName.next()
  let source = template.map { " TEMPLATE \"\($0)\"" } ?? ""
  try await administer(server, "CREATE DATABASE \"\(name)\"\(source)")
  let result: R
  do {
    result = try await body(server.database(name))
  } catch {
    await drop(name, on: server)
    throw error
  }
  await drop(name, on: server)
  return result
}

private func drop(_ name: String, on server: PostgresConfiguration) async {
  // A task of its own, awaited here: a cancelled test drops its database too.
  let task = Task {
    try await administer(server, "DROP DATABASE IF EXISTS \"\(name)\" WITH (FORCE)")
  }
  // The server is thrown away after the tests; a database left behind fails nothing.
  _ = await task.result
}

private func administer(_ server: PostgresConfiguration, _ sql: String) async throws {
  let pool = PostgresPool(server, size: 1, logger: Logger(label: "tests"))
  do {
    try await pool.withConnection { try await $0.run(Script(sql)) }
  } catch {
    await pool.shutdown()
    throw error
  }
  await pool.shutdown()
}

private enum TestDatabaseName {
  private static let counter = Atomic<Int>(0)
  // Several test processes may share one server.
  private static let process = UInt64.random(in: 0...UInt64.max)

  static func next() -> String {
    let number = counter.add(1, ordering: .relaxed).newValue
    return "motcua_test_\(String(process, radix: 36))_\(number)"
  }
}
