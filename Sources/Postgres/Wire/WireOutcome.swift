/// What the results of one statement said, all together.
struct WireOutcome: Sendable {
  /// The first error.
  var error: PostgresError?
  /// The row count of the last command tag.
  var affectedRows = 0
  /// The last command tag.
  var commandTag = ""

  mutating func note(_ result: borrowing WireResult, _ context: CallContext) {
    if result.status == .failure {
      if error == nil { error = result.error(context) }
    } else {
      affectedRows = result.affectedRows
      commandTag = result.commandTag
    }
  }
}
