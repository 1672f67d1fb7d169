import Indicators
import Postgres
import Procedures
import StatsHTTP
import Store

/// Gives the HTTP routes their figures from the database.
struct LiveStatsSource: StatsSource {
  let figures: FigureStore
  let periods: ClosedPeriodRegister

  /// A question that the database has not answered by then is given up.
  private static let deadline = Duration.seconds(20)

  func answer(_ request: StatsRequest) async throws -> StatsAnswer {
    let day: CalendarDay
    do {
      try FigureDate.check(compare: request.compare)
      day = try FigureDate.resolve(
        on: request.on, period: request.period, known: request.known)
    } catch let error as UsageError {
      throw IndicatorError(.unknownValue, error.description)
    }
    do {
      let closed = try await ClosedAnswer(request.period, known: request.known, periods)
      let results = try await answer(request, on: day, known: closed.known)
      guard let result = closed.marked(results).first else {
        throw SourceUnavailable(reason: "the store gave no figure", retryAfterSeconds: 1)
      }
      return StatsAnswer(result: result)
    } catch let error as StoreError where error.kind == .badRequest {
      throw IndicatorError(.unknownValue, error.description)
    } catch let error as PostgresError {
      if request.known == nil, request.compare == nil, request.basket == nil,
        let last = try figures.lastGood(
          request.query, on: day, treeDay: request.tree.day)
      {
        return StatsAnswer(result: last.result, ageSeconds: Int(last.age.components.seconds))
      }
      throw SourceUnavailable(reason: error.description, retryAfterSeconds: 5)
    }
  }

  private func answer(
    _ request: StatsRequest, on day: CalendarDay, known: Instant?
  ) async throws -> [IndicatorResult] {
    if let basket = request.basket {
      return try await figures.answer(
        [request.query], on: day, basket: basket, known: known, treeDay: request.tree.day)
    }
    return try await figures.answer(
      [request.query], on: day, known: known, treeDay: request.tree.day,
      compare: request.compare, deadline: Self.deadline)
  }

  func check() async throws {
    _ = try await figures.version(deadline: .seconds(2))
  }
}
