extension PostgresConnection {
  /// Runs a `COPY … FROM STDIN` and sends what the closure writes; returns the count of rows that
  /// the server took.
  ///
  /// The server reports a wrong row at the end only, after it has read all that is sent. A closure
  /// that throws takes the COPY back, and its error is thrown. The statement has no parameters.
  @discardableResult
  public func copyIn(
    _ statement: Statement, file: StaticString = #fileID, line: UInt = #line,
    _ body: (borrowing CopyWriter) async throws -> Void
  ) async throws -> Int {
    let call = call(statement, file, line)
    try await session.perform(call) { wire, call in try wire.beginCopyIn(statement, call) }
    let writer = CopyWriter(session: session, call: call)
    do {
      try await body(writer)
    } catch {
      var call = call
      call.deadline = ContinuousClock.now + Wire.grace
      try? await session.perform(call, cancellable: false) { wire, call in
        wire.abortCopyIn(call)
      }
      throw error
    }
    let rest = writer.takeRest()
    return try await session.perform(call) { wire, call in try wire.endCopyIn(rest, call) }
  }

  /// Runs a `COPY … TO STDOUT` and lends the closure a reader of its rows. The statement has no
  /// parameters.
  ///
  /// The closure may return before the last row: the rest is cancelled, which in a transaction
  /// dooms the transaction.
  public func copyOut<R: Sendable>(
    _ statement: Statement, file: StaticString = #fileID, line: UInt = #line,
    _ body: (borrowing CopyReader) async throws -> R
  ) async throws -> R {
    let call = call(statement, file, line)
    try await session.perform(call) { wire, call in try wire.beginCopyOut(statement, call) }
    let result: R
    do {
      result = try await body(CopyReader(session: session, call: call))
    } catch {
      await stopCopyOut(call)
      throw error
    }
    await stopCopyOut(call)
    return result
  }

  private func stopCopyOut(_ call: WireCall) async {
    var call = call
    call.deadline = ContinuousClock.now + Wire.grace
    // Fails only when the session is dead, and then there is nothing to stop.
    try? await session.perform(call, cancellable: false) { wire, call in wire.stopCopyOut(call) }
  }
}
