extension PostgresConnection {
  /// The notifications that have come since the last call, in the order of the server: at once
  /// where some came while an earlier statement ran, else as soon as one comes. Empty where none
  /// came within the limit.
  ///
  /// The session must have executed `LISTEN`, and be in no transaction: the server keeps back what
  /// a session is sent while it is in one. Throws an error of kind `cancelled` where the task is
  /// cancelled, `deadline` where that of the loan passes first, and `connection` where the session
  /// is lost, also while it waits. Costs no round trip.
  /// https://www.postgresql.org/docs/15/libpq-notify.html
  public func notifications(
    within limit: Duration, file: StaticString = #fileID, line: UInt = #line
  ) async throws -> [PostgresNotification] {
    let end = ContinuousClock.now + limit
    let context = CallContext(
      activity: "waiting for notifications", statement: nil, server: session.server, file: file,
      line: line)
    let call = WireCall(ticket: nil, deadline: deadline, policy: .report, context: context)
    return try await session.perform(call) { wire, call in
      try wire.notifications(until: end, call)
    }
  }

  /// Lends the same session with a shorter time limit, counted from the call: for one who holds a
  /// session for long and bounds each question. A limit of the loan that is nearer stays.
  @discardableResult
  public func within<R: Sendable>(
    _ limit: Duration, _ body: (borrowing PostgresConnection) async throws -> R
  ) async throws -> R {
    let end = ContinuousClock.now + limit
    return try await body(
      PostgresConnection(session: session, deadline: deadline.map { min($0, end) } ?? end))
  }
}
