public import Procedures

/// The holidays of one year.
public struct HolidayYear: Sendable, Hashable {
  /// A day with its name.
  public struct Day: Sendable, Hashable {
    /// The day.
    public let day: CalendarDay
    /// What it is called.
    public let name: String

    /// A day with its name.
    public init(day: CalendarDay, name: String) {
      self.day = day
      self.name = name
    }
  }

  /// The year.
  public let year: Int
  /// Whether the list is complete: the days that are fixed anew each year are in it.
  public let isComplete: Bool
  /// Where the days come from.
  public let source: String
  /// Days on which offices are closed, Saturdays and Sundays among them as the source has them.
  public let off: [Day]
  /// Saturdays and Sundays on which offices work instead of another day.
  public let working: [Day]

  /// The holidays of one year.
  public init(year: Int, isComplete: Bool, source: String, off: [Day], working: [Day]) {
    self.year = year
    self.isComplete = isComplete
    self.source = source
    self.off = off
    self.working = working
  }
}
