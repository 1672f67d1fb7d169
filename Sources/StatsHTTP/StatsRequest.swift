public import Indicators
public import Procedures

/// A question as it came over HTTP.
public struct StatsRequest: Sendable, Hashable {
  /// Indicator, count, filters and split; `period` repeats the text of the period.
  public let query: IndicatorQuery
  /// The date asked for; nil means today in Asia/Ho_Chi_Minh or the end of the period.
  public let on: CalendarDay?
  /// Until when knowledge counts; nil means the latest data version.
  public let known: Instant?
  /// The period asked for, never together with a date. What it means today, the source decides.
  public let period: Period?

  /// On which tree of agencies the figure stands.
  public let tree: TreeBasis
  /// The date whose figure stands beside, where one was asked for.
  public let compare: CalendarDay?

  /// The day whose denominators are counted by the attributes of the date; nil takes those of the
  /// date itself.
  public let basket: CalendarDay?

  /// A question.
  public init(
    query: IndicatorQuery, on: CalendarDay? = nil, known: Instant? = nil, period: Period? = nil,
    tree: TreeBasis = .then, compare: CalendarDay? = nil, basket: CalendarDay? = nil
  ) {
    self.query = query
    self.on = on
    self.known = known
    self.period = period
    self.tree = tree
    self.basket = basket
    self.compare = compare
  }
}
