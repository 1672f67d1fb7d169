import Postgres
import Synchronization
import TestSupport
import Testing

extension LiveTests {
  /// Every public operation: success, server error, cancellation in the middle, connection lost in
  /// the middle, deadline, frozen server.
  @Suite struct OperationTests {
    @Test(arguments: Operation.allCases)
    func `an operation succeeds twice on one session`(_ operation: Operation) async throws {
      let (results, pids) = try await withPool(size: 1) { pool in
        var results: [Int] = []
        var pids: Set<Int32> = []
        for _ in 0..<2 {
          let (result, pid) = try await pool.withConnection { connection in
            (try await operation.succeed(connection), connection.processID)
          }
          results.append(result)
          pids.insert(pid)
        }
        return (results, pids)
      }

      #expect(results == [7, 7])
      #expect(pids.count == 1)
    }

    @Test(arguments: Operation.allCases)
    func `a server error is thrown and leaves the session usable`(_ operation: Operation)
      async throws
    {
      try await withConnection { connection in
        var found: PostgresError?
        do { try await operation.fail(connection) } catch { found = error as? PostgresError }

        let expected = PostgresError(kind: .server, sqlState: .divisionByZero)
        if operation == .copyInWaiting {
          // The wrong direction is noticed before the division is tried.
          #expect(found?.kind == .usage || found == expected)
        } else {
          #expect(found == expected)
          let again = try await operation.succeed(connection)
          #expect(again == 7)
        }
      }
    }

    @Test(arguments: Operation.allCases)
    func `cancelling the task stops the operation on the server`(_ operation: Operation)
      async throws
    {
      try await withRunning(operation) { running in
        running.task.cancel()

        #expect(await running.error()?.kind == .cancelled)
        try await running.observer.untilQuiet(running.pid)
        #expect(try await running.pool.withConnection(operation.succeed) == 7)
      }
    }

    @Test(arguments: Operation.allCases)
    func `a passed deadline stops the operation on the server`(_ operation: Operation)
      async throws
    {
      try await withRunning(operation, deadline: .milliseconds(300)) { running in
        #expect(await running.error()?.kind == .deadline)
        try await running.observer.untilQuiet(running.pid)
        #expect(try await running.pool.withConnection(operation.succeed) == 7)
      }
    }

    @Test(arguments: Operation.allCases)
    func `a terminated session is a connection error and is replaced`(_ operation: Operation)
      async throws
    {
      try await withRunning(operation) { running in
        try await running.observer.terminate(running.pid)

        #expect(await running.error()?.kind == .connection)
        #expect(try await running.pool.withConnection(operation.succeed) == 7)
        #expect(try await running.pool.withConnection { $0.processID } != running.pid)
      }
    }

    @Test(arguments: Operation.allCases)
    func `a cancelled operation returns although the server is frozen`(_ operation: Operation)
      async throws
    {
      try await withRunning(operation) { running in
        try await withFrozen(running.pid) {
          running.task.cancel()

          #expect(await running.error()?.kind == .cancelled)
          let again = try await running.pool.withConnection(operation.succeed)
          #expect(again == 7)
        }
        try await running.observer.untilGone(running.pid)
      }
    }

    @Test(arguments: Operation.allCases)
    func `a deadline holds although the server is frozen`(_ operation: Operation) async throws {
      try await withRunning(operation, deadline: .milliseconds(500)) { running in
        try await withFrozen(running.pid) {
          #expect(await running.error()?.kind == .deadline)
        }
        try await running.observer.untilGone(running.pid)
      }
    }

    @Test(arguments: Operation.allCases)
    func `a cancelled task does not reach the server`(_ operation: Operation) async throws {
      let inside = AsyncStream.makeStream(of: Void.self)
      let gate = AsyncStream.makeStream(of: Void.self)
      let error = try await withPool(size: 1) { pool in
        let task = Task {
          await postgresError {
            _ = try await pool.withConnection { connection in
              inside.continuation.finish()
              // Ends when the task is cancelled, and only then.
              for await _ in gate.stream {}
              return try await operation.succeed(connection)
            }
          }
        }
        for await _ in inside.stream {}
        task.cancel()
        return await task.value
      }

      #expect(error?.kind == .cancelled)
    }
  }
}

/// An operation that runs without an end on a pool of its own.
struct Running: Sendable {
  let pid: Int32
  let pool: PostgresPool
  let observer: Observer
  let task: Task<PostgresError?, Never>

  func error() async -> PostgresError? { await task.value }
}

func withRunning(
  _ operation: Operation, deadline: Duration? = nil, _ body: (Running) async throws -> Void
) async throws {
  try await withPool(size: 2) { watching in
    try await withPool(size: 1) { pool in
      // Already open, so that a short deadline does not go into connecting.
      try await pool.withConnection { _ in }
      let pids = AsyncStream.makeStream(of: Int32.self)
      let task = Task {
        await postgresError {
          try await pool.withConnection(deadline: deadline) { connection in
            pids.continuation.yield(connection.processID)
            try await operation.runForever(connection)
          }
        }
      }
      defer { task.cancel() }
      var iterator = pids.stream.makeAsyncIterator()
      let pid = try #require(await iterator.next())
      let observer = Observer(pool: watching)
      if deadline == nil, !operation.waitEvent.isEmpty {
        try await observer.untilWaiting(pid, for: operation.waitEvent)
      } else if deadline == nil {
        try await observer.untilActive(pid, running: "COPY")
      }
      try await body(
        Running(pid: pid, pool: pool, observer: observer, task: task))
    }
  }
}
