public import Indicators
public import Procedures

/// What is asked about the goals of a plan.
public struct GoalQuestion: Sendable, Hashable {
  /// The plan.
  public var plan: Plan
  /// The day.
  public var day: CalendarDay
  /// By what was known at this instant; nil for now.
  public var known: Instant?
  /// What counts as now, where several questions are to be answered by the same records; nil reads
  /// it. Not looked at where ``known`` names an instant.
  public var newest: NewestState?
  /// The part of the catalog and of the dossiers, beside what the goals say themselves.
  public var filters: [Dimension: String] = [:]
  /// The day whose rows are counted instead of those of ``day``; nil leaves it to the goals.
  public var basket: CalendarDay?
  /// The earlier day that trends begin on; nil is the last day of the quarter before.
  public var since: CalendarDay?
  /// Whether the rows that would reach a goal are listed; costs a pass over the catalog for each
  /// goal that is short.
  public var listsRows = true

  /// A question about a plan on a day.
  public init(plan: Plan, day: CalendarDay) {
    self.plan = plan
    self.day = day
  }

  /// The earlier day that trends begin on.
  var trendDay: CalendarDay {
    if let since { return since }
    let (year, month, _) = day.components
    let first = CalendarDay(year: year, month: (month - 1) / 3 * 3 + 1, day: 1) ?? day
    return first.advanced(by: -1)
  }
}
