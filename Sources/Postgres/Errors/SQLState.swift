/// A five-character SQLSTATE code. Open by nature: the server and its extensions may send codes
/// that are not listed here.
/// https://www.postgresql.org/docs/current/errcodes-appendix.html
public struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The code as the server sent it, such as `23505`.
  public let rawValue: String

  /// A code; the text is not checked.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The code itself.
  public var description: String { rawValue }

  /// The first two characters, which name the class of the condition: `23` is an integrity
  /// constraint, `08` a connection, `53` a lack of resources.
  public var classCode: String { String(rawValue.prefix(2)) }

  /// 23502: a column that must have a value was given none.
  public static let notNullViolation = SQLState(rawValue: "23502")
  /// 23503: a foreign key points at nothing, or something still points here.
  public static let foreignKeyViolation = SQLState(rawValue: "23503")
  /// 23505: a key exists already.
  public static let uniqueViolation = SQLState(rawValue: "23505")
  /// 23514: a CHECK constraint refused the row.
  public static let checkViolation = SQLState(rawValue: "23514")
  /// 23P01: an exclusion constraint refused the row.
  public static let exclusionViolation = SQLState(rawValue: "23P01")
  /// 22012: a division by zero.
  public static let divisionByZero = SQLState(rawValue: "22012")
  /// 22P02: a text that does not read as its type.
  public static let invalidTextRepresentation = SQLState(rawValue: "22P02")
  /// 22021: bytes that are no text in the database's encoding, such as a NUL character.
  public static let characterNotInRepertoire = SQLState(rawValue: "22021")
  /// 25006: a write in a read-only transaction.
  public static let readOnlyTransaction = SQLState(rawValue: "25006")
  /// 25P02: a statement in a transaction that an earlier error has already doomed.
  public static let inFailedTransaction = SQLState(rawValue: "25P02")
  /// 28P01: the password was refused.
  public static let invalidPassword = SQLState(rawValue: "28P01")
  /// 28000: the server's rules do not let this user in.
  public static let invalidAuthorization = SQLState(rawValue: "28000")
  /// 3D000: there is no such database.
  public static let noSuchDatabase = SQLState(rawValue: "3D000")
  /// 40001: this transaction and another one have no order that explains both; run it again.
  public static let serializationFailure = SQLState(rawValue: "40001")
  /// 40P01: transactions waited for each other in a circle; run it again.
  public static let deadlockDetected = SQLState(rawValue: "40P01")
  /// 42501: the user may not do this.
  public static let insufficientPrivilege = SQLState(rawValue: "42501")
  /// 42601: a statement that does not parse.
  public static let syntaxError = SQLState(rawValue: "42601")
  /// 42703: there is no such column.
  public static let undefinedColumn = SQLState(rawValue: "42703")
  /// 42P01: there is no such table.
  public static let undefinedTable = SQLState(rawValue: "42P01")
  /// 42P04: a database of that name exists already.
  public static let duplicateDatabase = SQLState(rawValue: "42P04")
  /// 42P07: a table of that name exists already.
  public static let duplicateTable = SQLState(rawValue: "42P07")
  /// 53100: the server's disk is full.
  public static let diskFull = SQLState(rawValue: "53100")
  /// 53300: the server has no connection left.
  public static let tooManyConnections = SQLState(rawValue: "53300")
  /// 55P03: a lock could not be had in time.
  public static let lockNotAvailable = SQLState(rawValue: "55P03")
  /// 57014: the statement was cancelled, by us or by the server's own time limit.
  public static let queryCanceled = SQLState(rawValue: "57014")
  /// 57P01: an administrator ended the session or stopped the server.
  public static let adminShutdown = SQLState(rawValue: "57P01")
  /// 57P03: the server is starting up, shutting down or recovering.
  public static let cannotConnectNow = SQLState(rawValue: "57P03")
  /// P0001: a `RAISE EXCEPTION` without a code of its own.
  public static let raisedException = SQLState(rawValue: "P0001")
}
