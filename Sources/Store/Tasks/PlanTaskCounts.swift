public import Indicators
public import Postgres
public import Procedures

/// Counts the tasks of the annex of the authority's own plan of a day.
public struct PlanTaskCounts: TaskCounting {
  /// A counter.
  public init() {}

  /// See ``TaskCounting``.
  public func counts(
    on day: CalendarDay, known: Instant?, authority: Authority,
    connection: borrowing PostgresConnection
  ) async throws -> Tally? {
    let plans = try await AdoptionRegister.plans(of: authority, known: known, on: connection)
    let own = Plan.inForce(plans.map(\.value), authority: authority.code.text, on: day)
    guard let own, !own.annex.isEmpty else { return nil }
    let reports = try await TaskRegister.reports(
      plan: own.id, of: authority, known: known, on: connection)
    return TaskCounts.tally(
      own.annex.map { TaskStanding($0, reports[$0.reference]?.report, on: day) }, on: day)
  }
}
