/// A day of the Gregorian calendar, without a time zone: valid dates, periods, deadlines.
public struct CalendarDay: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Days since 1 January 2000, the epoch of PostgreSQL's `date`.
  public let daysSince2000: Int32

  /// The day so many days after 1 January 2000.
  public init(daysSince2000: Int32) { self.daysSince2000 = daysSince2000 }

  /// A day of the calendar; nil where there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    // Days from civil, Howard Hinnant: https://howardhinnant.github.io/date_algorithms.html
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSince2000 = Int32(era * 146_097 + dayOfEra - 719_468 - 10_957)
  }

  /// Reads `yyyy-MM-dd`.
  public init?(iso text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2, text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day of the month.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(daysSince2000) + 10_957 + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let index = (5 * dayOfYear + 2) / 153
    let month = index < 10 ? index + 3 : index - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * index + 2) / 5 + 1
    )
  }

  /// `yyyy-MM-dd`.
  public var description: String {
    let (year, month, day) = components
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  /// The day so many days later, or earlier where `days` is negative.
  public func advanced(by days: Int32) -> CalendarDay {
    CalendarDay(daysSince2000: daysSince2000 + days)
  }

  /// Earlier days are less.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    left.daysSince2000 < right.daysSince2000
  }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
