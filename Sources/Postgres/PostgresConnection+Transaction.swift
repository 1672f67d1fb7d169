extension PostgresConnection {
  /// Runs the closure in a transaction: COMMIT when it returns, ROLLBACK when it throws.
  ///
  /// A call inside another one is a savepoint: its failure undoes its own part only, and it takes
  /// the outer transaction's isolation, so options other than the default throw an error of kind
  /// `usage`.
  ///
  /// A task that is cancelled before COMMIT rolls back. COMMIT itself is not cancelled, only given
  /// up when the server does not answer it within 500 ms of the cancellation or the deadline; then,
  /// and when the session is lost in it, the error is of kind `commitUnknown`. A closure that
  /// returns although a statement of its transaction has failed throws SQLSTATE 25P02: the server
  /// can only roll back.
  @discardableResult
  public func transaction<R: Sendable>(
    _ options: TransactionOptions = .init(), file: StaticString = #fileID, line: UInt = #line,
    _ body: (borrowing PostgresConnection) async throws -> R
  ) async throws -> R {
    let isNested = session.status.transaction != .idle
    guard !isNested || options == .init() else {
      throw call("SAVEPOINT motcua_nested", file, line).context.error(
        .usage, "a transaction inside a transaction cannot have options of its own")
    }
    let begin: Statement = isNested ? "SAVEPOINT motcua_nested" : options.begin
    try await execute(begin, file: file, line: line)
    let result: R
    do {
      result = try await body(self)
      if isNested {
        try await execute("RELEASE SAVEPOINT motcua_nested", file: file, line: line)
      } else {
        try await commit(file, line)
      }
    } catch {
      await rollBack(isNested: isNested, file, line)
      throw error
    }
    return result
  }

  private func commit(_ file: StaticString, _ line: UInt) async throws {
    let commit: Statement = "COMMIT"
    let call = call(commit, file, line, policy: .finishQuietly)
    try await session.perform(call) { wire, call in
      let before = wire.status
      let outcome: WireOutcome
      do {
        outcome = try wire.run(commit, call) { _ in }
      } catch {
        // Dead now and alive before: it died in COMMIT, on whatever side of the decision.
        guard before.isAlive, wire.isDead, let error = error as? PostgresError else { throw error }
        throw error.withKind(
          .commitUnknown, message: "the outcome is unknown: \(error.message)")
      }
      // A doomed transaction answers COMMIT with ROLLBACK, and that is no error of the server's.
      guard outcome.commandTag == "COMMIT" else {
        throw call.context.error(
          .server, "the transaction was rolled back, because a statement in it had failed",
          sqlState: .inFailedTransaction)
      }
    }
  }

  /// Goes on although the task is cancelled or the deadline has passed, but not longer than the
  /// grace; a session that cannot be brought back is dead and does not return to the pool.
  private func rollBack(isNested: Bool, _ file: StaticString, _ line: UInt) async {
    guard session.status.isAlive, session.status.transaction != .idle else { return }
    let text: [Statement] =
      isNested
      ? ["ROLLBACK TO SAVEPOINT motcua_nested", "RELEASE SAVEPOINT motcua_nested"] : ["ROLLBACK"]
    for statement in text {
      var call = call(statement, file, line, policy: .finishQuietly)
      call.deadline = ContinuousClock.now + Wire.grace
      // The error of the body is the one that counts; the session's state tells the rest.
      _ = try? await session.perform(call, cancellable: false) { wire, call in
        try wire.run(statement, call) { _ in }
      }
    }
  }
}
