import Glibc
import Logging
import Postgres
import Procedures
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Store

extension LiveTests {
  /// The watch and the runs, on a real server: what is served from memory is what the database
  /// would answer.
  @Suite struct VersionWatchTests {
    @Test func `an instance is granted the state of the database`() async throws {
      try await withAgencies { store in
        let state = try await store.servingState()

        let granted = try await withWatches(
          1, on: store.pool.configuration, of: store.authority
        ) { instances in try await instances[0].grant() }

        #expect(granted == state)
        #expect(state.version.number == 1)
        #expect(state.run > 0)
      }
    }

    @Test(arguments: [true, false])
    func `after a run no instance serves the old state, and soon each serves the new one`(
      _ movesFigures: Bool
    ) async throws {
      try await withAgencies { store in
        try await withWatches(3, on: store.pool.configuration, of: store.authority) { instances in
          let old = try await store.servingState()
          for instance in instances { try await instance.grant(of: old) }

          if movesFigures {
            try await store.renameProvince(1)
          } else {
            try await store.changeLimit(1)
          }

          let served = instances.map(\.served)
          let new = try await store.servingState()
          #expect(served.allSatisfy { $0 == nil || $0 == new })
          #expect(new.run > old.run)
          #expect((new.version.number > old.version.number) == movesFigures)
          for instance in instances { try await instance.grant(of: new) }
        }
      }
    }

    @Test func `reads across instances never go back while runs are committed`() async throws {
      try await withAgencies(size: 6) { store in
        try await withWatches(3, on: store.pool.configuration, of: store.authority) { instances in
          let first = try await store.servingState()
          for instance in instances { try await instance.grant(of: first) }
          let records = ServedRecords()
          try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in 0..<4 {
              group.addTask {
                try await Self.read(seed: UInt64(reader), instances, store, records)
              }
            }
            defer { records.end() }
            for round in 0..<40 {
              if round.isMultiple(of: 2) {
                try await store.changeLimit(round)
              } else {
                try await store.renameProvince(round)
              }
              let committed = try await store.servingState()
              records.commit(committed.run)
              // In every other pair of rounds the next run finds all of them serving.
              guard round % 4 < 2 else { continue }
              for instance in instances { try await instance.grant(of: committed) }
            }
            records.end()
            try await group.waitForAll()
          }

          #expect(records.backward == nil)
          #expect(records.fromMemory > 100)
          #expect(records.fromDatabase > 0)
        }
      }
    }

    /// Reads one instance after the other until the runs are over.
    private static func read(
      seed: UInt64, _ instances: [WatchedInstance], _ store: TestStore, _ records: ServedRecords
    ) async throws {
      var random = SeededGenerator(seed: seed)
      while !records.isOver {
        let instance = instances[Int.random(in: 0..<instances.count, using: &random)]
        let floor = records.floor
        if let state = instance.served {
          records.note(state.run, floor: floor, isFromMemory: true)
          await Task.yield()
        } else {
          let state = try await store.servingState()
          records.note(state.run, floor: floor, isFromMemory: false)
        }
      }
    }

    @Test
    func `an instance whose session is frozen does not hold a run up, nor serve its old state`()
      async throws
    {
      try await withAgencies(size: 2) { store in
        try await withWatches(2, on: store.pool.configuration, of: store.authority) { instances in
          for instance in instances { try await instance.grant() }
          let pid = try await store.process(of: instances[0])
          try #require(kill(pid, SIGSTOP) == 0)
          defer { _ = kill(pid, SIGCONT) }

          // The frozen session has the lock and does not let it go: the run must end all the same.
          try await store.renameProvince(1)

          let served = instances.map(\.served)
          let new = try await store.servingState()
          #expect(served.allSatisfy { $0 == nil || $0 == new })
          // The watch of the frozen session finds itself another one.
          for instance in instances { try await instance.grant(of: new) }
        }
      }
    }

    @Test func `nobody serves between the end of a run's patience and its commit`() async throws {
      try await withAgencies(size: 2) { store in
        try await withWatches(1, on: store.pool.configuration, of: store.authority) { instances in
          try await instances[0].grant()
          try await store.pool.withConnection { silent in
            // Another instance, which answers nothing.
            try await silent.execute(ServingKey(authority: store.authority.id).hold)
            try await store.pool.withTransaction { connection in
              try await ServingLock(authority: store.authority, pool: store.pool)
                .take(on: connection)
              try await instances[0].next { $0 == .moving }
              // It tries again and again, and is not let in before the commit.
              for _ in 0..<5 {
                let report = try await instances[0].next { _ in true }
                #expect(report == .moving)
              }
            }
          }

          try await instances[0].grant()
        }
      }
    }

    @Test func `a run that is rolled back lets instances go on`() async throws {
      try await withAgencies { store in
        try await withWatches(2, on: store.pool.configuration, of: store.authority) { instances in
          let state = try await store.servingState()
          for instance in instances { try await instance.grant(of: state) }

          await #expect(throws: NothingCame.self) {
            try await store.pool.withTransaction { connection in
              try await ServingLock(authority: store.authority, pool: store.pool)
                .take(on: connection)
              #expect(instances.allSatisfy { $0.served == nil })
              throw NothingCame(what: "commit")
            }
          }

          for instance in instances { try await instance.grant(of: state) }
        }
      }
    }

    @Test func `a run of another authority disturbs nobody`() async throws {
      try await withAgencies { store in
        let other = try await store.pool.withConnection { connection in
          try await Authority.ensure(AgencyCode("H33") ?? .unreachable, on: connection)
        }
        try await withWatches(1, on: store.pool.configuration, of: store.authority) { instances in
          try await instances[0].grant()

          try await store.pool.withTransaction { connection in
            try await ServingLock(authority: other, pool: store.pool).take(on: connection)
            for _ in 0..<3 { #expect(try await instances[0].next { _ in true }.isGrant) }
          }
        }
      }
    }

    @Test func `a session that is ended is replaced and is no outage`() async throws {
      try await withAgencies { store in
        try await withWatches(1, on: store.pool.configuration, of: store.authority) { instances in
          let state = try await instances[0].grant()
          let pid = try await store.process(of: instances[0])

          try await store.pool.withConnection { connection in
            try await connection.execute("SELECT pg_terminate_backend(\(pid))")
          }

          #expect(try await instances[0].next { !$0.isGrant } == .moving)
          #expect(try await instances[0].next { _ in true }.isGrant)
          try await store.renameProvince(1)
          #expect(instances[0].served != state)
        }
      }
    }

    @Test func `a question that was cut short leaves no lock behind on its session`() async throws {
      try await withAgencies(size: 2) { store in
        try await withWatches(1, on: store.pool.configuration, of: store.authority) { instances in
          try await instances[0].grant()
          let session = try await store.process(of: instances[0])

          try await store.pool.withTransaction { connection in
            // The watch has the serving lock and cannot read the state.
            try await connection.execute("LOCK TABLE data_version IN ACCESS EXCLUSIVE MODE")
            try await instances[0].next { $0.isGone }
          }
          try await instances[0].grant()
          let next = try await store.process(of: instances[0])

          let isFree = try await store.pool.withTransaction { connection in
            try await ServingLock(authority: store.authority, pool: store.pool)
              .take(on: connection)
            // Also true of a lock that the transaction has.
            return try await connection.queryOne(
              ServingKey(authority: store.authority.id).announce
            ) { try $0.decode(1, as: Bool.self) }
          }
          #expect(next == session)
          #expect(isFree == true)
        }
      }
    }

    @Test func `on graceful shutdown the last word is that nothing may be served`() async throws {
      try await withAgencies { store in
        let instance = WatchedInstance(name: "instance")
        let watch = VersionWatch(
          configuration: store.pool.configuration, authority: store.authority,
          logger: Logger(label: "tests")
        ) { instance.receive($0) }
        let group = ServiceGroup(
          configuration: .init(services: [.init(service: watch)], logger: Logger(label: "tests")))
        let running = Task { try await group.run() }
        try await instance.grant()

        await group.triggerGracefulShutdown()
        try await running.value

        #expect(instance.served == nil)
        // The lock has gone with the session.
        let isFree = try await store.pool.withTransaction { connection in
          try await connection.queryOne(ServingKey(authority: store.authority.id).announce) {
            try $0.decode(1, as: Bool.self)
          }
        }
        #expect(isFree == true)
      }
    }
  }
}

/// What readers saw, in an order that all of them agree on.
private final class ServedRecords: Sendable {
  private struct State {
    var highest: Int64 = 0
    var backward: String?
    var fromMemory = 0
    var fromDatabase = 0
    var isOver = false
  }

  private let state = Mutex(State())

  /// The newest run that anybody has seen, or that is known to be committed.
  var floor: Int64 { state.withLock { $0.highest } }
  /// The first read that went back.
  var backward: String? { state.withLock { $0.backward } }
  var fromMemory: Int { state.withLock { $0.fromMemory } }
  var fromDatabase: Int { state.withLock { $0.fromDatabase } }
  var isOver: Bool { state.withLock { $0.isOver } }

  func end() { state.withLock { $0.isOver = true } }

  func commit(_ run: Int64) { state.withLock { $0.highest = max($0.highest, run) } }

  /// A read that began when `floor` was the newest run.
  func note(_ run: Int64, floor: Int64, isFromMemory: Bool) {
    state.withLock { state in
      if run < floor, state.backward == nil { state.backward = "run \(run) after run \(floor)" }
      state.highest = max(state.highest, run)
      if isFromMemory { state.fromMemory += 1 } else { state.fromDatabase += 1 }
    }
  }
}
