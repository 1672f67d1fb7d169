internal import CLibPQ

extension Wire {
  /// Sends a COPY … TO STDOUT and waits until the server sends rows.
  mutating func beginCopyOut(_ statement: Statement, _ call: WireCall) throws(PostgresError) {
    let context = call.context
    try begin(call, phase: .ready)
    try send(statement, context)
    try flush(context)
    guard try firstResult(is: .copyOut, context) else {
      throw context.error(.usage, "the statement is no COPY … TO STDOUT")
    }
    phase = .copyOut
  }

  /// Whole rows of at least 64 KiB together, less at the end; nil after the last row. What is not
  /// asked for stays in the server.
  mutating func readCopy(_ call: WireCall) throws(PostgresError) -> [UInt8]? {
    try begin(call, phase: .copyOut)
    var chunk: [UInt8] = []
    chunk.reserveCapacity(Self.chunkSize + 8192)
    while chunk.count < Self.chunkSize || isInterrupted {
      switch try nextCopyRow(into: &chunk, call.context) {
      case .row:
        // The rows of an interrupted COPY are nobody's.
        if isInterrupted { chunk.removeAll(keepingCapacity: true) }
      case .end:
        try finishCopyOut(call.context)
        return chunk.isEmpty ? nil : chunk
      }
    }
    return chunk
  }

  /// Cancels what is left of the COPY and drops it. Nothing is thrown: the caller has what it
  /// wanted, and a server that does not answer leaves the wire dead.
  mutating func stopCopyOut(_ call: WireCall) {
    guard !isDead, phase == .copyOut else { return }
    do {
      try begin(call, phase: .copyOut)
      interrupt(.stopped, policy: .cancelStatement)
      var dropped: [UInt8] = []
      while try nextCopyRow(into: &dropped, call.context) == .row {
        dropped.removeAll(keepingCapacity: true)
      }
      try finishCopyOut(call.context)
    } catch {
      // The server's agreement comes as error 57014; `settle` has judged the session.
      _ = error
    }
  }

  private static var chunkSize: Int { 65_536 }

  private enum CopyStep {
    case row, end
  }

  private mutating func nextCopyRow(
    into chunk: inout [UInt8], _ context: CallContext
  ) throws(PostgresError) -> CopyStep {
    checkInterruption(clock: false)
    while true {
      var row: UnsafeMutablePointer<CChar>?
      let count = unsafe PQgetCopyData(connection, &row, 1)
      defer { if let row = unsafe row { unsafe PQfreemem(row) } }
      if count > 0, let row = unsafe row {
        unsafe chunk.append(contentsOf: UnsafeRawBufferPointer(start: row, count: Int(count)))
        return .row
      }
      // -1 is the end and -2 an error; both are explained by the results that follow.
      if count < 0 { return .end }
      if try !read(context) { return .end }
    }
  }

  private mutating func finishCopyOut(_ context: CallContext) throws(PostgresError) {
    var outcome = WireOutcome()
    while let result = try nextResult(context) {
      guard result.status != .copyOut else {
        die()
        throw context.error(.connection, "the connection was lost in a COPY")
      }
      outcome.note(result, context)
    }
    try settle(outcome, context)
  }
}
