internal import CLibPQ
internal import Synchronization

/// Connecting, on a thread of its own: name look-up inside `PQconnectStart` and `PQconnectPoll`
/// blocks and knows no limit. Who waits for the attempt can give it up at any moment; the thread
/// then closes what it may still get.
final class ConnectionAttempt: Sendable {
  enum Outcome: ~Copyable {
    case connected(Link)
    case failed(PostgresError)
  }

  private enum State: ~Copyable {
    case running
    case abandoned
    case finished(Outcome)
  }

  private let state = Mutex<State>(.running)
  private let wakeUp: WakeUp
  private let context: CallContext

  /// Starts connecting; the wake-up is signalled when there is an outcome.
  init(
    _ configuration: PostgresConfiguration, until limit: ContinuousClock.Instant,
    context: CallContext, waking wakeUp: WakeUp
  ) {
    self.wakeUp = wakeUp
    self.context = context
    let isRunning = SystemThread.start { [self] in
      finish(Self.connect(configuration, until: limit, context: context))
    }
    if !isRunning {
      finish(.failed(context.error(.connection, "the system gave no thread to connect with")))
    }
  }

  /// The outcome, once; nil while there is none.
  func take() -> Outcome? {
    state.withLock { state in
      switch consume state {
      case .running:
        state = .running
        return nil
      case .abandoned:
        state = .abandoned
        return nil
      case .finished(let outcome):
        state = .abandoned
        return outcome
      }
    }
  }

  /// Nobody wants the outcome any more.
  func abandon() { state.withLock { $0 = .abandoned } }

  private func finish(_ outcome: consuming Outcome) {
    var outcome: Outcome? = consume outcome
    state.withLock { state in
      switch consume state {
      case .running:
        if let result = outcome.take() { state = .finished(result) } else { state = .abandoned }
      case .abandoned: state = .abandoned
      case .finished: state = .abandoned
      }
    }
    wakeUp.signal()
  }

  private static func connect(
    _ configuration: PostgresConfiguration, until limit: ContinuousClock.Instant,
    context: CallContext
  ) -> Outcome {
    guard let sleeper = WakeUp() else {
      return .failed(context.error(.connection, "the process has no file descriptor left"))
    }
    let settings = configuration.startSettings
    guard let connection = unsafe start(settings) else {
      return .failed(context.error(.connection, "libpq has no memory for a connection"))
    }
    let link = unsafe Link(connection)
    var isReading = false
    while unsafe PQstatus(link.connection) != CONNECTION_BAD {
      let socket = unsafe PQsocket(link.connection)
      let events = sleeper.wait(
        socket: socket, reading: isReading, writing: !isReading, until: limit)
      if events.isEmpty {
        return .failed(
          context.error(
            .connection, "no answer within \(configuration.connectTimeout) or the caller's limit"))
      }
      switch unsafe PQconnectPoll(link.connection) {
      case PGRES_POLLING_OK:
        unsafe PQsetnonblocking(link.connection, 1)
        return .connected(link)
      case PGRES_POLLING_READING: isReading = true
      case PGRES_POLLING_WRITING: isReading = false
      default: return .failed(unsafe refusal(link.connection, context: context))
      }
    }
    return .failed(unsafe refusal(link.connection, context: context))
  }

  private static func start(_ settings: [(keyword: String, value: String)]) -> OpaquePointer? {
    let keywords = CStrings(settings.map(\.keyword))
    let values = CStrings(settings.map(\.value))
    return unsafe keywords.withPointers { keywords in
      unsafe values.withPointers { values in unsafe PQconnectStartParams(keywords, values, 0) }
    }
  }

  /// libpq's own text: it names host, user and database, never the password.
  private static func refusal(_ connection: OpaquePointer, context: CallContext) -> PostgresError {
    let raw = unsafe PQerrorMessage(connection).map { unsafe String(cString: $0) } ?? ""
    let text = raw.split(whereSeparator: \.isNewline).joined(separator: " ")
    return context.error(
      .connection, text.isEmpty ? "the server closed the connection" : text,
      sqlState: ConnectionRefusal.sqlState(of: text))
  }
}
