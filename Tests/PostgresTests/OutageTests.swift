import Logging
import Postgres
import TestSupport
import Testing

/// What can befall a server, and its end.
enum Fault: String, CaseIterable, Sendable {
  case stopped, killed, frozen

  func begin(on server: OwnServer) async throws {
    switch self {
    case .stopped: try await server.stop()
    case .killed: try await server.kill()
    case .frozen: try await server.freeze()
    }
  }

  func end(on server: OwnServer) async throws {
    if self == .frozen { try await server.thaw() } else { try await server.start() }
  }
}

extension LiveTests {
  /// A pool whose server fails under it and comes back.
  @Suite struct OutageTests {
    private static let size = 3

    private func ask(_ pool: PostgresPool) async throws -> Int32? {
      try await pool.withTransaction(deadline: .milliseconds(1500)) { connection in
        try await connection.queryOne("SELECT 7") { try $0.int32(0) }
      }
    }

    /// Opens as many sessions as the pool may have.
    private func warm(_ pool: PostgresPool) async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<Self.size {
          group.addTask {
            _ = try await pool.withConnection { try await $0.execute("SELECT pg_sleep(0.2)") }
          }
        }
        try await group.waitForAll()
      }
    }

    @Test(arguments: Fault.allCases)
    func `with the server gone every question ends with an error, and works when it is back`(
      _ fault: Fault
    ) async throws {
      try await withOwnServer { server in
        try await withPool(size: Self.size, configuration: server.configuration) { pool in
          try await warm(pool)
          try await fault.begin(on: server)

          // More than there are sessions: idle ones are used up, new ones cannot be opened.
          let kinds = await withTaskGroup(of: PostgresError.Kind?.self) { group in
            for _ in 0..<(Self.size * 2) {
              group.addTask { await postgresError { _ = try await ask(pool) }?.kind }
            }
            return await group.reduce(into: []) { $0.append($1) }
          }
          try await fault.end(on: server)
          // A session that is dead may be lent once, and by then it is known to be.
          var answer: Int32?
          for _ in 0...Self.size where answer == nil { answer = try? await ask(pool) }

          #expect(kinds.count == Self.size * 2)
          #expect(kinds.allSatisfy { $0 == .connection || $0 == .deadline })
          #expect(answer == 7)
        }
      }
    }

    @Test func `a server without room says so at once, and works when there is room`()
      async throws
    {
      try await withOwnServer { server in
        try await withPool(configuration: server.configuration) { pool in
          let error = try await withPool(size: 300, configuration: server.configuration) { crowd in
            // Each asks for a session while it holds one, until there is no more.
            await fill(crowd) { await postgresError { _ = try await ask(pool) } }
          }
          var answer: Int32?
          for _ in 0..<200 where answer == nil { answer = try? await ask(pool) }

          #expect(error == PostgresError(kind: .connection, sqlState: .tooManyConnections))
          #expect(answer == 7)
        }
      }
    }

    /// Takes sessions until the server has none left, then does the work.
    private func fill(
      _ crowd: PostgresPool, _ work: () async -> PostgresError?
    ) async -> PostgresError? {
      var found: PostgresError?
      let refusal = await postgresError {
        try await crowd.withConnection { _ in found = await fill(crowd, work) }
      }
      return refusal == nil ? found : await work()
    }
  }
}
