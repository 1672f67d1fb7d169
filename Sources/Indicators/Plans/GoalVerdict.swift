public import Procedures

/// Where a goal stands on a day, and what it would take.
public struct GoalVerdict: Hashable, Sendable {
  /// Where it stands.
  public let state: GoalState
  /// Rows that would have to count beside those that do, on the known rows alone; 0 where the
  /// known rows meet it. For tasks: those that are not done. Nil without a denominator, and where
  /// no number of rows would do.
  public let shortBy: Int?
  /// How fast rows must come to count to be there in time; nil where none are short or no day is
  /// set or left.
  public let pace: GoalPace?
  /// What has moved since an earlier day; nil where that is not known.
  public let trend: GoalTrend?
  /// Why it stands so; nil where the numbers say it.
  public let reason: GoalReason?

  /// No data, because it could not be asked.
  public static func unanswered(because reason: GoalReason) -> GoalVerdict {
    GoalVerdict(state: .noData, shortBy: nil, pace: nil, trend: nil, reason: reason)
  }
}

/// How fast rows must come to count.
public struct GoalPace: Hashable, Sendable {
  /// The day by which they must count.
  public let by: CalendarDay
  /// Tenths of rows in a month, rounded up: 171 are 17.1. With less than a month left, all that are
  /// short.
  public let tenthsPerMonth: Int

  init?(rows: Int, from day: CalendarDay, to last: CalendarDay) {
    guard rows > 0, day <= last else { return nil }
    by = last
    // The day itself can still be used. A month is a twelfth of 365 days.
    let days = max(365, 12 * (Int(last.daysSince2000) - Int(day.daysSince2000) + 1))
    let (whole, rest) = days.dividingFullWidth(rows.multipliedFullWidth(by: 3650))
    tenthsPerMonth = rest > 0 ? whole + 1 : whole
  }

  /// Rows in a month.
  public var rowsPerMonth: Double { Double(tenthsPerMonth) / 10 }
}

/// What has moved since an earlier day.
public struct GoalTrend: Hashable, Sendable {
  /// Which way the share went.
  public enum Direction: String, Hashable, Sendable {
    /// The share grew.
    case up
    /// The share fell.
    case down
    /// The share is what it was.
    case same
  }

  /// The earlier day.
  public let since: CalendarDay
  /// The counts then.
  public let before: Tally
  /// The counts now.
  public let now: Tally
  /// Which way the share went; compared exactly.
  public let direction: Direction

  /// Nil where one of the two has no share.
  public init?(since day: CalendarDay, before: Tally, now: Tally) {
    guard let old = before.share, let new = now.share else { return nil }
    since = day
    self.before = before
    self.now = now
    direction = old < new ? .up : new < old ? .down : .same
  }
}

/// Why a goal stands as it does.
public enum GoalReason: Hashable, Sendable {
  /// Nothing was ever imported that would say it.
  case noFacts
  /// There is a figure, without anything that counts.
  case nothingToCount(IndicatorFigure)
  /// The period of the measure has not begun.
  case notBegun(CalendarDay)
  /// There is nothing to compare with in the earlier period.
  case noBaseline(Period)
  /// The earlier period's share is the whole already: nothing can exceed it.
  case baselineIsWhole(Period)
  /// Unknown and held rows decide.
  case open(unknown: Int, held: Int)
  /// Its source gives a percentage without counts, so that nobody knows how many rows are short.
  case percentageOnly
  /// Unknown rows of the earlier period decide.
  case openBaseline(Period)
  /// Tasks that are done, after their deadline.
  case doneLate([String])
  /// Tasks that are not done, and late.
  case overdue([String])
  /// Tasks whose deadline has not come.
  case due([String], CalendarDay?)
  /// Tasks that are not done and whose deadline names no day.
  case noDate([String])
  /// Its facts do not have the dimensions that were asked for.
  case notSplit([String])
  /// What was asked for does not exist on the days of the goal.
  case refused(String)
  /// Tasks that were given up.
  case cancelled([String])
}
