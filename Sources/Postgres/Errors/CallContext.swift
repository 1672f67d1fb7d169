/// What a caller was doing, for the text of an error.
struct CallContext: Sendable {
  var activity: String
  /// The statement without its values, so that an error cannot give them away.
  var statement: Statement?
  /// The text of a script: too long to show, but what it says may be quoted.
  var script: String?
  var server: String?
  var file: StaticString
  var line: UInt

  static let none = CallContext(
    activity: "an operation on PostgreSQL", statement: nil, server: nil, file: "", line: 0)

  var label: String? { statement?.label }

  var text: String? { statement?.text }

  /// The statement on one line, cut where it would drown the message.
  var shortText: String? {
    guard let text else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace)
    let line = words.joined(separator: " ")
    return line.count <= 300 ? line : "\(line.prefix(300))…"
  }

  func error(
    _ kind: PostgresError.Kind, _ message: String, sqlState: SQLState? = nil
  ) -> PostgresError {
    PostgresError(
      PostgresErrorFacts(kind: kind, sqlState: sqlState, message: message, context: self))
  }
}
