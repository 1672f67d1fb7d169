public import Logging
public import Postgres
public import ServiceLifecycle

/// Tells an instance that serves answers from memory from which state of the records it may, and
/// until when.
///
/// It holds one session of its own, asks four times a second, and lets go when a run is about to
/// commit. What an instance serves under a grant of this watch is therefore what the database
/// would answer, on every instance at the same time, also where instances or sessions freeze: only
/// the rates of their clocks have to agree, not their times.
public final class VersionWatch: Service, Sendable {
  /// How long the server has for one question.
  private static let limit = Duration.seconds(1)

  private let pool: PostgresPool
  private let authority: Authority
  private let key: ServingKey
  private let logger: Logger
  private let report: @Sendable (ServingReport) -> Void

  /// A watch for one authority. `report` is called on the watch's task, in order, and must return
  /// at once: until it has, the watch stands still.
  public init(
    configuration: PostgresConfiguration, authority: Authority, logger: Logger,
    report: @escaping @Sendable (ServingReport) -> Void
  ) {
    var configuration = configuration
    configuration.connectTimeout = Self.limit
    pool = PostgresPool(configuration, size: 1, logger: logger)
    self.authority = authority
    key = ServingKey(authority: authority.id)
    self.logger = logger
    self.report = report
  }

  /// Watches until graceful shutdown or cancellation. The last report is `moving`: an instance that
  /// still finishes requests asks the database for them. Throws nothing.
  public func run() async throws {
    // Both ways out mean the same.
    try? await cancelWhenGracefulShutdown { try await self.watch() }
    report(.moving)
    await pool.shutdown()
  }

  private func watch() async throws {
    var machine = WatchMachine(preparation: key.preparation)
    var pause = Duration.zero
    var isGone = false
    while true {
      try await Task.sleep(for: pause, clock: .continuous)
      let failure = await session(&machine, &isGone)
      try Task.checkCancellation()
      let step = machine.handle(failure, now: .now)
      tell(step.report, &isGone)
      guard case .connect(let after) = step.work else {
        preconditionFailure("a watch without a session does nothing but open one")
      }
      pause = after
    }
  }

  /// Watches on one session until it fails, and returns how it failed.
  private func session(
    _ machine: inout WatchMachine, _ isGone: inout Bool
  ) async -> WatchMachine.Event {
    var isOpen = false
    do {
      return try await pool.withConnection { connection in
        try await connection.within(Self.limit) { connection in
          try await connection.execute(ServingKey.releaseAll)
          try await connection.execute(ServingKey.boundIdleness)
          try await connection.execute(ServingKey.listen)
        }
        isOpen = true
        var event = WatchMachine.Event.connected
        while true {
          let step = machine.handle(event, now: .now)
          tell(step.report, &isGone)
          event = try await perform(step.work, on: connection)
        }
      }
    } catch {
      let isSilent = (error as? PostgresError)?.kind == .deadline
      return isOpen
        ? .lost(reason: "\(error)", isSilent: isSilent) : .unreachable(reason: "\(error)")
    }
  }

  private func perform(
    _ work: WatchMachine.Work, on connection: borrowing PostgresConnection
  ) async throws -> WatchMachine.Event {
    switch work {
    case .connect: preconditionFailure("a watch with a session opens no other")
    case .hold(let after):
      try await Task.sleep(for: after, clock: .continuous)
      return .held(try await ask(key.hold, on: connection))
    case .look: return .still(try await ask(key.isStill, on: connection))
    case .read:
      return .read(
        try await connection.within(Self.limit) { connection in
          try await ServingState.current(authority: authority.id, on: connection)
        })
    case .listen(let limit):
      return .heard(try await connection.notifications(within: limit).map(\.payload))
    case .release:
      _ = try await ask(key.release, on: connection)
      return .released
    }
  }

  private func ask(
    _ statement: Statement, on connection: borrowing PostgresConnection
  ) async throws -> Bool {
    try await connection.within(Self.limit) { connection in
      try await connection.queryOne(statement) { row in try row.decode(0, as: Bool.self) } ?? false
    }
  }

  private func tell(_ report: ServingReport?, _ isGone: inout Bool) {
    guard let report else { return }
    switch report {
    case .gone(let reason) where !isGone:
      isGone = true
      logger.info("database unreachable", metadata: ["postgres.error": "\(reason)"])
    case .granted where isGone:
      isGone = false
      logger.info("database reachable again")
    default: break
    }
    self.report(report)
  }
}
