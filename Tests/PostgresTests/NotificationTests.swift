import Postgres
import TestSupport
import Testing

extension LiveTests {
  /// Receiving notifications: what comes, what does not, and what happens to who waits.
  @Suite struct NotificationTests {
    /// Longer than any test may wait.
    private static let long = Duration.seconds(50)

    @Test func `a notification is received with channel, payload and sender`() async throws {
      try await withPool(size: 2) { pool in
        try await pool.withConnection { connection in
          try await connection.execute("LISTEN news")
          let sender = try await pool.withConnection { other in
            try await other.execute("SELECT pg_notify('news', 'một cửa')")
            return other.processID
          }

          let found = try await connection.notifications(within: Self.long)

          #expect(found.map(\.channel) == ["news"])
          #expect(found.map(\.payload) == ["một cửa"])
          #expect(found.map(\.senderProcessID) == [sender])
        }
      }
    }

    @Test func `a waiting session is woken by a notification`() async throws {
      try await withPool(size: 2) { pool in
        let listening = AsyncStream.makeStream(of: Void.self)
        let task = Task {
          try await pool.withConnection { connection in
            try await connection.execute("LISTEN news")
            listening.continuation.finish()
            return try await connection.notifications(within: Self.long).map(\.payload)
          }
        }
        for await _ in listening.stream {}
        try await pool.withConnection { try await $0.execute("NOTIFY news, 'now'") }

        #expect(try await task.value == ["now"])
      }
    }

    @Test func `what came with earlier statements is kept in its order, also through an error`()
      async throws
    {
      try await withConnection { connection in
        try await connection.execute("LISTEN news")
        for text in ["one", "two"] {
          try await connection.execute("SELECT pg_notify('news', \(text))")
        }
        let error = await serverError(connection)

        let found = try await connection.notifications(within: Self.long)
        let rest = try await connection.notifications(within: .zero)

        #expect(error == PostgresError(kind: .server, sqlState: .divisionByZero))
        #expect(found.map(\.payload) == ["one", "two"])
        #expect(rest == [])
      }
    }

    private func serverError(_ connection: borrowing PostgresConnection) async -> PostgresError? {
      do {
        try await connection.execute("SELECT 1 / 0")
        return nil
      } catch {
        return error as? PostgresError
      }
    }

    private func currentProcess(_ pool: PostgresPool) async throws -> Int32 {
      try await pool.withConnection { $0.processID }
    }

    @Test func `nothing is an empty answer and leaves the session usable`() async throws {
      try await withConnection { connection in
        try await connection.execute("LISTEN news")

        let found = try await connection.notifications(within: .milliseconds(20))

        #expect(found == [])
        let seven = try await connection.queryOne("SELECT 7") { try $0.int32(0) }
        #expect(seven == 7)
      }
    }

    @Test func `a cancelled wait ends and leaves the session usable`() async throws {
      try await withPool(size: 1) { pool in
        let listening = AsyncStream.makeStream(of: Int32.self)
        let task = Task {
          await postgresError {
            try await pool.withConnection { connection in
              try await connection.execute("LISTEN news")
              listening.continuation.yield(connection.processID)
              _ = try await connection.notifications(within: Self.long)
            }
          }
        }
        var pids = listening.stream.makeAsyncIterator()
        let pid = await pids.next()
        task.cancel()

        #expect(await task.value?.kind == .cancelled)
        let next = try await currentProcess(pool)
        #expect(next == pid)
      }
    }

    @Test func `the limit of the loan ends a wait before its own`() async throws {
      let error = try await withPool(size: 1) { pool in
        try await pool.withConnection { connection in
          var found: PostgresError?
          do {
            try await connection.within(.milliseconds(50)) { connection in
              _ = try await connection.notifications(within: Self.long)
            }
          } catch {
            found = error as? PostgresError
          }
          let seven = try await connection.queryOne("SELECT 7") { try $0.int32(0) }
          #expect(seven == 7)
          return found
        }
      }

      #expect(error?.kind == .deadline)
    }

    @Test func `a session that is lost while it waits is a connection error`() async throws {
      try await withPool(size: 1) { watching in
        try await withPool(size: 1) { pool in
          let listening = AsyncStream.makeStream(of: Int32.self)
          let task = Task {
            await postgresError {
              try await pool.withConnection { connection in
                try await connection.execute("LISTEN news")
                listening.continuation.yield(connection.processID)
                _ = try await connection.notifications(within: Self.long)
              }
            }
          }
          var pids = listening.stream.makeAsyncIterator()
          let pid = try #require(await pids.next())
          try await Observer(pool: watching).terminate(pid)

          #expect(await task.value?.kind == .connection)
          #expect(try await currentProcess(pool) != pid)
        }
      }
    }

    @Test func `a wait ends at its limit although the server is frozen`() async throws {
      try await withConnection { connection in
        try await connection.execute("LISTEN news")
        let pid = connection.processID
        try #require(setStopped(pid, isFrozen: true))
        defer { _ = setStopped(pid, isFrozen: false) }

        let found = try await connection.notifications(within: .milliseconds(20))

        #expect(found == [])
      }
    }

    @Test func `a shorter limit bounds a statement and no later one`() async throws {
      try await withConnection { connection in
        var found: PostgresError?
        do {
          try await connection.within(.milliseconds(50)) { connection in
            try await connection.execute("SELECT pg_sleep(600)")
          }
        } catch {
          found = error as? PostgresError
        }

        #expect(found?.kind == .deadline)
        let seven = try await connection.queryOne("SELECT 7") { try $0.int32(0) }
        #expect(seven == 7)
      }
    }
  }
}
