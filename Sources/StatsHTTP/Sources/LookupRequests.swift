public import Indicators
public import Procedures

/// A question about the rows behind a figure.
public struct RowsRequest: Sendable, Hashable {
  /// The figure's question; it has no split.
  public var query: IndicatorQuery
  /// The date; nil is today, or the end of the period. Never given together with a period.
  public var on: CalendarDay?
  /// By what was known at this instant; nil is now.
  public var known: Instant?
  /// The kind of rows; nil is every kind.
  public var rows: RowKind?
  /// At most this many rows, at least 1.
  public var limit: Int
  /// Where the page before ended, as ``Explanation`` gave it.
  public var cursor: String?

  /// A question for the first page of all rows.
  public init(query: IndicatorQuery, limit: Int) {
    self.query = query
    self.limit = limit
  }
}

/// A question for a part of a list of the catalog.
public struct CatalogRequest: Sendable, Hashable {
  /// The date; nil is today in Asia/Ho_Chi_Minh.
  public var on: CalendarDay?
  /// By what was known at this instant; nil is now.
  public var known: Instant?
  /// The part of the catalog.
  public var filters: [Dimension: String] = [:]
  /// How many records stand before the page.
  public var offset = 0
  /// At most this many records, at least 1.
  public var limit: Int

  /// A question for the first page.
  public init(limit: Int) { self.limit = limit }
}

/// A question about one procedure.
public struct ProcedureRequest: Sendable, Hashable {
  /// The code as it was given.
  public let code: String
  /// The date; nil is today in Asia/Ho_Chi_Minh.
  public let on: CalendarDay?
  /// By what was known at this instant; nil is now.
  public let known: Instant?

  /// A question about one procedure.
  public init(code: String, on: CalendarDay? = nil, known: Instant? = nil) {
    self.code = code
    self.on = on
    self.known = known
  }
}

/// A question for a part of the book of runs.
public struct RunsRequest: Sendable, Hashable {
  /// The kind; nil is all.
  public var kind: String?
  /// The source; nil is all.
  public var source: String?
  /// The state; nil is all that have ended.
  public var state: RunState?
  /// Only runs with a lower number; of those that have not ended, the number of the attempt.
  public var before: Int64?
  /// At most this many runs, at least 1.
  public var limit: Int

  /// A question for the newest runs.
  public init(limit: Int) { self.limit = limit }
}

/// What became of a run.
public enum RunState: String, Sendable, Hashable, CaseIterable {
  /// It was taken over.
  case applied
  /// Its bytes had been taken over before.
  case skipped
  /// The guard refused it.
  case refused
  /// It could not be done.
  case failed
  /// It is at work.
  case running
  /// It was killed.
  case interrupted

  /// Whether a run in this state is in the book under a number.
  public var hasEnded: Bool { self != .running && self != .interrupted }
}

/// A question about one run.
public struct RunRequest: Sendable, Hashable {
  /// Its number.
  public let run: Int64
  /// How many held rows stand before the page.
  public let offset: Int
  /// At most this many held rows, at least 1.
  public let limit: Int

  /// A question about one run and a part of the rows that it held.
  public init(run: Int64, offset: Int = 0, limit: Int) {
    self.run = run
    self.offset = offset
    self.limit = limit
  }
}
