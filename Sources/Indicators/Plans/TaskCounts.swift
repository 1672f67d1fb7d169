public import Procedures

/// Counts tasks for the indicator `milestones_done`.
public enum TaskCounts {
  /// Id of the indicator.
  public static let indicator = "milestones_done"

  /// Tasks done by the day over tasks due by it: those whose deadline is that day or before, and
  /// those that are done. A task whose deadline waits for its date is unknown until it is done;
  /// one without an end, or that comes again and again, counts when it is done; one that was given
  /// up is excluded.
  public static func tally(_ standings: [TaskStanding], on day: CalendarDay) -> Tally {
    var done = 0
    var due = 0
    var unknown = 0
    var excluded = 0
    for standing in standings {
      if standing.standing == .cancelled {
        excluded += 1
      } else if standing.isDone {
        done += 1
        due += 1
      } else if let last = standing.lateAfter {
        if last <= day { due += 1 }
      } else if standing.task.deadline.awaitsDate {
        unknown += 1
      }
    }
    return Tally(
      numerator: done, denominator: due, unknown: unknown, held: 0, excluded: excluded,
      inScope: standings.count)
  }

  /// The counts with a receipt.
  public static func figure(
    _ standings: [TaskStanding], on day: CalendarDay, authority: String, knownOn: Instant,
    dataVersion: Int64
  ) -> IndicatorFigure {
    IndicatorFigure(
      indicator: indicator, version: 1, count: .tasks,
      scope: FigureScope(authority: authority, agency: nil, filters: [:]), period: nil,
      validOn: day, knownOn: knownOn, tally: tally(standings, on: day), dataVersion: dataVersion,
      flags: [])
  }
}
