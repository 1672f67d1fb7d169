/// What went wrong between us and the server.
///
/// Two errors are equal when kind and SQLSTATE are equal. The description is one line, answers
/// what was being done, to what, what happened and what to do next, and holds no parameter value,
/// no password and nothing of the server's DETAIL.
public struct PostgresError: Error, Sendable, CustomStringConvertible {
  /// The sort of failure: decides who can do something about it.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The database URL cannot be understood.
    case configuration
    /// The server cannot be reached, refused the session, or the session was lost. A statement
    /// outside a transaction may have taken effect.
    case connection
    /// The server answered a statement with an error; see `sqlState`.
    case server
    /// The task was cancelled. Nothing of the statement remains, or of its transaction; only a
    /// statement outside a transaction, given up because the server did not react, may yet take
    /// effect.
    case cancelled
    /// The time limit passed; otherwise as `cancelled`.
    case deadline
    /// The session was lost, or given up, in COMMIT: the transaction may or may not be there.
    case commitUnknown
    /// The pool is shut down.
    case closed
    /// A value is not of the type that was asked for, or NULL where none was expected.
    case decoding
    /// A query for one row found several.
    case tooManyRows
    /// The module was used against its rules, such as two statements at once on one connection.
    case usage
  }

  private let facts: PostgresErrorFacts

  init(_ facts: PostgresErrorFacts) { self.facts = facts }

  /// An error to compare with: equal to every error of this kind and code.
  public init(kind: Kind, sqlState: SQLState? = nil) {
    facts = PostgresErrorFacts(kind: kind, sqlState: sqlState)
  }

  /// The sort of failure.
  public var kind: Kind { facts.kind }
  /// The server's code, where the server said something.
  public var sqlState: SQLState? { facts.sqlState }
  /// What happened: our own sentence, or the server's primary message with quoted values that
  /// are not names left out.
  public var message: String { facts.message }
  /// The server's primary message as it came. It may quote a value that was sent: not for logs.
  public var serverMessage: String? { facts.serverMessage }
  /// The constraint that refused a row.
  public var constraint: String? { facts.constraint }
  /// The table that the server names.
  public var table: String? { facts.table }
  /// The column that the server names, or that could not be decoded.
  public var column: String? { facts.column }
  /// The character of the statement or script where the server saw the error, from 1.
  public var position: Int? { facts.position }
  /// The label of the statement that was running.
  public var statementLabel: String? { facts.context.label }
  /// The SQL text of the statement that was running, parameters as `$1`, `$2` …
  public var statementText: String? { facts.context.text }
  /// Host, port, user and database.
  public var server: String? { facts.context.server }
  /// The source file of the call that failed.
  public var file: String { facts.context.file.description }
  /// The line of the call that failed.
  public var line: UInt { facts.context.line }

  /// One line for a person or a log.
  public var description: String {
    let subject = statementLabel.map { "statement \($0)" } ?? facts.context.activity
    let place = server.map { " on \($0)" } ?? ""
    var text = "\(subject)\(place) failed: \(facts.message)"
    var codes: [String] = []
    if let sqlState { codes.append("SQLSTATE \(sqlState)") }
    if let constraint { codes.append("constraint \(constraint)") }
    if let table { codes.append("table \(table)") }
    if let column { codes.append("column \(column)") }
    if let position { codes.append("at character \(position)") }
    if !codes.isEmpty { text += " (\(codes.joined(separator: ", ")))" }
    if let advice = facts.advice { text += "; \(advice)" }
    if let sql = facts.context.shortText { text += "; SQL: \(sql)" }
    if facts.context.line != 0 { text += " [\(facts.context.file):\(facts.context.line)]" }
    return text
  }

  /// The same error, said of a statement: for errors that were born where it was not known.
  func during(_ context: CallContext) -> PostgresError {
    guard facts.context.line == 0 else { return self }
    var facts = facts
    facts.context = context
    return PostgresError(facts)
  }

  /// The same error with the place of the call that it hit: one failed connection may be the
  /// answer to many calls.
  func located(_ context: CallContext) -> PostgresError {
    var facts = facts
    var located = facts.context
    located.file = context.file
    located.line = context.line
    facts.context = located
    return PostgresError(facts)
  }

  /// The same facts under another kind.
  func withKind(_ kind: Kind, message: String? = nil) -> PostgresError {
    var facts = facts
    facts.kind = kind
    if let message { facts.message = message }
    return PostgresError(facts)
  }
}

extension PostgresError: Hashable {
  /// Same kind and same code.
  public static func == (left: PostgresError, right: PostgresError) -> Bool {
    left.kind == right.kind && left.sqlState == right.sqlState
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(sqlState)
  }
}
