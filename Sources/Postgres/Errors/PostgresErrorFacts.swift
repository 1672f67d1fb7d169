/// What is known of a failure. Copy on write, so that a thrown error is one pointer wide and the
/// fast accessors of a row stay small.
struct PostgresErrorFacts: Sendable {
  private final class Storage: Sendable {
    let fields: Fields
    init(_ fields: Fields) { self.fields = fields }
  }

  private struct Fields: Sendable {
    var kind: PostgresError.Kind
    var sqlState: SQLState?
    var message: String
    var serverMessage: String?
    var constraint: String?
    var table: String?
    var column: String?
    var position: Int?
    var context: CallContext
  }

  private var storage: Storage

  init(
    kind: PostgresError.Kind, sqlState: SQLState? = nil, message: String = "",
    context: CallContext = .none
  ) {
    storage = Storage(
      Fields(kind: kind, sqlState: sqlState, message: message, context: context))
  }

  private func changed(_ change: (inout Fields) -> Void) -> Storage {
    var fields = storage.fields
    change(&fields)
    return Storage(fields)
  }

  var kind: PostgresError.Kind {
    get { storage.fields.kind }
    set { storage = changed { $0.kind = newValue } }
  }
  var sqlState: SQLState? { storage.fields.sqlState }
  var message: String {
    get { storage.fields.message }
    set { storage = changed { $0.message = newValue } }
  }
  var serverMessage: String? {
    get { storage.fields.serverMessage }
    set { storage = changed { $0.serverMessage = newValue } }
  }
  var constraint: String? {
    get { storage.fields.constraint }
    set { storage = changed { $0.constraint = newValue } }
  }
  var table: String? {
    get { storage.fields.table }
    set { storage = changed { $0.table = newValue } }
  }
  var column: String? {
    get { storage.fields.column }
    set { storage = changed { $0.column = newValue } }
  }
  var position: Int? {
    get { storage.fields.position }
    set { storage = changed { $0.position = newValue } }
  }
  var context: CallContext {
    get { storage.fields.context }
    set { storage = changed { $0.context = newValue } }
  }

  /// What to do next, where we know.
  var advice: String? {
    switch kind {
    case .configuration:
      return "write postgresql://user@host:port/database or key=value pairs"
    case .connection where sqlState == .invalidPassword || sqlState == .invalidAuthorization:
      return "check user, password and pg_hba.conf"
    case .connection where sqlState == .noSuchDatabase:
      return "create the database or correct its name in the database URL"
    case .connection where sqlState == .tooManyConnections:
      return "raise max_connections or use smaller pools"
    case .connection:
      return "check that the server runs and that the database URL is right, then try again"
    case .cancelled: return nil
    case .deadline: return "try again when the server is less busy, or allow more time"
    case .commitUnknown: return "read back whether the change is there before trying again"
    case .closed: return "the service is stopping; try again when it runs"
    case .decoding: return "cast the column in the statement or decode it as its own type"
    case .tooManyRows: return "add a condition or read all rows with query"
    case .usage: return nil
    case .server: return serverAdvice
    }
  }

  private var serverAdvice: String? {
    switch sqlState {
    case .serializationFailure, .deadlockDetected: return "run the transaction again"
    case .lockNotAvailable: return "another session holds the lock; try again"
    case .diskFull: return "free space on the server's disk"
    case .insufficientPrivilege: return "grant the right to the user of the database URL"
    case .undefinedTable, .undefinedColumn: return "check that the schema is migrated"
    case .inFailedTransaction: return "look at the first error of this transaction"
    default: return nil
    }
  }
}
