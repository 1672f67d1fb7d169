internal import CLibPQ

extension Wire {
  /// Sends a COPY … FROM STDIN and waits until the server wants rows.
  mutating func beginCopyIn(_ statement: Statement, _ call: WireCall) throws(PostgresError) {
    let context = call.context
    try begin(call, phase: .ready)
    try send(statement, context)
    try flush(context)
    guard try firstResult(is: .copyIn, context) else {
      throw context.error(.usage, "the statement is no COPY … FROM STDIN")
    }
    phase = .copyIn
    guard isInterrupted else { return }
    try failCopyIn(context)
  }

  /// Takes the first result; where it is not the expected one, takes all and throws their error.
  mutating func firstResult(
    is expected: WireResult.Status, _ context: CallContext
  ) throws(PostgresError) -> Bool {
    var outcome = WireOutcome()
    while let result = try nextResult(context) {
      if result.status == expected { return true }
      if result.status == .copyIn || result.status == .copyOut {
        interrupt(.stopped, policy: .cancelStatement)
        die()
        throw context.error(
          .usage, "the statement is a COPY in the other direction (the session was closed)")
      }
      outcome.note(result, context)
    }
    try settle(outcome, context)
    return false
  }

  /// Sends rows and returns when the system has taken them all from libpq's buffer.
  mutating func writeCopy(_ bytes: [UInt8], _ call: WireCall) throws(PostgresError) {
    try begin(call, phase: .copyIn)
    try putCopy(bytes, call.context)
  }

  private mutating func putCopy(_ bytes: [UInt8], _ context: CallContext) throws(PostgresError) {
    // libpq's buffer grows to the largest piece, so a piece is what bounds it.
    let piece = 65_536
    var start = 0
    while start < bytes.count, !isInterrupted {
      let end = min(start + piece, bytes.count)
      let isTaken = unsafe bytes.withUnsafeBytes { buffer in
        let part = unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<end])
        let base = unsafe part.bindMemory(to: CChar.self).baseAddress
        return unsafe PQputCopyData(connection, base, Int32(part.count))
      }
      if isTaken == 1 { start = end }
      let isLost = unsafe PQstatus(connection) == CONNECTION_BAD
      if isTaken < 0 || isLost {
        _ = try finishCopyIn(nil, context)
        throw context.error(.connection, "the connection was lost in a COPY")
      }
      try flush(context)
    }
    checkInterruption()
    if isInterrupted { try failCopyIn(context) }
  }

  /// Takes back the COPY on behalf of an interruption and throws it.
  private mutating func failCopyIn(_ context: CallContext) throws(PostgresError) {
    interrupt(.stopped, policy: .finishQuietly)
    _ = try finishCopyIn("the client has stopped", context)
    throw interruptionError(context, "the COPY was taken back")
  }

  /// Ends the COPY and returns the count of rows that the server took.
  mutating func endCopyIn(_ rest: [UInt8], _ call: WireCall) throws(PostgresError) -> Int {
    var quiet = call
    quiet.policy = .report
    try begin(quiet, phase: .copyIn)
    try putCopy(rest, call.context)
    setPolicy(.cancelStatement)
    return try finishCopyIn(nil, call.context)
  }

  /// Takes back the COPY because the caller's closure has thrown. Nothing is thrown: the caller's
  /// error counts, and a server that does not answer leaves the wire dead.
  mutating func abortCopyIn(_ call: WireCall) {
    guard !isDead, phase == .copyIn else { return }
    do {
      try begin(call, phase: .copyIn)
      interrupt(.stopped, policy: .finishQuietly)
      _ = try finishCopyIn("the client has failed", call.context)
    } catch {
      // The server's agreement comes as error 57014; `settle` has judged the session.
      _ = error
    }
  }

  private mutating func finishCopyIn(
    _ failure: String?, _ context: CallContext
  ) throws(PostgresError) -> Int {
    while unsafe PQputCopyEnd(connection, failure) == 0 { try flush(context) }
    try flush(context)
    var outcome = WireOutcome()
    while let result = try nextResult(context) {
      guard result.status != .copyIn else {
        die()
        throw context.error(.connection, "the connection was lost in a COPY")
      }
      outcome.note(result, context)
    }
    try settle(outcome, context)
    return outcome.affectedRows
  }
}
