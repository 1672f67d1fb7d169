public import Logging
public import ServiceLifecycle
internal import Synchronization

/// Lends sessions with one server, up to a number, and keeps those that come back clean.
///
/// A `Service`: `run` ends on graceful shutdown, after the lent sessions have come back. A command
/// that lives for a moment need not call `run`: sessions are opened when somebody asks, and go
/// with the pool.
public final class PostgresPool: Service, Sendable {
  private let core: PoolCore

  /// A pool that holds at most `size` sessions at a time. Opens none yet.
  public init(_ configuration: PostgresConfiguration, size: Int = 4, logger: Logger) {
    core = PoolCore(configuration, size: size, logger: logger)
  }

  deinit { core.shutdown() }

  /// A pool of one session with the same server, for a short question that must not wait for the
  /// sessions of this one. The caller shuts it down.
  public func separate(connectTimeout: Duration) -> PostgresPool {
    var configuration = core.configuration
    configuration.connectTimeout = min(configuration.connectTimeout, connectTimeout)
    return PostgresPool(configuration, size: 1, logger: core.logger)
  }

  /// Where the sessions lead.
  public var configuration: PostgresConfiguration { core.configuration }

  /// How many sessions are lent at this moment.
  public var lent: Int { core.lent }

  /// Waits for graceful shutdown or cancellation, then shuts the pool down.
  public func run() async throws {
    // Both ways out, graceful shutdown and cancellation, mean the same for the pool.
    try? await gracefulShutdown()
    await shutdown()
  }

  /// Closes idle sessions at once, refuses those who wait, and waits for the sessions that are
  /// lent. Afterwards every loan throws an error of kind `closed`.
  public func shutdown() async { await core.drained() }

  /// Lends a session for the length of the closure.
  ///
  /// The deadline, counted from the call, bounds waiting, connecting and every statement inside;
  /// without one only `connectTimeout` bounds connecting. One of more than a second holds whatever
  /// the server does: its last 500 ms are kept for giving up a statement. With a shorter one they
  /// come on top. Throws a `PostgresError`, or what the closure throws.
  @discardableResult
  public func withConnection<R: Sendable>(
    deadline: Duration? = nil, file: StaticString = #fileID, line: UInt = #line,
    _ body: (borrowing PostgresConnection) async throws -> R
  ) async throws -> R {
    let limit = deadline.map { ContinuousClock.now + $0 }
    let session = try await core.acquire(until: limit, file, line)
    defer { core.release(session) }
    let reserve = deadline.map { $0 > Wire.grace * 2 ? Wire.grace : .zero } ?? .zero
    return try await body(
      PostgresConnection(session: session, deadline: limit.map { $0 - reserve }))
  }

  /// Lends a session with an open transaction; see `PostgresConnection.transaction`.
  @discardableResult
  public func withTransaction<R: Sendable>(
    _ options: TransactionOptions = .init(), deadline: Duration? = nil,
    file: StaticString = #fileID, line: UInt = #line,
    _ body: (borrowing PostgresConnection) async throws -> R
  ) async throws -> R {
    try await withConnection(deadline: deadline, file: file, line: line) { connection in
      try await connection.transaction(options, file: file, line: line, body)
    }
  }
}
