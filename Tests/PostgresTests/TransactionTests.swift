@_spi(Scripts) import Postgres
import TestSupport
import Testing

extension LiveTests {
  @Suite struct TransactionTests {
    struct Mine: Error, Equatable {}

    @Test func `what the closure did is there when it returns and gone when it throws`()
      async throws
    {
      let kept = try await withConnection { connection in
        try await connection.execute("CREATE TEMP TABLE kept (n int8)")
        try await connection.transaction { try await $0.execute("INSERT INTO kept VALUES (1)") }
        do {
          try await connection.transaction { connection in
            try await connection.execute("INSERT INTO kept VALUES (2)")
            throw Mine()
          }
        } catch is Mine {}
        return try await connection.query("SELECT n FROM kept") { try $0.int64(0) }
      }

      #expect(kept == [1])
    }

    @Test func `a nested failure undoes its own part only`() async throws {
      let kept = try await withConnection { connection in
        try await connection.execute("CREATE TEMP TABLE kept (n int8)")
        try await connection.transaction { connection in
          try await connection.execute("INSERT INTO kept VALUES (1)")
          do {
            try await connection.transaction { connection in
              try await connection.execute("INSERT INTO kept VALUES (2)")
              try await connection.transaction { connection in
                try await connection.execute("INSERT INTO kept VALUES (1 / 0)")
              }
            }
          } catch let error as PostgresError where error.sqlState == .divisionByZero {}
          try await connection.transaction { connection in
            try await connection.execute("INSERT INTO kept VALUES (3)")
          }
        }
        return try await connection.query("SELECT n FROM kept ORDER BY n") { try $0.int64(0) }
      }

      #expect(kept == [1, 3])
    }

    @Test func `a nested transaction takes no options`() async throws {
      let error = try await withConnection { connection in
        try await connection.transaction { connection in
          do {
            try await connection.transaction(.snapshot) { _ in }
          } catch { return error as? PostgresError }
          return nil
        }
      }

      #expect(error == PostgresError(kind: .usage))
    }

    @Test(arguments: TransactionOptions.Isolation.allCases, [false, true])
    func `isolation and writing are as asked`(
      _ isolation: TransactionOptions.Isolation, _ readOnly: Bool
    ) async throws {
      let options = TransactionOptions(isolation: isolation, readOnly: readOnly)
      let settings = try await withPool { pool in
        try await pool.withTransaction(options) { connection in
          try await connection.queryOne(
            """
            SELECT current_setting('transaction_isolation'),
              current_setting('transaction_read_only')
            """
          ) { [try $0.string(0), try $0.string(1)] }
        }
      }

      let name =
        switch isolation {
        case .readCommitted: "read committed"
        case .repeatableRead: "repeatable read"
        case .serializable: "serializable"
        }
      #expect(settings == [name, readOnly ? "on" : "off"])
    }

    @Test func `a closure that swallows a failure cannot commit`() async throws {
      let error = try await withPool(size: 1) { pool in
        await postgresError {
          try await pool.withTransaction { connection in
            do { try await connection.execute("SELECT 1 / 0") } catch { _ = error }
          }
        }
      }

      #expect(error == PostgresError(kind: .server, sqlState: .inFailedTransaction))
    }

    @Test func `a task cancelled in the closure rolls back`() async throws {
      try await withTestDatabase { configuration in
        try await withPool(configuration: configuration) { pool in
          try await pool.withConnection { try await $0.execute("CREATE TABLE kept (n int8)") }
          let inside = AsyncStream.makeStream(of: Void.self)
          let gate = AsyncStream.makeStream(of: Void.self)
          let task = Task {
            try await pool.withTransaction { connection in
              try await connection.execute("INSERT INTO kept VALUES (1)")
              inside.continuation.finish()
              // Ends when the task is cancelled.
              for await _ in gate.stream {}
            }
          }
          for await _ in inside.stream {}
          task.cancel()
          let error = await postgresError { try await task.value }
          let count = try await pool.withConnection { connection in
            try await connection.queryOne("SELECT count(*) FROM kept") { try $0.int64(0) }
          }

          #expect(error?.kind == .cancelled)
          #expect(count == 0)
        }
      }
    }

    enum Blow: CaseIterable { case terminated, cancelled, frozen }

    @Test(arguments: Blow.allCases)
    func `a COMMIT without an answer has an unknown outcome`(_ blow: Blow) async throws {
      try await withTestDatabase { configuration in
        try await withPool(size: 1) { watching in
          try await withPool(size: 1, configuration: configuration) { pool in
            try await pool.withConnection { try await $0.run(slowCommit) }
            let pids = AsyncStream.makeStream(of: Int32.self)
            let task = Task {
              await postgresError {
                try await pool.withTransaction { connection in
                  try await connection.execute("INSERT INTO slow VALUES (1)")
                  pids.continuation.yield(connection.processID)
                }
              }
            }
            var iterator = pids.stream.makeAsyncIterator()
            let pid = try #require(await iterator.next())
            let observer = Observer(pool: watching)
            try await observer.untilWaiting(pid, for: "PgSleep")

            let error: PostgresError?
            switch blow {
            case .terminated:
              try await observer.terminate(pid)
              error = await task.value
            case .cancelled:
              task.cancel()
              error = await task.value
            case .frozen:
              error = try await withFrozen(pid) {
                task.cancel()
                return await task.value
              }
            }

            #expect(error?.kind == .commitUnknown)
            #expect(error?.description.contains("read back") == true)
            #expect(try await pool.withConnection { $0.processID } != pid)
          }
        }
      }
    }

    /// A table whose rows make COMMIT take for ever.
    private var slowCommit: Script {
      Script(
        """
        CREATE TABLE slow (n int);
        CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql
          AS $$ BEGIN PERFORM pg_sleep(600); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON slow
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();
        """)
    }
  }
}
