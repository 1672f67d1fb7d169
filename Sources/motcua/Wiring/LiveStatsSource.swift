import Indicators
import Postgres
import Procedures
import StatsHTTP
import Store

/// Gives the HTTP routes their figures from the database.
struct LiveStatsSource: StatsSource {
  let figures: FigureStore

  /// A question that the database has not answered by then is given up.
  private static let deadline = Duration.seconds(20)

  func answer(_ request: StatsRequest) async throws -> StatsAnswer {
    let day: CalendarDay
    do {
      day = try FigureDate.resolve(
        on: request.on, period: request.period, known: request.known)
    } catch let error as UsageError {
      throw IndicatorError(.unknownValue, error.description)
    }
    do {
      let results = try await figures.answer(
        [request.query], on: day, known: request.known, treeDay: request.tree.day,
        deadline: Self.deadline)
      guard let result = results.first else {
        throw SourceUnavailable(reason: "the store gave no figure", retryAfterSeconds: 1)
      }
      return StatsAnswer(result: result)
    } catch let error as StoreError where error.kind == .badRequest {
      throw IndicatorError(.unknownValue, error.description)
    } catch let error as PostgresError {
      if request.known == nil,
        let last = try figures.lastGood(
          request.query, on: day, treeDay: request.tree.day)
      {
        return StatsAnswer(result: last.result, ageSeconds: Int(last.age.components.seconds))
      }
      throw SourceUnavailable(reason: error.description, retryAfterSeconds: 5)
    }
  }

  func check() async throws {
    _ = try await figures.version(deadline: .seconds(2))
  }
}
