internal import Logging
internal import Synchronization

/// The shell of the pool: keeps the machine behind a lock and does what it says, after the lock is
/// released.
final class PoolCore: Sendable {
  private struct State {
    var machine: PoolMachine
    var sessions: [PoolMachine.SessionID: Session] = [:]
    var waiters: [PoolMachine.WaiterID: Waiter] = [:]
    var nextWaiter = 1
    var shutdowns: [CheckedContinuation<Void, Never>] = []
  }

  private struct Waiter {
    let continuation: CheckedContinuation<Session, any Error>
    let context: CallContext
  }

  let configuration: PostgresConfiguration
  let logger: Logger
  private let state: Mutex<State>

  init(_ configuration: PostgresConfiguration, size: Int, logger: Logger) {
    self.configuration = configuration
    self.logger = logger
    state = Mutex(State(machine: PoolMachine(size: size)))
  }

  // MARK: Borrowing

  func acquire(
    until limit: ContinuousClock.Instant?, _ file: StaticString, _ line: UInt
  ) async throws -> Session {
    let context = CallContext(
      activity: "borrowing a session", statement: nil,
      server: configuration.redacted, file: file, line: line)
    let waiter = state.withLock { state in
      defer { state.nextWaiter += 1 }
      return state.nextWaiter
    }
    guard let limit else { return try await wait(waiter, context) }
    // Cancelled and awaited by the compiler when the wait is over.
    async let _ = expire(waiter, at: limit)
    return try await wait(waiter, context)
  }

  @concurrent
  private func expire(_ waiter: PoolMachine.WaiterID, at limit: ContinuousClock.Instant) async {
    do {
      try await ContinuousClock().sleep(until: limit)
    } catch {
      return
    }
    handle(.leave(waiter, .deadline))
  }

  private func wait(
    _ waiter: PoolMachine.WaiterID, _ context: CallContext
  ) async throws -> Session {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let effects = state.withLock { state in
          state.waiters[waiter] = Waiter(continuation: continuation, context: context)
          // Looked at inside the lock: a cancellation before this line shows here, one after it
          // finds the waiter in the machine.
          var actions = state.machine.handle(.acquire(waiter))
          if Task.isCancelled { actions += state.machine.handle(.leave(waiter, .cancelled)) }
          return resolve(actions, &state, because: nil)
        }
        perform(effects)
      }
    } onCancel: {
      handle(.leave(waiter, .cancelled))
    }
  }

  func release(_ session: Session) {
    handle(.released(session.id, isClean: session.status.isClean))
  }

  // MARK: Shutting down

  func shutdown() { handle(.shutdown) }

  func drained() async {
    shutdown()
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if !state.machine.isClosed { state.shutdowns.append(continuation) }
        return state.machine.isClosed
      }
      if isOver { continuation.resume() }
    }
  }

  /// How many sessions are lent at this moment.
  var lent: Int { state.withLock { $0.machine.lent.count } }

  // MARK: The machine's actions

  private typealias Effect = () -> Void

  private func handle(_ event: PoolMachine.Event, because error: PostgresError? = nil) {
    let effects = state.withLock { state in
      resolve(state.machine.handle(event), &state, because: error)
    }
    perform(effects)
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects { effect() }
  }

  /// Turns actions into effects that run outside the lock: they resume tasks and call sessions.
  private func resolve(
    _ actions: [PoolMachine.Action], _ state: inout State, because error: PostgresError?
  ) -> [Effect] {
    var effects: [Effect] = []
    for action in actions {
      switch action {
      case .open(let id): effects.append { [self] in open(id) }
      case .close(let id):
        if let session = state.sessions.removeValue(forKey: id) {
          effects.append { session.close() }
        }
      case .lend(let id, let waiter):
        if let waiter = state.waiters.removeValue(forKey: waiter), let session = state.sessions[id]
        {
          effects.append { waiter.continuation.resume(returning: session) }
        }
      case .refuse(let waiter, let refusal):
        if let waiter = state.waiters.removeValue(forKey: waiter) {
          let reason = Self.reason(refusal, waiter.context, because: error)
          effects.append { waiter.continuation.resume(throwing: reason) }
        }
      case .drained:
        for shutdown in state.shutdowns { effects.append { shutdown.resume() } }
        state.shutdowns = []
      }
    }
    return effects
  }

  private static func reason(
    _ refusal: PoolMachine.Refusal, _ context: CallContext, because error: PostgresError?
  ) -> PostgresError {
    switch refusal {
    case .cancelled: context.error(.cancelled, "the task was cancelled while it waited")
    case .deadline: context.error(.deadline, "no session could be had within the time limit")
    case .closed: context.error(.closed, "the pool is shut down")
    case .unreachable:
      error?.located(context) ?? context.error(.connection, "the server cannot be reached")
    }
  }

  // MARK: Sessions

  private func open(_ id: PoolMachine.SessionID) {
    let events = Session.Events(
      opened: { [weak self] session, error in
        guard let self else { return false }
        if let error { failed(id, error) } else { opened(session) }
        return true
      },
      ended: { [weak self] session in self?.ended(session) })
    do throws(PostgresError) {
      let session = try Session(
        id: id, configuration: configuration, logger: logger, events: events)
      // A session that is closed while it connects must be known before it is open.
      state.withLock { state in
        if state.machine.connecting.contains(id) { state.sessions[id] = session }
      }
    } catch {
      handle(.failed(id), because: error)
    }
  }

  private func opened(_ session: Session) {
    let effects = state.withLock { state in
      state.sessions[session.id] = session
      return resolve(state.machine.handle(.opened(session.id)), &state, because: nil)
    }
    perform(effects)
  }

  private func failed(_ id: PoolMachine.SessionID, _ error: PostgresError) {
    let effects = state.withLock { state in
      state.sessions[id] = nil
      return resolve(state.machine.handle(.failed(id)), &state, because: error)
    }
    perform(effects)
  }

  private func ended(_ session: Session) {
    let effects = state.withLock { state in
      let actions = state.machine.handle(.ended(session.id))
      if !state.machine.lent.contains(session.id) { state.sessions[session.id] = nil }
      return resolve(actions, &state, because: nil)
    }
    perform(effects)
  }
}
