import Postgres

extension PostgresError {
  /// Whether the database is away or overloaded, so that the same question may be answered later.
  /// Everything else is a fault of the program, which no last good answer may hide.
  var isOutage: Bool {
    switch kind {
    case .connection, .cancelled, .deadline, .commitUnknown, .closed: true
    case .configuration, .decoding, .tooManyRows, .usage: false
    // A value that cannot be, and a statement that does not parse, are ours.
    case .server: !(sqlState?.classCode == "22" || sqlState == .syntaxError)
    }
  }
}
