import Indicators
import Procedures

/// How periods stood when they were last looked at, and the answers about those that were closed.
struct PeriodMemory {
  private struct Asked: Hashable {
    let query: IndicatorQuery
    let day: CalendarDay
    let treeDay: CalendarDay?
  }

  private struct Kept {
    let result: IndicatorResult
    let standing: PeriodStanding
  }

  private static let periods = 64
  private static let answers = 256
  private static let groups = 512

  private var standings: [Period: PeriodStanding] = [:]
  private var kept: [Asked: Kept] = [:]

  /// How a period stands at a version; nil where nobody asked at that version. Closing makes no
  /// version: a period that was open at an older one may have been closed since.
  func standing(of period: Period, at version: DataVersion) -> PeriodStanding? {
    standings[period].flatMap { $0.dataVersion == version ? $0 : nil }
  }

  mutating func note(_ standing: PeriodStanding, of period: Period) {
    if standings[period] == nil, standings.count >= Self.periods {
      standings.removeAll(keepingCapacity: true)
    }
    standings[period] = standing
  }

  mutating func keep(
    _ result: IndicatorResult, of query: IndicatorQuery, on day: CalendarDay,
    treeDay: CalendarDay?, as standing: PeriodStanding
  ) {
    guard result.groups.count <= Self.groups else { return }
    let asked = Asked(query: query, day: day, treeDay: treeDay)
    if kept[asked] == nil, kept.count >= Self.answers { kept.removeAll(keepingCapacity: true) }
    kept[asked] = Kept(result: result, standing: standing)
  }

  /// The answer by which a period that stands like this was published.
  func answer(
    to query: IndicatorQuery, on day: CalendarDay, treeDay: CalendarDay?,
    as standing: PeriodStanding
  ) -> IndicatorResult? {
    kept[Asked(query: query, day: day, treeDay: treeDay)].flatMap {
      $0.standing == standing ? $0.result : nil
    }
  }
}
