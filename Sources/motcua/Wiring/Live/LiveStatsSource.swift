import Indicators
import Postgres
import Procedures
import StatsHTTP
import Store

/// Gives the HTTP routes what they answer from the database.
struct LiveStatsSource: StatsSource {
  let readings: Readings
  private let isGone: @Sendable () -> Bool
  private let reads = BoundedReads(
    deadline: Self.deadline, patience: .seconds(20), largest: 2)
  let goodGoals = GoodAnswers<Question<GoalsRequest>, [GoalReport]>()
  let goodScores = GoodAnswers<Question<ScoreRequest>, ScoreAnswer>()

  /// A question that the database has not answered by then is given up, so that a refusal or the
  /// last good answer leaves within two seconds.
  private static let deadline = Duration.milliseconds(1500)

  /// A question with the day on which it was asked: what it means depends on it.
  struct Question<Request: Hashable & Sendable>: Hashable {
    let request: Request
    let today: CalendarDay
  }

  /// A source on a pool of connections. While `isGone` says so, the database is not asked: the last
  /// good answers come at once.
  init(
    pool: PostgresPool, authority: Authority, figures: FigureStore,
    isGone: @escaping @Sendable () -> Bool
  ) {
    self.isGone = isGone
    readings = Readings(pool: pool, authority: authority, figures: figures)
  }

  func answer(_ request: StatsRequest) async throws -> StatsAnswer {
    let day = try resolved {
      try FigureDate.check(compare: request.compare)
      return try FigureDate.resolve(
        on: request.on, period: request.period, known: request.known)
    }
    do {
      let (result, goodUntil) = try await reading {
        let figures = readings.figures
        let closed = try await ClosedAnswer(request.period, known: request.known, figures)
        let change = try await figures.flagsChange([request.query], known: closed.known)
        let result = try await closed.marked(
          answer(request, on: day, known: closed.known)
        ).first
        if let result, let standing = closed.standing, request.canStandIn {
          figures.keep(
            result, of: request.query, on: day, treeDay: request.tree.day, as: standing)
        }
        return (result, change)
      }
      guard let result else {
        throw SourceUnavailable(reason: "the store gave no figure", retryAfterSeconds: 1)
      }
      return StatsAnswer(result: result, goodUntil: goodUntil)
    } catch let error as SourceUnavailable {
      guard request.canStandIn,
        let last = try readings.figures.lastGood(
          request.query, on: day, treeDay: request.tree.day)
      else { throw error }
      return StatsAnswer(result: last.result, ageSeconds: Int(last.age.components.seconds))
    }
  }

  private func answer(
    _ request: StatsRequest, on day: CalendarDay, known: Instant?
  ) async throws -> [IndicatorResult] {
    if let basket = request.basket {
      return try await readings.figures.answer(
        [request.query], on: day, basket: basket, known: known, treeDay: request.tree.day)
    }
    return try await readings.figures.answer(
      [request.query], on: day, known: known, treeDay: request.tree.day, compare: request.compare)
  }

  func check() async throws {
    _ = try await reading { try await readings.figures.version() }
  }

  /// What the database gives in time, with its refusals as the routes know them.
  func reading<Value: Sendable>(
    _ read: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    guard !isGone() else {
      throw SourceUnavailable(reason: "the watch has lost the database", retryAfterSeconds: 2)
    }
    do {
      return try await reads.value(read)
    } catch let error as StoreError where error.kind == .badRequest {
      throw IndicatorError(error)
    } catch let error as UsageError {
      throw IndicatorError(error)
    } catch let error as PostgresError where error.isOutage {
      throw SourceUnavailable(reason: error.description, retryAfterSeconds: 2)
    } catch let error as BoundedReads.Late {
      throw SourceUnavailable(reason: error.description, retryAfterSeconds: 2)
    }
  }

  /// What a question means, with its mistakes as the routes know them.
  func resolved<Value>(_ resolve: () throws -> Value) throws -> Value {
    do {
      return try resolve()
    } catch let error as UsageError {
      throw IndicatorError(error)
    }
  }
}

extension StatsRequest {
  /// Whether what is kept of figures can answer when the database is gone: what they keep is of the
  /// newest state, and of one date.
  fileprivate var canStandIn: Bool { known == nil && compare == nil && basket == nil }
}
