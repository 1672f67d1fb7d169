internal import CLibPQ

extension Wire {
  /// Runs a statement to its end. Rows go to the closure one result at a time when `singleRow` is
  /// set, else after all have come. An error of the closure stops the statement and is thrown.
  mutating func run(
    _ statement: Statement, singleRow: Bool = false, _ call: WireCall,
    onRow: (borrowing PostgresRow) throws -> Void
  ) throws -> WireOutcome {
    try begin(call, phase: .ready)
    try send(statement, call.context)
    if singleRow { unsafe PQsetSingleRowMode(connection) }
    try flush(call.context)
    return try takeResults(call.context, onRow: onRow)
  }

  /// Runs several statements of one text; rows are dropped.
  mutating func run(_ script: Script, _ call: WireCall) throws {
    try begin(call, phase: .ready)
    // libpq takes the text up to the first NUL: the rest would be dropped without a word.
    guard !script.text.utf8.contains(0) else {
      throw call.context.error(.usage, "the script holds a NUL character")
    }
    guard unsafe PQsendQuery(connection, script.text) == 1 else { throw sendError(call.context) }
    try flush(call.context)
    _ = try takeResults(call.context) { _ in }
  }

  private mutating func takeResults(
    _ context: CallContext, onRow: (borrowing PostgresRow) throws -> Void
  ) throws -> WireOutcome {
    var outcome = WireOutcome()
    var callerError: (any Error)?
    do throws(PostgresError) {
      while let result = try nextResult(context) {
        switch result.status {
        case .rows, .singleRow:
          if callerError == nil {
            do {
              for index in 0..<result.rowCount { try onRow(PostgresRow(result, index)) }
            } catch {
              callerError = error
              // In the other mode the statement has ended when its rows are seen.
              if result.status == .singleRow { interrupt(.stopped, policy: .cancelStatement) }
            }
          }
          if result.status == .rows { outcome.note(result, context) }
        case .command, .failure: outcome.note(result, context)
        case .copyIn, .copyOut, .other:
          interrupt(.stopped, policy: .cancelStatement)
          die()
          throw context.error(
            .usage, "the statement is a COPY; use copyIn or copyOut (the session was closed)")
        }
      }
      try settle(outcome, context)
    } catch {
      throw callerError.map { Self.told($0, context) } ?? error
    }
    if let callerError { throw Self.told(callerError, context) }
    return outcome
  }

  /// A decoding error learns which statement it belongs to; other errors pass unchanged.
  private static func told(_ error: any Error, _ context: CallContext) -> any Error {
    (error as? PostgresError)?.during(context) ?? error
  }

  /// Hands a statement to libpq, parameters and results in binary.
  mutating func send(_ statement: Statement, _ context: CallContext) throws(PostgresError) {
    let count = statement.parameters.count
    // PQ_QUERY_PARAM_MAX_LIMIT of libpq-fe.h: the protocol counts in 16 bits.
    guard count <= 65_535 else {
      throw context.error(.usage, "\(count) parameters are more than 65535; use an array or COPY")
    }
    let types = statement.parameters.map(\.type.rawValue)
    let lengths = statement.parameters.map { Int32(truncatingIfNeeded: $0.bytes?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: count)
    // One more byte, so that even an empty value has an address: a null pointer would be NULL.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(statement.parameters.reduce(1) { $0 + ($1.bytes?.count ?? 0) })
    var offsets: [Int?] = []
    for parameter in statement.parameters {
      offsets.append(parameter.bytes == nil ? nil : bytes.count)
      bytes.append(contentsOf: parameter.bytes ?? [])
    }
    bytes.append(0)
    let isSent = unsafe bytes.withUnsafeBytes { buffer in
      let base = unsafe buffer.bindMemory(to: CChar.self).baseAddress
      let values = unsafe offsets.map { offset in
        unsafe offset.flatMap { offset in unsafe base.map { unsafe $0 + offset } }
      }
      return unsafe PQsendQueryParams(
        connection, statement.text, Int32(count), types, values, lengths, formats, 1)
    }
    guard isSent == 1 else { throw sendError(context) }
  }

  /// The reason why libpq did not take a statement.
  mutating func sendError(_ context: CallContext) -> PostgresError {
    die()
    let text = unsafe PQerrorMessage(connection).map { unsafe String(cString: $0) } ?? ""
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return context.error(.connection, line.isEmpty ? "libpq did not take the statement" : line)
  }
}
