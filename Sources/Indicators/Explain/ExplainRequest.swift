public import Procedures

/// Which rows are asked for.
public struct ExplainRequest: Sendable, Hashable {
  /// The figure's question; a split is ignored.
  public var query: IndicatorQuery
  /// The day whose state is explained.
  public var day: CalendarDay
  /// By what was known when; nil is now.
  public var known: Instant?
  /// The kind of rows; nil is every kind, in the order of `RowKind`.
  public var rows: RowKind?
  /// At most this many rows; at least 1.
  public var limit: Int
  /// Where the page before ended; nil for the first.
  public var cursor: String?

  /// A request for the first page of all rows unless given.
  public init(
    query: IndicatorQuery, day: CalendarDay, known: Instant? = nil, rows: RowKind? = nil,
    limit: Int = 1000, cursor: String? = nil
  ) {
    precondition(limit >= 1, "a page holds at least one row")
    self.query = query
    self.day = day
    self.known = known
    self.rows = rows
    self.limit = limit
    self.cursor = cursor
  }
}
