internal import CLibPQ

/// One `PGresult`, cleared when it goes.
@safe struct WireResult: ~Copyable {
  let handle: OpaquePointer

  init(_ handle: OpaquePointer) { unsafe self.handle = unsafe handle }

  deinit { unsafe PQclear(handle) }

  /// What sort of answer it is.
  enum Status {
    case rows, singleRow, command, copyIn, copyOut, failure, other
  }

  var status: Status {
    switch unsafe PQresultStatus(handle) {
    case PGRES_TUPLES_OK: .rows
    case PGRES_SINGLE_TUPLE: .singleRow
    case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .command
    case PGRES_COPY_IN: .copyIn
    case PGRES_COPY_OUT: .copyOut
    case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE: .failure
    default: .other
    }
  }

  var rowCount: Int32 { unsafe PQntuples(handle) }

  /// The count in the command tag, 0 where it has none.
  var affectedRows: Int {
    guard let text = unsafe PQcmdTuples(handle) else { return 0 }
    return Int(unsafe String(cString: text)) ?? 0
  }

  /// The command tag, such as `COMMIT`.
  var commandTag: String {
    guard let text = unsafe PQcmdStatus(handle) else { return "" }
    return unsafe String(cString: text)
  }

  private func field(_ code: Int32) -> String? {
    guard let text = unsafe PQresultErrorField(handle, code) else { return nil }
    return unsafe String(cString: text)
  }

  /// The error that the result is, said of a statement.
  func error(_ context: CallContext) -> PostgresError {
    let state = field(Self.sqlStateField).map(SQLState.init(rawValue:))
    let constraint = field(Self.constraintField)
    let table = field(Self.tableField)
    let column = field(Self.columnField)
    guard let primary = field(Self.primaryField), let state else {
      // No code means that libpq itself says it: the connection is lost.
      let text = unsafe PQresultErrorMessage(handle).map { unsafe String(cString: $0) } ?? ""
      let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      return context.error(.connection, line.isEmpty ? "the connection was lost" : line)
    }
    let names = [constraint, table, column, field(Self.schemaField), field(Self.typeField)]
    let message = ServerMessage(
      primary, sqlState: state, names: names.compactMap(\.self), sql: context.text ?? context.script
    )
    var facts = PostgresErrorFacts(
      kind: .server, sqlState: state, message: message.text, context: context)
    facts.serverMessage = primary
    facts.constraint = constraint
    facts.table = table
    facts.column = column
    facts.position = field(Self.positionField).flatMap { Int($0) }
    return PostgresError(facts)
  }

  // The letters of the protocol's error fields; libpq's macros for them do not reach Swift.
  // https://www.postgresql.org/docs/current/protocol-error-fields.html
  private static let sqlStateField = letter("C")
  private static let primaryField = letter("M")
  private static let positionField = letter("P")
  private static let schemaField = letter("s")
  private static let tableField = letter("t")
  private static let columnField = letter("c")
  private static let typeField = letter("d")
  private static let constraintField = letter("n")

  private static func letter(_ letter: Unicode.Scalar) -> Int32 { Int32(letter.value) }
}
