public import Procedures

/// A reporting period (kỳ báo cáo): a year, half-year, nine months, quarter or month, by the civil
/// or the reporting calendar.
public struct Period: Hashable, Sendable, CustomStringConvertible {
  /// The part of the year.
  public enum Part: Hashable, Sendable {
    /// The whole year.
    case year
    /// Half-year 1 or 2.
    case half(Int)
    /// The first nine months.
    case nineMonths
    /// Quarter 1 to 4.
    case quarter(Int)
    /// Month 1 to 12.
    case month(Int)
  }

  /// The year; 1900 to 9999.
  public let year: Int
  /// The part of it.
  public let part: Part
  /// The calendar that gives its days.
  public let calendar: ReportCalendar
  /// The first day.
  public let first: CalendarDay
  /// The last day, included.
  public let last: CalendarDay

  /// Reads `2023`, `2023-H1`, `2023-9M`, `2023-Q1` or `2023-06`; throws `invalid_period` for
  /// anything else, years before 1900 included.
  public init(_ text: String, calendar: ReportCalendar = .civil) throws(IndicatorError) {
    guard let (year, part) = Self.parse(text), year >= 1900,
      let (first, last) = Self.days(year, part.months, calendar)
    else {
      throw IndicatorError(
        .invalidPeriod,
        "\"\(text.excerpt)\" is no period; "
          + "periods are written 2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06",
        vi: "\"\(text.excerpt)\" không phải là kỳ; "
          + "kỳ viết là 2023, 2023-H1, 2023-9M, 2023-Q1 hoặc 2023-06")
    }
    self.year = year
    self.part = part
    self.calendar = calendar
    self.first = first
    self.last = last
  }

  /// The text that ``init(_:calendar:)`` reads; the calendar is not part of it.
  public var description: String {
    switch part {
    case .year: "\(year)"
    case .half(let number): "\(year)-H\(number)"
    case .nineMonths: "\(year)-9M"
    case .quarter(let number): "\(year)-Q\(number)"
    case .month(let number): "\(year)-\(number < 10 ? "0" : "")\(number)"
    }
  }

  /// Whether its last day is yet to come on a day: what is counted up to then is provisional.
  public func runs(on day: CalendarDay) -> Bool { day < last }

  /// The year that a day belongs to; nil for a day before 1900.
  public init?(yearOf day: CalendarDay, calendar: ReportCalendar) {
    self.init(day, calendar: calendar) { year, _ in (year, .year) }
  }

  /// The period of the same kind that a day belongs to: the nine months of a year for a day of its
  /// last quarter too. Nil for a day before 1900.
  public init?(like other: Period, holding day: CalendarDay) {
    self.init(day, calendar: other.calendar) { year, month in
      switch other.part {
      case .year: (year, .year)
      case .half: (year, .half((month + 5) / 6))
      case .nineMonths: (year, .nineMonths)
      case .quarter: (year, .quarter((month + 2) / 3))
      case .month: (year, .month(month))
      }
    }
  }

  init?(
    _ day: CalendarDay, calendar: ReportCalendar, part: (Int, Int) -> (year: Int, part: Part)
  ) {
    var (year, month, number) = day.components
    if calendar == .report && number >= 15 {
      month += 1
      if month == 13 { (year, month) = (year + 1, 1) }
    }
    let found = part(year, month)
    guard found.year >= 1900,
      let (first, last) = Self.days(found.year, found.part.months, calendar)
    else { return nil }
    self.year = found.year
    self.part = found.part
    self.calendar = calendar
    self.first = first
    self.last = last
  }

  /// Whether the day lies within the period.
  public func contains(_ day: CalendarDay) -> Bool { first <= day && day <= last }

  /// The day whose state a catalog figure of this period shows: its last day, or today while the
  /// period runs. Throws `future_period` where the period has not begun.
  public func asOf(today: CalendarDay) throws(IndicatorError) -> CalendarDay {
    guard first <= today else {
      throw IndicatorError(
        .futurePeriod,
        "the period \(description) begins on \(first), after today (\(today)); "
          + "ask for a period that has begun",
        vi: "kỳ \(description) bắt đầu từ ngày \(first), sau hôm nay (\(today)); "
          + "hãy hỏi một kỳ đã bắt đầu")
    }
    return min(last, today)
  }

  private static func parse(_ text: String) -> (Int, Part)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let year = number(parts[0], digits: 4) else { return nil }
    guard parts.count == 2 else { return (year, .year) }
    switch parts[1] {
    case "H1": return (year, .half(1))
    case "H2": return (year, .half(2))
    case "9M": return (year, .nineMonths)
    case "Q1": return (year, .quarter(1))
    case "Q2": return (year, .quarter(2))
    case "Q3": return (year, .quarter(3))
    case "Q4": return (year, .quarter(4))
    default:
      guard let month = number(parts[1], digits: 2), (1...12).contains(month) else { return nil }
      return (year, .month(month))
    }
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  private static func days(_ year: Int, _ months: ClosedRange<Int>, _ calendar: ReportCalendar)
    -> (CalendarDay, CalendarDay)?
  {
    switch calendar {
    case .civil:
      let first = CalendarDay(year: year, month: months.lowerBound, day: 1)
      // The day before the next month's first; a year's last month always has 31 days.
      let last =
        months.upperBound == 12
        ? CalendarDay(year: year, month: 12, day: 31)
        : CalendarDay(year: year, month: months.upperBound + 1, day: 1)?.advanced(by: -1)
      guard let first, let last else { return nil }
      return (first, last)
    case .report:
      let first =
        months.lowerBound == 1
        ? CalendarDay(year: year - 1, month: 12, day: 15)
        : CalendarDay(year: year, month: months.lowerBound - 1, day: 15)
      guard let first, let last = CalendarDay(year: year, month: months.upperBound, day: 14) else {
        return nil
      }
      return (first, last)
    }
  }
}

extension Period.Part {
  /// The months of the civil year that the part covers, or is named after.
  fileprivate var months: ClosedRange<Int> {
    switch self {
    case .year: 1...12
    case .half(let number): (number * 6 - 5)...(number * 6)
    case .nineMonths: 1...9
    case .quarter(let number): (number * 3 - 2)...(number * 3)
    case .month(let number): number...number
    }
  }
}
