public import Procedures

/// A goal with all that was found out about it on a day.
public struct GoalReport: Sendable, Hashable {
  /// Id of the plan.
  public let plan: String
  /// The goal.
  public let goal: Goal
  /// The day it was asked for.
  public let day: CalendarDay
  /// Where it stands.
  public let verdict: GoalVerdict
  /// Its figure; nil where nothing feeds it.
  public var figure: IndicatorFigure?
  /// The figure of the earlier period of an increase.
  public var baseline: IndicatorFigure?
  /// Figures that are shown beside it.
  public var beside: [IndicatorFigure] = []
  /// Its tasks.
  public var tasks: [TaskStanding] = []
  /// The fewest rows that would reach it, where they can be named.
  public var shortestList: [ShortestList.Candidate] = []

  /// A goal with its verdict.
  public init(plan: String, goal: Goal, day: CalendarDay, verdict: GoalVerdict) {
    self.plan = plan
    self.goal = goal
    self.day = day
    self.verdict = verdict
  }

  /// Whether a check has to fail: it is missed or undetermined.
  public var isFailing: Bool { verdict.state == .missed || verdict.state == .undetermined }
}
