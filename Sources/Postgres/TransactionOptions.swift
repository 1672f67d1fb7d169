/// How a transaction sees and may change the database.
public struct TransactionOptions: Sendable, Hashable {
  /// What a transaction sees of others.
  /// https://www.postgresql.org/docs/current/transaction-iso.html
  public enum Isolation: Sendable, Hashable, CaseIterable {
    /// Every statement sees what was committed before it began.
    case readCommitted
    /// All statements see one snapshot. A conflicting write fails with 40001.
    case repeatableRead
    /// As if transactions ran one after the other. Any statement may fail with 40001.
    case serializable
  }

  /// What the transaction sees of others.
  public var isolation: Isolation
  /// Whether the server refuses writes with SQLSTATE 25006.
  public var readOnly: Bool

  /// By default each statement sees what was committed before it, and writes are allowed.
  public init(isolation: Isolation = .readCommitted, readOnly: Bool = false) {
    self.isolation = isolation
    self.readOnly = readOnly
  }

  /// One snapshot for all statements and no writes: what a report needs.
  public static let snapshot = TransactionOptions(isolation: .repeatableRead, readOnly: true)

  var begin: Statement {
    switch (isolation, readOnly) {
    case (.readCommitted, false): "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    case (.readCommitted, true): "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY"
    case (.repeatableRead, false): "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE"
    case (.repeatableRead, true): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    case (.serializable, false): "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
    case (.serializable, true): "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"
    }
  }
}
