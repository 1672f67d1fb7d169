internal import Logging
internal import Synchronization

/// One connection and the thread that drives it.
///
/// The thread lives as long as the connection. Jobs come one at a time through the mailbox and a
/// wake-up; each resumes the task that waits for it. Between jobs the thread watches the socket,
/// so that a session which the server ends is known to be dead before somebody borrows it.
final class Session: Sendable {
  /// Called on the session's thread; must not block.
  struct Events: Sendable {
    /// The session is open, or could not be opened. Answers whether it is still wanted.
    var opened: @Sendable (Session, PostgresError?) -> Bool
    /// The thread has ended and the connection is closed, after it was open.
    var ended: @Sendable (Session) -> Void
  }

  /// Does its work on the wire and returns what resumes the caller: that runs when the state of
  /// the session is published, and for a dead session after its socket is closed.
  private typealias Job = @Sendable (inout Wire) -> @Sendable () -> Void

  private struct Mailbox {
    var job: (run: Job, refuse: @Sendable (PostgresError) -> Void)?
    var isClosing = false
    var isEnded = false
    var status = SessionStatus.dead
    var processID: Int32 = 0
  }

  let id: Int
  let server: String
  private let mailbox = Mutex(Mailbox())
  private let wakeUp: WakeUp
  private let notices: NoticeSink

  /// Starts a thread that connects. The events tell how it went; where there is no thread or
  /// descriptor to be had, that is thrown and no event comes.
  init(
    id: Int, configuration: PostgresConfiguration, logger: Logger, events: Events
  ) throws(PostgresError) {
    self.id = id
    server = configuration.redacted
    notices = NoticeSink(logger)
    let context = CallContext.connecting(to: configuration)
    guard let wakeUp = WakeUp() else {
      throw context.error(.connection, "the process has no file descriptor left")
    }
    self.wakeUp = wakeUp
    let isRunning = SystemThread.start { [self] in
      live(configuration, context: context, events: events)
    }
    guard isRunning else {
      throw context.error(.connection, "the system gave no thread for the session")
    }
  }

  /// What was known after the last job, or since the server ended the session.
  var status: SessionStatus { mailbox.withLock { $0.status } }

  /// The server process that serves the session.
  var processID: Int32 { mailbox.withLock { $0.processID } }

  /// Closes the session after the running job. Returns at once.
  func close() {
    mailbox.withLock { $0.isClosing = true }
    wakeUp.signal()
  }

  /// Runs work on the session's thread and waits for it without blocking a thread of the pool.
  ///
  /// A cancellable call stops when the task is cancelled; every call stops at its deadline. Either
  /// way it returns within `Wire.grace` of that moment.
  func perform<Output: Sendable>(
    _ call: WireCall, cancellable: Bool = true,
    _ work: @escaping @Sendable (inout Wire, WireCall) throws -> Output
  ) async throws -> Output {
    let ticket = Ticket()
    var ticketed = call
    ticketed.ticket = cancellable ? ticket : nil
    let call = ticketed
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        submit(
          context: call.context,
          { wire in
            let result = Result { try work(&wire, call) }
            return { continuation.resume(with: result) }
          },
          refuse: { continuation.resume(throwing: $0) })
      }
    } onCancel: {
      guard cancellable else { return }
      ticket.cancel()
      wakeUp.signal()
    }
  }

  private func submit(
    context: CallContext, _ job: @escaping Job, refuse: @escaping @Sendable (PostgresError) -> Void
  ) {
    let refusal: PostgresError? = mailbox.withLock { box in
      if box.isEnded || box.isClosing {
        return context.error(.connection, "the session was lost before")
      }
      guard box.job == nil else {
        return context.error(.usage, "the connection already runs another statement")
      }
      box.job = (job, refuse)
      return nil
    }
    if let refusal { refuse(refusal) } else { wakeUp.signal() }
  }

  // MARK: The thread

  private func live(
    _ configuration: PostgresConfiguration, context: CallContext, events: Events
  ) {
    let connected: Link
    switch connect(configuration, context: context) {
    case .connected(let link): connected = link
    case .failed(let error):
      end()
      _ = events.opened(self, error)
      return
    }
    let resume = serve(Wire(link: connected, wakeUp: wakeUp, notices: notices), events: events)
    end()
    resume?()
    events.ended(self)
  }

  private func connect(
    _ configuration: PostgresConfiguration, context: CallContext
  ) -> ConnectionAttempt.Outcome {
    let limit = ContinuousClock.now + configuration.connectTimeout
    let attempt = ConnectionAttempt(
      configuration, until: limit, context: context, waking: wakeUp)
    while true {
      if let outcome = attempt.take() { return outcome }
      if mailbox.withLock({ $0.isClosing }) {
        attempt.abandon()
        return .failed(context.error(.closed, "the session was closed while connecting"))
      }
      if ContinuousClock.now >= limit {
        attempt.abandon()
        return .failed(
          context.error(.connection, "no answer within \(configuration.connectTimeout)"))
      }
      _ = wakeUp.wait(until: limit)
    }
  }

  /// Serves jobs until the session is closed or dead; returns what the last caller waits for.
  private func serve(_ wire: consuming Wire, events: Events) -> (@Sendable () -> Void)? {
    let processID = wire.processID
    let status = wire.status
    mailbox.withLock { box in
      box.processID = processID
      box.status = status
    }
    guard events.opened(self, nil) else { return nil }
    while true {
      let (job, isClosing) = mailbox.withLock { box in
        defer { box.job = nil }
        return (box.job, box.isClosing)
      }
      if let job {
        let resume = job.run(&wire)
        let status = wire.status
        mailbox.withLock { $0.status = status }
        if !status.isAlive { return resume }
        resume()
      } else if isClosing {
        return nil
      } else {
        wire.idle()
        if wire.isDead { return nil }
      }
    }
  }

  /// Nothing runs on this session any more; who came too late is told.
  private func end() {
    let job = mailbox.withLock { box in
      box.isEnded = true
      box.status = .dead
      defer { box.job = nil }
      return box.job
    }
    job?.refuse(
      CallContext.none.error(.connection, "the server ended the session \(server)"))
  }
}

extension CallContext {
  static func connecting(to configuration: PostgresConfiguration) -> CallContext {
    CallContext(
      activity: "opening a session", statement: nil,
      server: configuration.redacted, file: "", line: 0)
  }
}
