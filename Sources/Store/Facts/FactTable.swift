import Intake
import Postgres

/// One kind of fact as the database keeps it: the parts by which the statements of
/// ``FactStatements`` are made for it, and how a record is written for COPY.
///
/// In the parts `fact` is a row of the table and `said` one of the file.
protocol FactTable: Sendable {
  associatedtype Record: Hashable & Sendable

  static var kind: FactKind { get }
  /// The table of what is believed now.
  static var table: Statement { get }
  /// The table of what was believed before.
  static var past: Statement { get }
  /// Columns of the key after the authority.
  static var keys: Statement { get }
  /// The same, as columns of `said`.
  static var saidKeys: Statement { get }
  static var isSameKey: Statement { get }
  /// All columns that the file fills, those of the key first, `content` last.
  static var columns: Statement { get }
  /// Whether the table names the source beside the run.
  static var hasSource: Bool { get }
  /// Equal rows of one key and one place in time, as columns that follow those of the key.
  static var sameTime: Statement { get }
  /// The order of the states of one key, the latest first; ends with a comma, empty where there
  /// is none.
  static var latestFirst: Statement { get }
  /// The same backwards.
  static var earliestFirst: Statement { get }
  /// Whether what the file says is not older than what is stored.
  static var isNotOlder: Statement { get }
  /// Whether what the file says cannot follow what is stored.
  static var isForbidden: Statement { get }
  /// Whether a row cannot follow another of the same file; reads the window `earlier`.
  static var isForbiddenInFile: Statement { get }
  /// Of a row of the file: its key as text, the procedure's number, the agencies' numbers, the
  /// first and the last day of the fact.
  static var held: Statement { get }
  /// Rollups are kept by triggers; nil where the kind has none.
  static var rollup: Rollup? { get }
  /// What the columns at fault of a conflict and of an impossible change mean.
  static var keyMeaning: String { get }
  static var columnCount: Int16 { get }

  /// A number by which repeats of a key can be suspected: equal keys give equal numbers.
  static func keyHash(_ record: Record) -> UInt64
  /// The fields in the order of ``columns``.
  static func append(_ record: FactRecord<Record>, to rows: inout BinaryRows)
}

/// How the rollups of a fact are built in one pass.
struct Rollup: Sendable {
  /// The name of the fact, as the database's functions know it.
  let fact: Statement
  let disableTriggers: Statement
  let enableTriggers: Statement
}

extension FactTable {
  static var hasSource: Bool { false }
  static var sourceColumn: Statement { hasSource ? ", source_id" : "" }
  static var sameTime: Statement { "" }
  static var latestFirst: Statement { "" }
  static var earliestFirst: Statement { "" }
  static var isNotOlder: Statement { "true" }
  static var isForbidden: Statement { "false" }
  static var isForbiddenInFile: Statement { "false" }
  static var rollup: Rollup? { nil }
}
