public import Procedures

/// The days whose events a query counts, and the parts into which it splits them.
public struct EventWindow: Sendable, Hashable {
  /// A part of a split by time.
  public struct Part: Sendable, Hashable {
    /// What it is asked for by: `2023-06`, `2023-Q2`, `2023`.
    public let key: String
    /// The first day.
    public let first: CalendarDay
    /// The last counted day.
    public let last: CalendarDay
  }

  /// The period asked for, else the year of the date.
  public let period: Period
  /// The first day.
  public let first: CalendarDay
  /// The last counted day: that of the period or of the part of it that a filter names, the date
  /// while it runs.
  public let last: CalendarDay
  /// The last counted day of the whole period, whatever part of it a filter names: the day whose
  /// tree of agencies and procedures the figure stands on.
  public let state: CalendarDay
  /// The parts that have begun, in the order of time; empty without a split by time.
  public let parts: [Part]
  /// The filters on time, in canonical form.
  let filters: [Dimension: String]

  /// The days of a query that is asked on a date. Throws `future_period` for a period or a part
  /// that has not begun, `invalid_period` for a filter that names no month, quarter or year, and
  /// `unknown_value` for one that lies outside the period.
  public init(_ query: IndicatorQuery, on day: CalendarDay) throws(IndicatorError) {
    guard
      let period = query.period ?? Period(yearOf: day, calendar: query.calendar)
    else {
      throw IndicatorError(
        .invalidPeriod, "\(day) lies before 1900, where no period is",
        vi: "ngày \(day) ở trước năm 1900, không thuộc kỳ nào")
    }
    self.period = period
    var first = period.first
    state = try period.asOf(today: day)
    var last = state
    var filters: [Dimension: String] = [:]
    for dimension in [Dimension.month, .quarter, .year] {
      guard let text = query.filters[dimension] else { continue }
      let part = try Self.part(text, dimension, period.calendar)
      (first, last) = (max(first, part.first), min(last, part.last))
      guard part.last >= period.first && part.first <= period.last && part.first <= part.last else {
        throw IndicatorError(
          .unknownValue, "\(part) lies outside the period \(period); ask with period=\(part)",
          vi: "\(part) nằm ngoài kỳ \(period); hãy hỏi với period=\(part)")
      }
      guard first <= day else {
        throw IndicatorError(
          .futurePeriod,
          "\(part) begins on \(part.first), after \(day); ask for a part that has begun",
          vi: "\(part) bắt đầu từ ngày \(part.first), sau ngày \(day); "
            + "hãy hỏi một phần đã bắt đầu của kỳ")
      }
      guard first <= last else {
        throw IndicatorError(
          .unknownValue, "the filters on month, quarter and year name days that never meet",
          vi: "các bộ lọc theo tháng, quý và năm không có ngày nào chung")
      }
      filters[dimension] = part.description
    }
    self.first = first
    self.last = last
    self.filters = filters
    parts = query.by.map { Self.parts($0, first, last, period.calendar) } ?? []
  }

  static func part(
    _ text: String, _ dimension: Dimension, _ calendar: ReportCalendar
  ) throws(IndicatorError) -> Period {
    let part = try Period(text, calendar: calendar)
    guard part.part.dimension == dimension else {
      throw IndicatorError(
        .invalidPeriod,
        "\"\(text.excerpt)\" is no \(dimension.rawValue); a month is written 2023-06, "
          + "a quarter 2023-Q2, a year 2023",
        vi: "\"\(text.excerpt)\" không phải là \(name(of: dimension)); tháng viết là 2023-06, "
          + "quý là 2023-Q2, năm là 2023")
    }
    return part
  }

  /// What a part of time is called in Vietnamese.
  private static func name(of dimension: Dimension) -> String {
    switch dimension {
    case .month: "tháng"
    case .quarter: "quý"
    default: "năm"
    }
  }

  private static func parts(
    _ dimension: Dimension, _ first: CalendarDay, _ last: CalendarDay, _ calendar: ReportCalendar
  ) -> [Part] {
    guard dimension.isTime else { return [] }
    var result: [Part] = []
    var day = first
    while day <= last {
      let part = Period(day, calendar: calendar) { year, month in
        switch dimension {
        case .month: (year, .month(month))
        case .quarter: (year, .quarter((month + 2) / 3))
        default: (year, .year)
        }
      }
      guard let part else { break }
      result.append(
        Part(key: part.description, first: max(first, part.first), last: min(last, part.last)))
      day = part.last.advanced(by: 1)
    }
    return result
  }
}

extension Period.Part {
  /// The dimension whose groups are such parts.
  fileprivate var dimension: Dimension? {
    switch self {
    case .year: .year
    case .quarter: .quarter
    case .month: .month
    case .half, .nineMonths: nil
    }
  }
}
