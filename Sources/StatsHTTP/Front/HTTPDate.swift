internal import Procedures

/// The value of `Date`: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
enum HTTPDate {
  /// Bytes of every value.
  static let length = 29

  private static let days = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The value at a moment; fractions of a second are cut off.
  static func text(secondsSince2000 seconds: Int64) -> String {
    let dayNumber = Int64((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - dayNumber * 86_400
    let day = CalendarDay(daysSince2000: Int32(dayNumber))
    let (year, month, dayOfMonth) = day.components
    // 2000-01-01 was a Saturday.
    let weekday = days[Int((dayNumber % 7 + 7) % 7)]
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { two(Int($0)) }
    return "\(weekday), \(two(dayOfMonth)) \(months[month - 1]) \(year) "
      + "\(clock.joined(separator: ":")) GMT"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
