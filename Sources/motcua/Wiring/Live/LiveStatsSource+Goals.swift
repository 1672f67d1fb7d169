import Indicators
import Procedures
import StatsHTTP
import Store

extension LiveStatsSource {
  func goals(_ request: GoalsRequest) async throws -> Dated<[GoalReport]> {
    let question = Question(request: request, today: SystemClock.today)
    do {
      let (reports, version, change) = try await reading {
        let change = try await flagsChange(known: request.known)
        let found = try await readings.goals(request)
        return (found.judged.flatMap(\.reports), found.version, change)
      }
      if request.known == nil { goodGoals.keep(reports, to: question, version: version) }
      return Dated(reports, dataVersion: version?.number, goodUntil: change)
    } catch let error as SourceUnavailable {
      guard let seen = readings.figures.newestSeen,
        let reports = goodGoals.answer(to: question, version: seen.version)
      else { throw error }
      return Dated(
        reports.map { $0.flagged("stale") }, dataVersion: seen.version.number,
        ageSeconds: Self.seconds(since: seen.seenAt))
    }
  }

  func score(_ request: ScoreRequest) async throws -> Dated<ScoreAnswer> {
    let question = Question(request: request, today: SystemClock.today)
    do {
      let (answer, version, change) = try await reading {
        let change = try await flagsChange(known: request.known)
        let found = try await readings.score(request)
        return (found.answer, found.version, change)
      }
      if request.known == nil { goodScores.keep(answer, to: question, version: version) }
      return Dated(answer, dataVersion: version?.number, goodUntil: change)
    } catch let error as SourceUnavailable {
      guard let seen = readings.figures.newestSeen,
        let answer = goodScores.answer(to: question, version: seen.version),
        let stale = answer.flagged("stale")
      else { throw error }
      return Dated(
        stale, dataVersion: seen.version.number, ageSeconds: Self.seconds(since: seen.seenAt))
    }
  }

  func tasks(_ request: TasksRequest) async throws -> Dated<[TaskStanding]> {
    let found = try await reading { try await readings.tasks(request) }
    return Dated(found.standings, dataVersion: found.version)
  }

  /// When a figure of any kind will say that its source is stale: goals and scores read them all.
  private func flagsChange(known: Instant?) async throws -> Instant? {
    try await readings.figures.flagsChange(
      Indicator.all.map { IndicatorQuery(indicator: $0.id) }, known: known)
  }

  private static func seconds(since instant: ContinuousClock.Instant) -> Int {
    Int((ContinuousClock.now - instant).components.seconds)
  }
}

extension ScoreAnswer {
  /// The same with one more flag; nil for a comparison, which has no place for one.
  fileprivate func flagged(_ flag: String) -> ScoreAnswer? {
    var answer = self
    switch content {
    case .score(let score): answer.content = .score(score.flagged(flag))
    case .ranking(let ranking): answer.content = .ranking(ranking.flagged(flag))
    case .reconciliation: return nil
    }
    return answer
  }
}
