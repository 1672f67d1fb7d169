import Logging
import Postgres
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

extension LiveTests {
  @Suite struct PostgresPoolTests {
    @Test func `a session that comes back clean is lent again`() async throws {
      let pids = try await withPool(size: 3) { pool in
        var pids: Set<Int32> = []
        for _ in 0..<5 { pids.insert(try await pool.withConnection { $0.processID }) }
        return pids
      }

      #expect(pids.count == 1)
    }

    @Test func `a session with an open transaction is not lent again`() async throws {
      try await withPool(size: 1) { pool in
        let first = try await pool.withConnection { connection in
          try await connection.execute("BEGIN")
          return connection.processID
        }
        let second = try await pool.withConnection { $0.processID }

        #expect(first != second)
        try await Observer(pool: pool).untilGone(first)
      }
    }

    @Test func `an idle session that the server ended is not lent`() async throws {
      try await withPool(size: 1) { watching in
        try await withPool(size: 1) { pool in
          let observer = Observer(pool: watching)
          let first = try await pool.withConnection { $0.processID }
          try await observer.terminate(first)
          try await observer.untilGone(first)

          // The thread of the session hears of it on its own time; until then a loan may fail.
          var second: Int32?
          for _ in 0..<1000 where second == nil {
            second = try? await pool.withConnection { connection in
              try await connection.execute("SELECT 1")
              return connection.processID
            }
          }

          #expect(second != nil)
          #expect(second != first)
        }
      }
    }

    @Test func `who waits longer than the deadline is told so`() async throws {
      let error = try await withPool(size: 1) { pool in
        try await pool.withConnection { _ in
          await postgresError {
            try await pool.withConnection(deadline: .milliseconds(50)) { _ in }
          }
        }
      }

      #expect(error?.kind == .deadline)
      #expect(error?.message == "no session could be had within the time limit")
    }

    @Test func `who is cancelled while waiting is told so`() async throws {
      let error = try await withPool(size: 1) { pool in
        try await pool.withConnection { _ in
          let task = Task { await postgresError { try await pool.withConnection { _ in } } }
          task.cancel()
          return await task.value
        }
      }

      #expect(error == PostgresError(kind: .cancelled))
    }

    @Test func `a server that accepts and says nothing is given up`() async throws {
      let silent = try SilentServer()
      var configuration = try PostgresConfiguration(url: "host=\(silent.directory)")
      configuration.connectTimeout = .milliseconds(100)
      let error = try await withPool(configuration: configuration) { pool in
        await postgresError { try await pool.withConnection { _ in } }
      }

      #expect(error?.kind == .connection)
      #expect(error?.message.contains("no answer within") == true)
    }

    @Test func `a deadline bounds connecting too`() async throws {
      let silent = try SilentServer()
      let configuration = try PostgresConfiguration(url: "host=\(silent.directory)")
      let error = try await withPool(configuration: configuration) { pool in
        await postgresError { try await pool.withConnection(deadline: .milliseconds(50)) { _ in } }
      }

      #expect(error?.kind == .deadline)
    }

    @Test func `shutdown waits for what is lent and refuses what comes later`() async throws {
      let order = Order()
      try await withPool(size: 1) { pool in
        let isLent = AsyncStream.makeStream(of: Void.self)
        let mayEnd = AsyncStream.makeStream(of: Void.self)
        let loan = Task {
          try await pool.withConnection { connection in
            isLent.continuation.finish()
            for await _ in mayEnd.stream {}
            try await connection.execute("SELECT 1")
            order.add("used")
          }
        }
        for await _ in isLent.stream {}
        let closing = Task {
          await pool.shutdown()
          order.add("shut")
        }
        var late: PostgresError?
        while late?.kind != .closed {
          late = await postgresError {
            try await pool.withConnection(deadline: .milliseconds(1)) { _ in }
          }
        }
        mayEnd.continuation.finish()
        try await loan.value
        await closing.value
      }

      #expect(order.events == ["used", "shut"])
    }

    @Test func `as a service it ends on graceful shutdown after the last loan`() async throws {
      let pool = PostgresPool(
        try TestServer.configuration(), size: 2, logger: Logger(label: "tests"))
      let group = ServiceGroup(
        configuration: .init(services: [.init(service: pool)], logger: Logger(label: "tests")))
      let running = Task { try await group.run() }

      let answer = try await pool.withConnection { connection in
        await group.triggerGracefulShutdown()
        return try await connection.queryOne("SELECT 5") { try $0.int32(0) }
      }
      try await running.value
      let late = await postgresError { try await pool.withConnection { _ in } }

      #expect(answer == 5)
      #expect(late == PostgresError(kind: .closed))
    }

    @Test func `fifty tasks with random cancellations leave a pool that works`() async throws {
      var random = SeededGenerator(seed: 50)
      let plans = (0..<50).map { _ in
        (isCancelled: Bool.random(using: &random), rounds: Int.random(in: 1...8, using: &random))
      }
      try await withPool(size: 3) { pool in
        let tasks = plans.map { plan in
          Task {
            var sum = 0
            for round in 1...plan.rounds {
              sum += try await pool.withTransaction { connection in
                try await connection.execute("SELECT pg_sleep(0.002)")
                return try await connection.queryOne("SELECT \(round)") { try $0.decode(0) } ?? 0
              }
            }
            return sum
          }
        }
        for (task, plan) in zip(tasks, plans) where plan.isCancelled { task.cancel() }
        for (task, plan) in zip(tasks, plans) {
          switch await task.result {
          case .success(let sum): #expect(sum == plan.rounds * (plan.rounds + 1) / 2)
          case .failure(let error):
            #expect(plan.isCancelled)
            #expect((error as? PostgresError)?.kind == .cancelled, "\(error)")
          }
        }

        let again = try await pool.withConnection { connection in
          try await connection.queryOne("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
          {
            try $0.int64(0)
          }
        }
        #expect(again != nil)
      }
    }

    @Test func `a pool that nobody holds ends its sessions`() async throws {
      try await withPool(size: 1) { watching in
        let observer = Observer(pool: watching)
        let pid = try await {
          let pool = PostgresPool(
            try TestServer.configuration(), size: 1, logger: Logger(label: "tests"))
          return try await pool.withConnection { $0.processID }
        }()

        try await observer.untilGone(pid)
      }
    }
  }
}

/// What happened, in its order.
private final class Order: Sendable {
  private let list = Mutex<[String]>([])

  var events: [String] { list.withLock { $0 } }

  func add(_ event: String) { list.withLock { $0.append(event) } }
}
