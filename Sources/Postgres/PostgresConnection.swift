/// One session, lent by a `PostgresPool` for the length of a closure.
///
/// It runs one statement at a time and must not be kept. Closures that receive rows run on the
/// session's own thread, not on the caller's: they should decode and nothing else. Settings made
/// with SET stay with the session when it goes back to the pool; use SET LOCAL in a transaction.
public struct PostgresConnection: ~Copyable {
  let session: Session
  /// Bounds every statement that runs on the loan.
  let deadline: ContinuousClock.Instant?

  init(session: Session, deadline: ContinuousClock.Instant?) {
    self.session = session
    self.deadline = deadline
  }

  /// The server process that serves the session: the `pid` of `pg_stat_activity`.
  public var processID: Int32 { session.processID }

  /// Runs a statement and decodes every row, on the session's thread. All rows are in memory
  /// before the first is decoded; use `reduce` for more than some ten thousand.
  ///
  /// Throws a `PostgresError`, or what the closure throws.
  public func query<Value: Sendable>(
    _ statement: Statement, file: StaticString = #fileID, line: UInt = #line,
    _ decode: @escaping @Sendable (borrowing PostgresRow) throws -> Value
  ) async throws -> [Value] {
    try await session.perform(call(statement, file, line)) { wire, call in
      var values: [Value] = []
      _ = try wire.run(statement, call) { values.append(try decode($0)) }
      return values
    }
  }

  /// Runs a statement that gives at most one row; nil where it gives none. Several rows throw an
  /// error of kind `tooManyRows`.
  public func queryOne<Value: Sendable>(
    _ statement: Statement, file: StaticString = #fileID, line: UInt = #line,
    _ decode: @escaping @Sendable (borrowing PostgresRow) throws -> Value
  ) async throws -> Value? {
    try await session.perform(call(statement, file, line)) { wire, call in
      var value: Value?
      var count = 0
      _ = try wire.run(statement, call) { row in
        count += 1
        if count == 1 { value = try decode(row) }
      }
      guard count <= 1 else {
        throw call.context.error(.tooManyRows, "\(count) rows came where one was expected")
      }
      return value
    }
  }

  /// Runs a statement and folds its rows into a state while they come, on the session's thread.
  /// Memory does not grow with the number of rows.
  ///
  /// An error that the closure throws cancels the statement and is thrown; in a transaction the
  /// cancelled statement dooms the transaction.
  public func reduce<State: Sendable>(
    _ statement: Statement, into state: State, file: StaticString = #fileID, line: UInt = #line,
    _ update: @escaping @Sendable (inout State, borrowing PostgresRow) throws -> Void
  ) async throws -> State {
    try await session.perform(call(statement, file, line)) { wire, call in
      var state = state
      _ = try wire.run(statement, singleRow: true, call) { try update(&state, $0) }
      return state
    }
  }

  /// Runs a statement for its effect and returns the row count of its command tag; 0 where it has
  /// none. Rows that come are dropped.
  @discardableResult
  public func execute(
    _ statement: Statement, file: StaticString = #fileID, line: UInt = #line
  ) async throws -> Int {
    try await session.perform(call(statement, file, line)) { wire, call in
      try wire.run(statement, call) { _ in }.affectedRows
    }
  }

  /// Runs the statements of a script in the simple protocol: without transaction commands of its
  /// own it is one transaction. The error of the first that fails is thrown, with its position.
  @_spi(Scripts) public func run(
    _ script: Script, file: StaticString = #fileID, line: UInt = #line
  ) async throws {
    let context = CallContext(
      activity: "a script", statement: nil, script: script.text, server: session.server,
      file: file, line: line)
    let call = WireCall(
      ticket: nil, deadline: deadline, policy: .cancelStatement, context: context)
    try await session.perform(call) { wire, call in try wire.run(script, call) }
  }

  func call(
    _ statement: Statement, _ file: StaticString, _ line: UInt,
    policy: Wire.Policy = .cancelStatement
  ) -> WireCall {
    let context = CallContext(
      activity: "a statement", statement: statement.withoutValues, server: session.server,
      file: file, line: line)
    return WireCall(ticket: nil, deadline: deadline, policy: policy, context: context)
  }
}
