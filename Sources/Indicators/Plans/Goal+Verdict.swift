public import Procedures

/// Judges a goal by figures.
extension Goal {
  /// The verdict by a figure; `baseline` is that of the earlier period of an increase, `earlier`
  /// that of the earlier day of the trend. A figure that is nil is one that nothing feeds.
  ///
  /// A share is judged as it is on the day, also before its deadline: only milestones wait.
  public func verdict(
    on day: CalendarDay, figure: IndicatorFigure?, baseline: IndicatorFigure? = nil,
    earlier: (day: CalendarDay, figure: IndicatorFigure)? = nil
  ) -> GoalVerdict {
    if case .period(let period) = span, day < period.first {
      return verdict(.noData, because: .notBegun(period.first))
    }
    guard let figure else { return verdict(.noData, because: .noFacts) }
    guard let judgement = rule.judge(figure.tally, baseline: baseline?.tally) else {
      return verdict(.noData, because: .noFacts)
    }
    guard judgement.state != .noData else {
      return verdict(
        .noData,
        because: figure.tally.denominator == 0
          ? .nothingToCount(figure) : rule.baseline.map(GoalReason.noBaseline))
    }
    // A percentage without its counts has no rows that could be short.
    let shortBy =
      figure.isPercentageOnly && judgement.shortBy != 0 ? nil : judgement.shortBy
    return GoalVerdict(
      state: judgement.state, shortBy: shortBy,
      pace: shortBy.flatMap { rows in
        deadline?.lateAfter.flatMap { GoalPace(rows: rows, from: day, to: $0) }
      },
      trend: earlier.flatMap {
        GoalTrend(since: $0.day, before: $0.figure.tally, now: figure.tally)
      },
      reason: shortBy == judgement.shortBy
        ? reason(judgement, figure.tally, baseline?.tally) : .percentageOnly)
  }

  private func reason(
    _ judgement: GoalJudgement, _ tally: Tally, _ baseline: Tally?
  ) -> GoalReason? {
    if let period = rule.baseline, let baseline, baseline.numerator == baseline.denominator,
      judgement.state != .met
    {
      return .baselineIsWhole(period)
    }
    guard judgement.state == .undetermined else { return nil }
    if tally.unknown + tally.held > 0 {
      return .open(unknown: tally.unknown, held: tally.held)
    }
    return rule.baseline.map(GoalReason.openBaseline)
  }

  private func verdict(_ state: GoalState, because reason: GoalReason?) -> GoalVerdict {
    GoalVerdict(state: state, shortBy: nil, pace: nil, trend: nil, reason: reason)
  }

  /// The verdict of a milestone by its tasks: met where all are done and none was done late;
  /// missed where one was done late, is overdue or was given up; not due while all that are not
  /// done have time. What has no date and is not done is never met, and nobody can say that it is
  /// late: no data.
  public func verdict(on day: CalendarDay, tasks: [TaskStanding]) -> GoalVerdict {
    func references(_ standing: TaskStanding.Standing) -> [String] {
      tasks.filter { $0.standing == standing }.map(\.task.reference)
    }
    let open = tasks.filter { !$0.isDone }
    let last = open.compactMap(\.lateAfter).max()
    let pace = last.flatMap { GoalPace(rows: open.count, from: day, to: $0) }
    func verdict(_ state: GoalState, _ reason: GoalReason?) -> GoalVerdict {
      GoalVerdict(state: state, shortBy: open.count, pace: pace, trend: nil, reason: reason)
    }
    let late = references(.doneLate)
    let overdue = references(.overdue)
    let cancelled = references(.cancelled)
    let undated = references(.noDate)
    if !overdue.isEmpty { return verdict(.missed, .overdue(overdue)) }
    if !cancelled.isEmpty { return verdict(.missed, .cancelled(cancelled)) }
    if !late.isEmpty { return verdict(.missed, .doneLate(late)) }
    if !undated.isEmpty { return verdict(.noData, .noDate(undated)) }
    if !open.isEmpty {
      return verdict(
        .notDue, .due(references(.open), open.compactMap(\.lateAfter).min()))
    }
    return verdict(.met, nil)
  }
}

extension IndicatorFigure {
  /// Whether its source published a percentage without the counts behind it.
  var isPercentageOnly: Bool { flags.contains("observed_value") }
}
