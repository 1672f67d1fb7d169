import TestSupport
import Testing

@testable import Postgres

@Suite struct PoolMachineTests {
  typealias Event = PoolMachine.Event
  typealias Action = PoolMachine.Action

  /// A machine of size 2 after some events, whose actions do not matter.
  static func machine(_ events: [Event]) -> PoolMachine {
    var machine = PoolMachine(size: 2)
    for event in events { _ = machine.handle(event) }
    return machine
  }

  static let lentOne: [Event] = [.acquire(1), .opened(1)]
  static let full: [Event] = lentOne + [.acquire(2), .opened(2)]

  static let table: [(String, [Event], Event, [Action])] = [
    ("the first waiter opens a session", [], .acquire(1), [.open(1)]),
    ("an opened session goes to the waiter", [.acquire(1)], .opened(1), [.lend(1, to: 1)]),
    ("a clean session is kept", lentOne, .released(1, isClean: true), []),
    ("a session in doubt is closed", lentOne, .released(1, isClean: false), [.close(1)]),
    (
      "an idle session is lent again", lentOne + [.released(1, isClean: true)], .acquire(2),
      [.lend(1, to: 2)]
    ),
    (
      "the session used last is lent first",
      full + [.released(2, isClean: true), .released(1, isClean: true)], .acquire(3),
      [.lend(1, to: 3)]
    ),
    (
      "an idle session that ended is not lent",
      lentOne + [.released(1, isClean: true), .ended(1)], .acquire(2), [.open(2)]
    ),
    ("a lent session that ended comes back first", lentOne, .ended(1), []),
    ("a full pool makes wait", full, .acquire(3), []),
    (
      "the longest waiting is served", full + [.acquire(3), .acquire(4)],
      .released(1, isClean: true), [.lend(1, to: 3)]
    ),
    (
      "a closed session is replaced for who waits", full + [.acquire(3)],
      .released(1, isClean: false), [.close(1), .open(3)]
    ),
    (
      "a session is not opened twice for one waiter",
      full + [.acquire(3), .released(1, isClean: false)],
      .released(2, isClean: false), [.close(2)]
    ),
    ("who waits may leave", full + [.acquire(3)], .leave(3, .deadline), [.refuse(3, .deadline)]),
    ("who has been served cannot leave", lentOne, .leave(1, .cancelled), []),
    (
      "who has left is not served", full + [.acquire(3), .acquire(4), .leave(3, .cancelled)],
      .released(1, isClean: true), [.lend(1, to: 4)]
    ),
    (
      "a session whose waiter has left is kept", [.acquire(1), .leave(1, .cancelled)], .opened(1),
      []
    ),
    (
      "an unreachable server refuses all who wait", [.acquire(1), .acquire(2), .acquire(3)],
      .failed(1), [.refuse(1, .unreachable), .refuse(2, .unreachable), .refuse(3, .unreachable)]
    ),
    (
      "while a session is lent, a failure refuses one and tries again for the next",
      lentOne + [.acquire(2), .acquire(3)], .failed(2), [.refuse(2, .unreachable), .open(3)]
    ),
    (
      "shutting down closes the idle and refuses the waiting",
      full + [.released(1, isClean: true), .acquire(3), .acquire(4)], .shutdown,
      [.refuse(4, .closed)]
    ),
    (
      "shutting down an idle pool drains it", lentOne + [.released(1, isClean: true)], .shutdown,
      [.close(1), .drained]
    ),
    ("shutting down twice does nothing more", lentOne + [.shutdown], .shutdown, []),
    (
      "the last lent session drains the pool", lentOne + [.shutdown],
      .released(1, isClean: true), [.close(1), .drained]
    ),
    (
      "a session that opens during shutdown is closed", [.acquire(1), .shutdown], .opened(1),
      [.close(1), .drained]
    ),
    (
      "a connection that fails during shutdown drains", [.acquire(1), .shutdown], .failed(1),
      [.drained]
    ),
    ("a closed pool refuses", [.shutdown], .acquire(1), [.refuse(1, .closed)]),
    ("an unknown session is closed", [], .opened(9), [.close(9)]),
  ]

  @Test(arguments: table.indices)
  func `an event has its actions`(_ index: Int) {
    let (name, before, event, expected) = Self.table[index]
    var machine = Self.machine(before)

    let actions = machine.handle(event)

    #expect(actions == expected, "\(name)")
  }

  @Test(arguments: 0..<100)
  func `random events keep every promise`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let size = Int.random(in: 1...4, using: &random)
    var world = PoolWorld(size: size)

    for _ in 0..<400 { world.step(using: &random) }
    world.finish()

    #expect(world.broken == [])
  }
}

/// A naive model of pool, server and callers that checks the machine's every action.
private struct PoolWorld {
  var machine: PoolMachine
  var broken: [String] = []
  private var connecting: Set<Int> = []
  private var idle: Set<Int> = []
  private var lent: [Int: Int] = [:]
  private var queue: [Int] = []
  private var nextWaiter = 1
  private var drains = 0
  private var isShut = false

  init(size: Int) { machine = PoolMachine(size: size) }

  mutating func step(using random: inout SeededGenerator) {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<35:
      nextWaiter += 1
      queue.append(nextWaiter)
      send(.acquire(nextWaiter))
    case 35..<55:
      if let session = connecting.sorted().randomElement(using: &random) {
        connecting.remove(session)
        idle.insert(session)
        send(.opened(session))
      }
    case 55..<62:
      if let session = connecting.sorted().randomElement(using: &random) {
        connecting.remove(session)
        send(.failed(session))
      }
    case 62..<82:
      if let session = lent.keys.sorted().randomElement(using: &random) {
        lent[session] = nil
        idle.insert(session)
        send(.released(session, isClean: Bool.random(using: &random)))
      }
    case 82..<92:
      let waiter = Int.random(in: 1...nextWaiter, using: &random)
      send(.leave(waiter, .cancelled))
    case 92..<99:
      if let session = idle.sorted().randomElement(using: &random) {
        idle.remove(session)
        send(.ended(session))
      }
    default:
      if Int.random(in: 0..<10, using: &random) == 0 { shut() }
    }
  }

  mutating func finish() {
    shut()
    for session in connecting.sorted() {
      connecting.remove(session)
      send(.failed(session))
    }
    for session in lent.keys.sorted() {
      lent[session] = nil
      idle.insert(session)
      send(.released(session, isClean: true))
    }
    if !queue.isEmpty { broken.append("\(queue) were never answered") }
    if !idle.isEmpty { broken.append("\(idle) were never closed") }
    if drains != 1 { broken.append("drained \(drains) times") }
  }

  private mutating func shut() {
    isShut = true
    send(.shutdown)
  }

  private mutating func send(_ event: PoolMachine.Event) {
    for action in machine.handle(event) { take(action) }
    if connecting.count + idle.count + lent.count > machine.size {
      broken.append("more than \(machine.size) sessions after \(event)")
    }
    if !isShut, !idle.isEmpty, !queue.isEmpty { broken.append("waits beside an idle session") }
    if !isShut, queue.count > 0, connecting.isEmpty, lent.isEmpty {
      broken.append("\(queue) wait for nothing after \(event)")
    }
  }

  private mutating func take(_ action: PoolMachine.Action) {
    switch action {
    case .open(let session):
      if !connecting.insert(session).inserted { broken.append("\(session) opened twice") }
      if isShut { broken.append("opened after shutdown") }
    case .lend(let session, let waiter):
      if idle.remove(session) == nil { broken.append("\(session) lent but not idle") }
      if queue.first != waiter { broken.append("\(waiter) served before \(queue)") }
      queue.removeAll { $0 == waiter }
      lent[session] = waiter
    case .refuse(let waiter, _):
      if !queue.contains(waiter) { broken.append("\(waiter) answered twice") }
      queue.removeAll { $0 == waiter }
    case .close(let session):
      if idle.remove(session) == nil, !connecting.contains(session) {
        broken.append("\(session) closed but not ours")
      }
    case .drained:
      drains += 1
      if !lent.isEmpty || !connecting.isEmpty { broken.append("drained too early") }
    }
  }
}
