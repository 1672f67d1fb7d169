internal import NIOCore
public import Procedures
internal import Synchronization

/// Answers as finished bytes: filled once however many ask at the same time, bounded in memory,
/// and given only while the watch of the database vouches for their state.
public final class AnswerStore: Sendable {
  private typealias Machine = AnswerMachine<CheckedContinuation<StoredAnswer?, any Error>>

  private let machine: Mutex<Machine>
  private let lastAsker = Atomic<Int>(0)
  private let wall: @Sendable () -> Instant
  private let clock: @Sendable () -> ContinuousClock.Instant

  /// An empty store without a lease.
  ///
  /// - Parameters:
  ///   - byteLimit: bound of all answers together, in bytes.
  ///   - wall: the wall clock, by which answers about today end.
  ///   - clock: the clock in which leases are given.
  public init(
    byteLimit: Int = 16 << 20, wall: @escaping @Sendable () -> Instant,
    clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    machine = Mutex(Machine(byteLimit: byteLimit))
    self.wall = wall
    self.clock = clock
  }

  /// The watch has read the state, and nothing can be committed beside it before the instant. A new
  /// state drops all answers; a grant whose end has passed changes nothing.
  public func grant(_ state: ServedState, until end: ContinuousClock.Instant) {
    let now = clock()
    machine.withLock { $0.grant(state, until: end, now: now) }
  }

  /// From now on nothing is answered from memory until the next grant.
  public func revoke(_ reason: Revocation) {
    machine.withLock { $0.revoke(reason) }
  }

  /// The state granted last, also after its lease has ended.
  public var state: ServedState? { machine.withLock { $0.state } }

  /// Whether the database is known to be unreachable: then it is not worth waiting for.
  public var isGone: Bool { machine.withLock { $0.isGone } }

  /// How many answers are kept, and the bytes they take.
  public var kept: (count: Int, bytes: Int) {
    machine.withLock { ($0.shelf.count, $0.shelf.bytes) }
  }

  /// The answer to a question: the kept one, that of a making under way, or a new one.
  ///
  /// Throws what the making throws, `CancellationError` where the asker is cancelled while it waits
  /// for another's making, and ``SourceUnavailable`` where only an answer older than one already
  /// given could be given. A making that others may wait for goes on when its first asker gives
  /// up, so `make` must end by itself.
  func answer(
    to key: AnswerKey, make: @escaping @Sendable () async throws -> StoredAnswer
  ) async throws -> StoredAnswer {
    let first = try await obtain(key, make)
    if machine.withLock({ $0.mayGive(first) }) { return first }
    // It was read before a run that others have seen already; a new reading sees the run too.
    let second = try await make()
    guard machine.withLock({ $0.mayGive(second) }) || second.ageSeconds == nil else {
      throw SourceUnavailable(
        reason: "the last good answer is older than answers already given", retryAfterSeconds: 1)
    }
    return second
  }

  /// The wall clock by which answers end.
  var now: Instant { wall() }

  /// The finished bytes that the ordinary way sent before; nil where it must be asked.
  func finished(_ key: AnswerKey) -> FinishedAnswer? {
    let now = clock()
    return machine.withLock { $0.finished(key, now: now, wall: wall) }
  }

  /// The ordinary way has sent the answer to the key under this head.
  func sent(_ head: SentHead, for key: AnswerKey) {
    machine.withLock { $0.sent(head, for: key) }
  }

  private func obtain(
    _ key: AnswerKey, _ make: @escaping @Sendable () async throws -> StoredAnswer
  ) async throws -> StoredAnswer {
    let id = lastAsker.add(1, ordering: .relaxed).newValue
    let shared = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        let now = clock()
        switch machine.withLock({ $0.ask(key, waiter: waiter, id: id, now: now, wall: wall) }) {
        case .kept(let answer): waiter.resume(returning: answer)
        case .alone: waiter.resume(returning: nil)
        case .joined: break
        case .begin(let flight): begin(flight, make)
        }
        // A cancellation before the waiter was taken found nobody to wake.
        if Task.isCancelled { leave(id, key) }
      }
    } onCancel: {
      leave(id, key)
    }
    if let shared { return shared }
    return try await make()
  }

  private func leave(_ id: Int, _ key: AnswerKey) {
    machine.withLock { $0.leave(id, key) }?.resume(throwing: CancellationError())
  }

  private func begin(
    _ flight: Int, _ make: @escaping @Sendable () async throws -> StoredAnswer
  ) {
    // Belongs to no single asker, as each may give up while others wait; all of them await it
    // through their waiters, and it ends with `make`, whose readings have deadlines of their own.
    Task {
      do {
        let answer = try await make()
        machine.withLock { $0.finish(flight, answer) }.forEach { $0.resume(returning: answer) }
      } catch {
        machine.withLock { $0.finish(flight, nil) }.forEach { $0.resume(throwing: error) }
      }
    }
  }
}
