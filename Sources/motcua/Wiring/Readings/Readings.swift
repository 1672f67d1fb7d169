import Indicators
import Postgres
import Procedures
import StatsHTTP
import Store

/// What commands and the service read besides figures: one way for both, so that they answer the
/// same.
struct Readings: Sendable {
  let pool: PostgresPool
  let authority: Authority
  let figures: FigureStore

  /// The readings of an opened database, with up to so many catalogs kept in memory.
  init(_ workspace: Workspace, capacity: Int = 1) {
    self.init(
      pool: workspace.pool, authority: workspace.authority,
      figures: FigureStore(
        pool: workspace.pool, authority: workspace.authority, capacity: capacity,
        tasks: PlanTaskCounts()))
  }

  /// Readings by a store of figures.
  init(pool: PostgresPool, authority: Authority, figures: FigureStore) {
    self.pool = pool
    self.authority = authority
    self.figures = figures
  }

  /// The day that a question is about; today where it names none.
  func day(_ on: CalendarDay?, known: Instant?) throws -> CalendarDay {
    try FigureDate.resolve(on: on, period: nil, known: known)
  }
}
