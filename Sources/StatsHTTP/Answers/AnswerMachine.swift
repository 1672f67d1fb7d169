internal import NIOCore
internal import Procedures

/// The rules by which answers are kept and given, without I/O and without a clock.
///
/// An answer belongs to the state of the records that was granted when its making began. States
/// only move forward, so that where the same state is granted after the making, it was the state
/// during the making too. Therefore answers stay when a lease merely ends, and are given again
/// only under a lease that names the same state.
///
/// `Waiter` is whatever the shell resumes; tests use numbers.
struct AnswerMachine<Waiter> {
  /// What an asker has to do.
  enum Asked {
    /// The answer is kept.
    case kept(StoredAnswer)
    /// Somebody is making it: the waiter was taken and will be given back by ``finish(_:_:)``.
    case joined
    /// Make it for all who ask meanwhile: the waiter was taken too.
    case begin(flight: Int)
    /// Make it for yourself: without a lease nobody may be given what was read before they asked.
    case alone
  }

  private struct Flight {
    let key: AnswerKey
    let state: ServedState
    var waiters: [Int: Waiter] = [:]
  }

  /// The state granted last, also after its lease has ended.
  private(set) var state: ServedState?
  /// Whether the database is known to be unreachable.
  private(set) var isGone = false
  /// The answers kept; all belong to ``state``.
  private(set) var shelf: AnswerShelf
  /// The highest data version that was given out or granted.
  private(set) var highest: Int64?
  private var leaseEnd: ContinuousClock.Instant?
  private var flights: [Int: Flight] = [:]
  private var current: [AnswerKey: Int] = [:]
  private var lastFlight = 0

  /// A machine that may not answer from memory yet.
  init(byteLimit: Int) { shelf = AnswerShelf(byteLimit: byteLimit) }

  /// The watch has read the state. A grant that came too late changes nothing.
  ///
  /// A lower version than before, or the same one of another instant, means that the database
  /// itself went back, restored from a copy or failed over to a server that lagged behind: what it
  /// says now is the truth.
  mutating func grant(
    _ granted: ServedState, until end: ContinuousClock.Instant, now: ContinuousClock.Instant
  ) {
    guard now < end else { return }
    if granted != state {
      if let state, granted.wentBack(from: state) {
        highest = granted.version
      } else {
        highest = max(highest ?? granted.version, granted.version)
      }
      state = granted
      shelf.clear()
      // Who waits on an old flight asked under its state and gets its answer; nobody joins it.
      current.removeAll()
    }
    leaseEnd = end
    isGone = false
  }

  /// The watch can no longer vouch for the state.
  mutating func revoke(_ reason: Revocation) {
    leaseEnd = nil
    if reason == .gone { isGone = true }
  }

  /// The state that may be answered from now; nil without a lease.
  func lease(now: ContinuousClock.Instant) -> ServedState? {
    guard let leaseEnd, now < leaseEnd else { return nil }
    return state
  }

  /// Somebody asks.
  mutating func ask(
    _ key: AnswerKey, waiter: Waiter, id: Int, now: ContinuousClock.Instant, wall: () -> Instant
  ) -> Asked {
    guard let state = lease(now: now) else { return .alone }
    if let item = shelf.item(key, at: wall) { return .kept(item.answer) }
    if let flight = current[key] {
      flights[flight]?.waiters[id] = waiter
      return .joined
    }
    lastFlight += 1
    flights[lastFlight] = Flight(key: key, state: state, waiters: [id: waiter])
    current[key] = lastFlight
    return .begin(flight: lastFlight)
  }

  /// An asker gives up; returns its waiter, nil where it was given back already. The making goes
  /// on: its answer serves the next who asks.
  mutating func leave(_ id: Int, _ key: AnswerKey) -> Waiter? {
    for flight in flights.keys where flights[flight]?.key == key {
      if let waiter = flights[flight]?.waiters.removeValue(forKey: id) { return waiter }
    }
    return nil
  }

  /// The making has ended, with an answer or without one; returns who waits for it.
  mutating func finish(_ flight: Int, _ answer: StoredAnswer?) -> [Waiter] {
    guard let ended = flights.removeValue(forKey: flight) else { return [] }
    if current[ended.key] == flight {
      current[ended.key] = nil
      if let answer, answer.ageSeconds == nil, ended.state == state {
        shelf.keep(answer, for: ended.key)
      }
    }
    return Array(ended.waiters.values)
  }

  /// Whether an answer may be given: never an older one after a newer one.
  mutating func mayGive(_ answer: StoredAnswer) -> Bool {
    guard let version = answer.dataVersion else { return true }
    if let highest, version < highest { return false }
    highest = version
    return true
  }

  /// The finished bytes of a key, where a lease holds and an ordinary route has sent them before.
  mutating func finished(
    _ key: AnswerKey, now: ContinuousClock.Instant, wall: () -> Instant
  ) -> FinishedAnswer? {
    guard lease(now: now) != nil, let item = shelf.item(key, at: wall), let full = item.full
    else { return nil }
    return FinishedAnswer(
      entityTag: item.answer.entityTag, full: full, notModified: item.notModified,
      body: item.answer.body)
  }

  /// An ordinary route has sent the answer under this head. It is repeated from now on, where it
  /// is the head of the answer that is kept.
  mutating func sent(_ head: SentHead, for key: AnswerKey) {
    shelf.change(key) { item in
      guard head.entityTag == item.answer.entityTag else { return }
      switch head.status {
      case .full where head.contentLength == item.answer.body.readableBytes:
        item.full = head.template
      case .notModified: item.notModified = head.template
      case .full: break
      }
    }
  }
}
