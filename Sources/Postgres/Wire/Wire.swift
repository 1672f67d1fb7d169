internal import CLibPQ

/// One connection in non-blocking mode, driven by the one thread that owns it.
///
/// Every operation follows libpq's order to its end: send; flush while also reading; read until
/// not busy; take results until there is none. An operation that cannot reach its end within the
/// grace leaves the wire dead, and a dead wire is dropped.
/// https://www.postgresql.org/docs/15/libpq-async.html
struct Wire: ~Copyable {
  /// Where the connection is in the protocol.
  enum Phase: Sendable {
    case ready, copyIn, copyOut
  }

  /// Why a running operation is to stop.
  enum Reason: Sendable {
    case cancelled, deadline
    /// The caller's closure has thrown or has seen enough.
    case stopped
  }

  /// What an operation does when it is to stop.
  enum Policy: Sendable {
    /// Asks the server to cancel the statement and waits for the answer, for the grace.
    case cancelStatement
    /// Asks for nothing and waits for the answer, for the grace: COMMIT and cleaning up.
    case finishQuietly
    /// Returns to the operation, which knows what to do.
    case report
  }

  private struct Interruption {
    let reason: Reason
    let graceEnd: ContinuousClock.Instant
  }

  /// How long the server gets to answer after it was asked to stop.
  static let grace: Duration = .milliseconds(500)

  private let link: Link
  private let wakeUp: WakeUp
  private let notices: NoticeSink
  let processID: Int32

  var phase: Phase = .ready
  /// Nothing may be done with the connection any more; closing it is all that is left.
  private(set) var isDead = false
  /// A cancel request may still be under way and could hit the next statement.
  private(set) var isInDoubt = false

  private var ticket: Ticket?
  private var deadline: ContinuousClock.Instant?
  private var policy: Policy = .cancelStatement
  private var interruption: Interruption?
  private var request: CancelRequest?
  private var ticks: UInt8 = 0

  init(link: consuming Link, wakeUp: WakeUp, notices: NoticeSink) {
    self.wakeUp = wakeUp
    self.notices = notices
    unsafe notices.attach(to: link.connection)
    processID = unsafe PQbackendPID(link.connection)
    self.link = link
  }

  var connection: OpaquePointer { unsafe link.connection }

  var isInterrupted: Bool { interruption != nil }

  /// Whether a transaction is open or has failed; idle is what a clean session is.
  var transaction: SessionStatus.Transaction {
    switch unsafe PQtransactionStatus(connection) {
    case PQTRANS_IDLE: .idle
    case PQTRANS_INTRANS: .open
    case PQTRANS_INERROR: .failed
    default: .unknown
    }
  }

  var status: SessionStatus {
    SessionStatus(
      isAlive: !isDead, isInDoubt: isInDoubt || phase != .ready, transaction: transaction)
  }

  // MARK: Beginning and stopping

  /// Opens an operation, or throws before anything is sent.
  mutating func begin(_ call: WireCall, phase expected: Phase) throws(PostgresError) {
    guard !isDead else { throw call.context.error(.connection, "the session was lost before") }
    guard phase == expected else {
      throw call.context.error(
        .usage, "the connection is in the middle of a COPY; end it before the next statement")
    }
    if let ticket = call.ticket, ticket.isCancelled {
      throw call.context.error(.cancelled, "the task was cancelled before the server was asked")
    }
    if let deadline = call.deadline, ContinuousClock.now >= deadline {
      throw call.context.error(.deadline, "the time limit had passed before the server was asked")
    }
    ticket = call.ticket
    deadline = call.deadline
    policy = call.policy
    interruption = nil
    if expected == .ready { request = nil }
  }

  /// Notices whether the caller wants the operation to stop.
  mutating func checkInterruption(clock: Bool = true) {
    guard interruption == nil else { return }
    if let ticket, ticket.isCancelled {
      interrupt(.cancelled)
    } else if clock, let deadline, ContinuousClock.now >= deadline {
      interrupt(.deadline)
    }
  }

  /// Stops the running operation as its policy says.
  mutating func interrupt(_ reason: Reason, policy newPolicy: Policy? = nil) {
    if let newPolicy { policy = newPolicy }
    if interruption == nil {
      interruption = Interruption(reason: reason, graceEnd: ContinuousClock.now + Self.grace)
    }
    if policy == .cancelStatement { requestCancel() }
  }

  private mutating func requestCancel() {
    guard request == nil, let request = unsafe CancelRequest(connection: connection) else {
      return
    }
    self.request = request
    request.send(waking: wakeUp)
  }

  /// Changes what the running operation does when it is to stop.
  mutating func setPolicy(_ policy: Policy) { self.policy = policy }

  /// The connection is of no use any more.
  mutating func die() { isDead = true }

  private mutating func giveUp(_ context: CallContext) -> PostgresError {
    isDead = true
    // The server may be busy for long without noticing that nobody listens.
    requestCancel()
    let words = "the server did not react within \(Self.grace) and the session was closed"
    return interruptionError(context, words)
  }

  func interruptionError(_ context: CallContext, _ words: String) -> PostgresError {
    interruption?.reason == .deadline
      ? context.error(.deadline, "the time limit passed; \(words)")
      : context.error(.cancelled, "the task was cancelled; \(words)")
  }

  // MARK: Waiting

  /// Blocks until the socket is ready. Under the policy `report` it also returns, without an
  /// event, when the operation is to stop.
  mutating func wait(writing: Bool, _ context: CallContext) throws(PostgresError) -> WakeUp.Events {
    while true {
      checkInterruption()
      if let interruption {
        if policy == .report { return [] }
        if ContinuousClock.now >= interruption.graceEnd { throw giveUp(context) }
      }
      let events = wakeUp.wait(
        socket: unsafe PQsocket(connection), writing: writing,
        until: interruption?.graceEnd ?? deadline)
      if !events.isDisjoint(with: [.readable, .writable]) { return events }
    }
  }

  /// Blocks between operations until somebody signals, something comes or the limit has passed. A
  /// server that ends an idle session is noticed here; in the middle of a COPY nothing is read, so
  /// that its rows wait in the server.
  mutating func idle(until limit: ContinuousClock.Instant? = nil) {
    guard phase == .ready else {
      _ = wakeUp.wait(until: limit)
      return
    }
    let events = wakeUp.wait(socket: unsafe PQsocket(connection), until: limit)
    guard events.contains(.readable) else { return }
    let isRead = unsafe PQconsumeInput(connection) == 1
    // Parses what has come: notices, and the reason why the server ends the session.
    _ = unsafe PQisBusy(connection)
    let isLost = unsafe PQstatus(connection) == CONNECTION_BAD
    if !isRead || isLost { isDead = true }
  }

  /// Sends what libpq holds back, reading at the same time, lest both sides wait for each other.
  /// A lost connection is no error here: the result tells its reason.
  mutating func flush(_ context: CallContext) throws(PostgresError) {
    while unsafe PQflush(connection) == 1 {
      let events = try wait(writing: true, context)
      if policy == .report, isInterrupted { return }
      if events.contains(.readable), unsafe PQconsumeInput(connection) == 0 { return }
    }
  }

  /// Reads what has come; false where the connection is lost.
  mutating func read(_ context: CallContext) throws(PostgresError) -> Bool {
    _ = try wait(writing: false, context)
    return unsafe PQconsumeInput(connection) == 1
  }

  /// The next result of the running statement, nil after the last one.
  mutating func nextResult(_ context: CallContext) throws(PostgresError) -> WireResult? {
    // Reading a clock for each of a million rows would cost more than the rows.
    ticks &+= 1
    checkInterruption(clock: ticks & 127 == 0)
    while unsafe PQisBusy(connection) == 1 {
      if try read(context) { continue }
      guard unsafe PQstatus(connection) == CONNECTION_BAD else {
        // Such as no memory for a row: PQgetResult would wait for the rest without a limit.
        die()
        throw context.error(.connection, "the answer could not be read")
      }
      break
    }
    guard let result = unsafe PQgetResult(connection) else { return nil }
    return unsafe WireResult(result)
  }

  // MARK: Ending

  /// Closes an operation after its last result: judges whether the session is clean and throws
  /// what the server or the interruption said.
  mutating func settle(_ outcome: WireOutcome, _ context: CallContext) throws(PostgresError) {
    phase = .ready
    if unsafe PQstatus(connection) == CONNECTION_BAD {
      isDead = true
      throw outcome.error?.withKind(.connection)
        ?? context.error(.connection, "the connection was lost")
    }
    if let request {
      let end = interruption?.graceEnd ?? ContinuousClock.now + Self.grace
      while !request.isOver, ContinuousClock.now < end { _ = wakeUp.wait(until: end) }
      // Proved clean only when the one request was sent and did hit this statement.
      isInDoubt = isInDoubt || !request.isSent || outcome.error?.sqlState != .queryCanceled
    }
    guard let error = outcome.error else { return }
    guard error.sqlState == .queryCanceled, let interruption else { throw error }
    switch interruption.reason {
    case .deadline: throw error.withKind(.deadline, message: "the time limit passed")
    case .cancelled, .stopped: throw error.withKind(.cancelled, message: "the task was cancelled")
    }
  }
}
