import Postgres
import Procedures

/// The days of a question as the rollups keep them: whole half months, and the days of halves that
/// the question cuts.
struct EventHalves: Sendable, Hashable {
  /// The first and last half that is counted whole; nil where there is none.
  let whole: ClosedRange<Int16>?
  /// The days of the cut halves.
  let parts: [ClosedRange<Int32>]

  /// Cuts the days from `first` to `last`. Where nothing is known of any day after `last`, its half
  /// is as good as whole: `latest` is the last day that has facts.
  init(first: CalendarDay, last: CalendarDay, latest: CalendarDay?) {
    guard first <= last else {
      (whole, parts) = (nil, [])
      return
    }
    var (low, high) = (Self.half(of: first), Self.half(of: last))
    var parts: [ClosedRange<Int32>] = []
    let end = Self.isLast(last) || latest.map { $0 <= last } ?? true
    let begin = Self.isFirst(first)
    if low == high && !(begin && end) {
      (whole, self.parts) = (nil, [first.daysSince2000...last.daysSince2000])
      return
    }
    if !begin {
      parts.append(first.daysSince2000...Self.lastDay(ofHalfOf: first).daysSince2000)
      low += 1
    }
    if !end {
      parts.append(Self.firstDay(ofHalfOf: last).daysSince2000...last.daysSince2000)
      high -= 1
    }
    whole = low <= high ? low...high : nil
    self.parts = parts
  }

  /// Whether the end of the days cuts a half, so that it matters whether facts lie behind.
  static func cuts(_ last: CalendarDay) -> Bool { !isLast(last) }

  /// The number of the half month of a day, as the rollups number them.
  static func half(of day: CalendarDay) -> Int16 {
    let (year, month, number) = day.components
    return Int16(clamping: (year - 1900) * 24 + (month - 1) * 2 + (number >= 15 ? 1 : 0))
  }

  /// A day of a half month.
  static func day(ofHalf half: Int16) -> CalendarDay? {
    let number = Int(half)
    return CalendarDay(
      year: 1900 + number / 24, month: number % 24 / 2 + 1, day: number % 2 == 0 ? 1 : 15)
  }

  private static func isFirst(_ day: CalendarDay) -> Bool { firstDay(ofHalfOf: day) == day }

  private static func isLast(_ day: CalendarDay) -> Bool {
    half(of: day.advanced(by: 1)) != half(of: day)
  }

  private static func firstDay(ofHalfOf day: CalendarDay) -> CalendarDay {
    let number = Int32(day.components.day)
    return day.advanced(by: number >= 15 ? 15 - number : 1 - number)
  }

  private static func lastDay(ofHalfOf day: CalendarDay) -> CalendarDay {
    var last = day
    while !isLast(last) { last = last.advanced(by: 1) }
    return last
  }
}
