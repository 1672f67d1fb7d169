public import Procedures

/// A question: which indicator, counted how, over which part of the catalog, split by what.
///
/// The date and the instant of knowledge are the snapshot's, not the query's.
public struct IndicatorQuery: Sendable, Hashable {
  /// Id of the indicator.
  public var indicator: String
  /// What is counted; nil takes the indicator's default.
  public var count: CountUnit?
  /// Filters, at most one value for a dimension, as the asker wrote the value.
  public var filters: [Dimension: String]
  /// The split, if any.
  public var by: Dimension?
  /// The period asked for, where one was: a catalog indicator answers for its last day, an
  /// indicator over events for all of its days.
  public var period: Period?
  /// The calendar of the year that is counted where no period was asked for.
  public var calendar: ReportCalendar
  /// The rules by which dossiers are early, on time or late.
  public var rules: TimeRules

  /// A question without filters or split unless given. Where a period is given, its calendar is
  /// the query's.
  public init(
    indicator: String, count: CountUnit? = nil, filters: [Dimension: String] = [:],
    by: Dimension? = nil, period: Period? = nil, calendar: ReportCalendar = .civil,
    rules: TimeRules = .canonical
  ) {
    self.indicator = indicator
    self.count = count
    self.filters = filters
    self.by = by
    self.period = period
    self.calendar = period?.calendar ?? calendar
    self.rules = rules
  }
}
