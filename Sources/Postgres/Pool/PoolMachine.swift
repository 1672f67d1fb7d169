/// Who has which session: the pool's decisions, without any I/O.
///
/// An event goes in, actions come out, and the pool performs them. Waiters are served in the order
/// of their coming, the last used session first, so that a pool at rest keeps few sessions warm.
struct PoolMachine: Sendable {
  typealias SessionID = Int
  typealias WaiterID = Int

  enum Event: Hashable, Sendable {
    case acquire(WaiterID)
    /// The waiter's task was cancelled or its deadline passed.
    case leave(WaiterID, Refusal)
    case opened(SessionID)
    case failed(SessionID)
    case released(SessionID, isClean: Bool)
    /// A session ended by itself. Means something only for idle ones: a lent one comes back first.
    case ended(SessionID)
    case shutdown
  }

  enum Refusal: Hashable, Sendable {
    case cancelled, deadline, closed
    /// The session that was opened for the waiter could not be.
    case unreachable
  }

  enum Action: Hashable, Sendable {
    case open(SessionID)
    case lend(SessionID, to: WaiterID)
    case refuse(WaiterID, Refusal)
    case close(SessionID)
    /// Nothing is lent and nothing connects any more; comes once, after a shutdown.
    case drained
  }

  private enum Life { case running, closing, closed }

  let size: Int
  private(set) var idle: [SessionID] = []
  private(set) var lent: Set<SessionID> = []
  private(set) var connecting: Set<SessionID> = []
  private(set) var waiting: [WaiterID] = []
  private var life = Life.running
  private var nextID = 1

  init(size: Int) {
    precondition(size > 0, "a pool has at least one session")
    self.size = size
  }

  /// Sessions that exist or are about to.
  var count: Int { idle.count + lent.count + connecting.count }

  var isClosed: Bool { life == .closed }

  mutating func handle(_ event: Event) -> [Action] {
    switch event {
    case .acquire(let waiter): acquire(waiter)
    case .leave(let waiter, let refusal): leave(waiter, refusal)
    case .opened(let session): opened(session)
    case .failed(let session): failed(session)
    case .released(let session, let isClean): released(session, isClean: isClean)
    case .ended(let session): ended(session)
    case .shutdown: shutdown()
    }
  }

  private mutating func acquire(_ waiter: WaiterID) -> [Action] {
    guard life == .running else { return [.refuse(waiter, .closed)] }
    if let session = idle.popLast() {
      lent.insert(session)
      return [.lend(session, to: waiter)]
    }
    waiting.append(waiter)
    return open()
  }

  /// Opens what the waiting need and the size allows.
  private mutating func open() -> [Action] {
    guard waiting.count > connecting.count, count < size else { return [] }
    let session = nextID
    nextID += 1
    connecting.insert(session)
    return [.open(session)]
  }

  private mutating func leave(_ waiter: WaiterID, _ refusal: Refusal) -> [Action] {
    guard let index = waiting.firstIndex(of: waiter) else { return [] }
    waiting.remove(at: index)
    return [.refuse(waiter, refusal)]
  }

  private mutating func opened(_ session: SessionID) -> [Action] {
    guard connecting.remove(session) != nil else { return [.close(session)] }
    guard life == .running else { return [.close(session)] + drain() }
    return give(session)
  }

  private mutating func give(_ session: SessionID) -> [Action] {
    guard !waiting.isEmpty else {
      idle.append(session)
      return []
    }
    lent.insert(session)
    return [.lend(session, to: waiting.removeFirst())]
  }

  private mutating func failed(_ session: SessionID) -> [Action] {
    guard connecting.remove(session) != nil else { return [] }
    guard life == .running else { return drain() }
    guard !lent.isEmpty else {
      // The server cannot be reached, and nobody holds a session that could come back: waiting
      // for one attempt after the other would only add their timeouts.
      defer { waiting = [] }
      return waiting.map { .refuse($0, .unreachable) }
    }
    guard !waiting.isEmpty else { return [] }
    return [.refuse(waiting.removeFirst(), .unreachable)] + open()
  }

  private mutating func released(_ session: SessionID, isClean: Bool) -> [Action] {
    guard lent.remove(session) != nil else { return [] }
    guard life == .running else { return [.close(session)] + drain() }
    return isClean ? give(session) : [.close(session)] + open()
  }

  private mutating func ended(_ session: SessionID) -> [Action] {
    idle.removeAll { $0 == session }
    return []
  }

  private mutating func shutdown() -> [Action] {
    guard life == .running else { return [] }
    life = .closing
    let actions: [Action] =
      waiting.map { .refuse($0, .closed) } + idle.map { .close($0) }
      + connecting.sorted().map { .close($0) }
    waiting = []
    idle = []
    return actions + drain()
  }

  private mutating func drain() -> [Action] {
    guard life == .closing, lent.isEmpty, connecting.isEmpty else { return [] }
    life = .closed
    return [.drained]
  }
}
