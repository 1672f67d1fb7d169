public import Indicators
import Postgres
public import Procedures

extension FigureStore {
  /// How a period stands, by which a question about it is to be answered. It is remembered, for
  /// when the database is gone.
  public func standing(of period: Period) async throws -> PeriodStanding {
    try await pool.withTransaction(.snapshot) { connection in
      let version = try await newestVersion(on: connection)
      let standing = PeriodStanding(
        pin: try await ClosedPeriodRegister.pin(
          of: period, authority: authority.id, on: connection),
        dataVersion: version)
      remembering { $0.periods.note(standing, of: period) }
      return standing
    }
  }

  /// Keeps what a question about a closed period was answered, for when the database is gone.
  public func keep(
    _ result: IndicatorResult, of query: IndicatorQuery, on day: CalendarDay,
    treeDay: CalendarDay? = nil, as standing: PeriodStanding
  ) {
    guard standing.pin != nil else { return }
    remembering {
      $0.periods.keep(result, of: query, on: day, treeDay: treeDay, as: standing)
    }
  }
}
