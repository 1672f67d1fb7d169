public import Indicators
public import Postgres
public import Procedures

/// Counts the tasks of the plan for `milestones_done`.
public protocol TaskCounting: Sendable {
  /// The tasks done by the day over those due by it, done ones included, by what was known at an
  /// instant; nil for the newest. Nil where there is no plan with tasks. The connection is in a
  /// transaction that sees one state.
  func counts(
    on day: CalendarDay, known: Instant?, authority: Authority,
    connection: borrowing PostgresConnection
  ) async throws -> Tally?
}
