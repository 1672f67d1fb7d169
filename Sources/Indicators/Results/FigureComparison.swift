public import Procedures

/// The figures of another date beside those that were asked for.
public struct FigureComparison: Sendable, Hashable {
  /// The same question for the other date.
  public let figure: IndicatorFigure
  /// The same for each group that the other date has too, by the group's key.
  public let groups: [String: IndicatorFigure]

  /// The other answer, matched with this one: groups by key, parts of time by their order.
  public init(_ other: IndicatorResult, besides result: IndicatorResult) {
    figure = other.figure
    var groups: [String: IndicatorFigure] = [:]
    if result.by?.isTime == true {
      for (mine, theirs) in zip(result.groups, other.groups) { groups[mine.key] = theirs.figure }
    } else {
      for group in other.groups { groups[group.key] = group.figure }
    }
    self.groups = groups
  }
}

/// By how much a figure differs from an earlier one.
public struct FigureChange: Sendable, Hashable {
  /// This numerator less the other.
  public let numerator: Int
  /// This denominator less the other.
  public let denominator: Int
  /// This share less the other, from -1 to 1; nil where one of them has none.
  public let ratio: Double?

  /// The difference of two figures.
  public init(from earlier: IndicatorFigure, to figure: IndicatorFigure) {
    let (one, other) = (figure.tally, earlier.tally)
    numerator = one.numerator - other.numerator
    denominator = one.denominator - other.denominator
    guard one.denominator > 0, other.denominator > 0 else {
      ratio = nil
      return
    }
    // Over one denominator, so that equal shares differ by exactly 0.
    let left = one.numerator.multipliedReportingOverflow(by: other.denominator)
    let right = other.numerator.multipliedReportingOverflow(by: one.denominator)
    let whole = one.denominator.multipliedReportingOverflow(by: other.denominator)
    if left.overflow || right.overflow || whole.overflow {
      ratio =
        Double(one.numerator) / Double(one.denominator)
        - Double(other.numerator) / Double(other.denominator)
    } else {
      ratio = Double(left.partialValue - right.partialValue) / Double(whole.partialValue)
    }
  }

  /// The difference in percentage points: `+1,2`, `-0,5`, `0`; nil where there is none. A
  /// difference that would round to 0 without being it is written as `>0` or `<0`.
  public func points(language: Language) -> String? {
    guard let ratio else { return nil }
    if ratio == 0 { return "0" }
    let tenths = Int((abs(ratio) * 1000).rounded(.toNearestOrAwayFromZero))
    let sign = ratio > 0 ? "+" : "-"
    guard tenths > 0 else { return ratio > 0 ? ">0" : "<0" }
    return "\(sign)\(tenths / 10)\(language.decimalSeparator)\(tenths % 10)"
  }
}

extension IndicatorQuery {
  /// The same question for another date, and the day on which it is asked.
  ///
  /// A figure of the catalog is asked on that date; one over a period, for the period of the same
  /// kind that holds it. Where the period runs, so that it ends on `day`, the other one ends after
  /// as many months and days. Throws `unknown_value` for a date before 1900.
  public func comparing(
    with date: CalendarDay, on day: CalendarDay
  ) throws(IndicatorError) -> (query: IndicatorQuery, day: CalendarDay) {
    let indicator = try Indicator.named(indicator)
    let isPeriod =
      period != nil || indicator.fact == .dossiers || indicator.fact == .payments
      || indicator.usage == .period
    guard isPeriod else { return (self, date) }
    guard let mine = period ?? Period(yearOf: day, calendar: calendar),
      let other = Period(like: mine, holding: date)
    else {
      throw IndicatorError(
        .unknownValue, "\(date) lies before 1900, where no period is",
        vi: "ngày \(date) ở trước năm 1900, không thuộc kỳ nào")
    }
    var query = self
    query.period = other
    for (dimension, text) in filters where dimension.isTime {
      // The same month or quarter of the other period.
      guard let part = try? Period(text, calendar: calendar) else { continue }
      query.filters[dimension] = try? Period(
        part.description.replacingYear(with: part.year + other.year - mine.year),
        calendar: calendar
      ).description
    }
    guard day < mine.last else { return (query, other.last) }
    return (query, min(other.last, Self.moved(day, from: mine.first, to: other.first)))
  }

  /// The day that lies as many months and days after `to` as `day` does after `from`.
  private static func moved(
    _ day: CalendarDay, from: CalendarDay, to: CalendarDay
  ) -> CalendarDay {
    let (mine, theirs, now) = (from.components, to.components, day.components)
    let months =
      now.year * 12 + now.month + (theirs.year - mine.year) * 12 + theirs.month - mine.month
    let (year, month) = ((months - 1) / 12, (months - 1) % 12 + 1)
    for number in [now.day, 30, 29, 28] where number <= now.day {
      if let found = CalendarDay(year: year, month: month, day: number) { return found }
    }
    return day
  }
}

extension String {
  /// The text of a period in another year.
  fileprivate func replacingYear(with year: Int) -> String { "\(year)" + dropFirst(4) }
}
