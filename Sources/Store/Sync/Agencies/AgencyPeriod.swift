import Procedures

/// What a source says of an agency, beside from when to when.
struct AgencyContent: Hashable, Sendable {
  var name: String
  var tier: String?
  var kind: String?
  var parent: AgencyCode?
  var successors: [AgencyCode]
}

/// A stretch of time in which one content holds: from its first day up to, not including, its end.
struct AgencyPeriod: Hashable, Sendable {
  var from: CalendarDay
  var to: CalendarDay
  var content: AgencyContent

  /// The end of what has no end, as PostgreSQL writes it.
  static let endless = CalendarDay(daysSince2000: .max)
}

/// The life of one agency as one source tells it: periods in order, without overlap.
struct AgencyTimeline: Hashable, Sendable {
  var periods: [AgencyPeriod] = []

  /// Whether the agency is in force on the day or later.
  func isOpen(on day: CalendarDay) -> Bool { periods.contains { $0.to > day } }

  /// The content on a day, or the last one before it.
  func content(on day: CalendarDay) -> AgencyContent? {
    periods.last { $0.from <= day }?.content ?? periods.first?.content
  }

  /// The end that a source without the column of last days leaves as it is: one that still lies
  /// ahead.
  func end(after day: CalendarDay) -> CalendarDay? {
    periods.last.flatMap { $0.to > day && $0.to != AgencyPeriod.endless ? $0.to : nil }
  }

  /// The beginning that a source without the column of first days leaves as it is: one that still
  /// lies ahead of an agency that is not in force.
  func beginning(after day: CalendarDay) -> CalendarDay? {
    periods.first { $0.to > day }.flatMap { $0.from > day ? $0.from : nil }
  }

  /// Says that `content` holds from `day` on. What held before stays.
  ///
  /// `begins` is the first day of the agency's existence where the source names one: a new agency
  /// begins then, a known one is extended back to it; a beginning after `day` delays. `ends` is
  /// the first day on which it does not exist any more.
  ///
  /// Where an end leaves no day for the content, what took the place of the agency is said of its
  /// last days; where none is left, that it was there on the day before the end.
  func saying(
    _ content: AgencyContent, from day: CalendarDay, begins: CalendarDay?, ends: CalendarDay?
  ) -> AgencyTimeline {
    var start = day
    if let begins, periods.isEmpty || begins > day { start = begins }
    var result = cut(at: start)
    result.append(AgencyPeriod(from: start, to: AgencyPeriod.endless, content: content))
    if let begins, let first = result.first, begins < first.from { result[0].from = begins }
    if let ends {
      result = result.filter { $0.from < ends }
      if let last = result.last {
        if last.to > ends { result[result.count - 1].to = ends }
        if last.from < start { result[result.count - 1].content.successors = content.successors }
      } else {
        let lastDay = ends.advanced(by: -1)
        result = [
          AgencyPeriod(from: min(begins ?? lastDay, lastDay), to: ends, content: content)
        ]
      }
    }
    return AgencyTimeline(periods: Self.joined(result))
  }

  /// Says that the agency is not in force from `day` on.
  func ending(on day: CalendarDay) -> AgencyTimeline { AgencyTimeline(periods: cut(at: day)) }

  private func cut(at day: CalendarDay) -> [AgencyPeriod] {
    periods.filter { $0.from < day }.map { period in
      var period = period
      period.to = min(period.to, day)
      return period
    }
  }

  private static func joined(_ periods: [AgencyPeriod]) -> [AgencyPeriod] {
    var result: [AgencyPeriod] = []
    for period in periods {
      if let last = result.last, last.to == period.from, last.content == period.content {
        result[result.count - 1].to = period.to
      } else {
        result.append(period)
      }
    }
    return result
  }
}
