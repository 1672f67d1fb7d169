/// Which days are working days: Monday to Friday without the days off, and the make-up days
/// (ngày làm bù) whatever their weekday.
public struct HolidayCalendar: Hashable, Sendable {
  private let off: Set<CalendarDay>
  private let working: Set<CalendarDay>

  /// A calendar of days off and make-up days. A day named as both is a working day, because a
  /// make-up day is decreed for the one day and a holiday often for a range.
  public init(off: Set<CalendarDay> = [], working: Set<CalendarDay> = []) {
    self.off = off
    self.working = working
  }

  /// Whether people work on that day.
  public func isWorkingDay(_ day: CalendarDay) -> Bool {
    // 1 January 2000 was a Saturday, so that 0 and 1 are the days of a weekend.
    let weekday = (day.daysSince2000 % 7 + 7) % 7
    if weekday > 1 { return off.isEmpty || !off.contains(day) || working.contains(day) }
    return !working.isEmpty && working.contains(day)
  }

  /// The `number`-th working day after a day: 1 gives the next working day. Zero or less gives
  /// the day itself, working or not. Costs a look-up for each day that is passed.
  public func workingDay(_ number: Int, after day: CalendarDay) -> CalendarDay {
    var day = day
    var left = number
    while left > 0 {
      day = day.advanced(by: 1)
      if isWorkingDay(day) { left -= 1 }
    }
    return day
  }
}
