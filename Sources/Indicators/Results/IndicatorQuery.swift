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

/// Why a query has no answer: the query names something that does not exist.
public struct IndicatorError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was wrong.
  public enum Kind: String, Sendable {
    case unknownIndicator = "unknown_indicator"
    case unknownDimension = "unknown_dimension"
    case unknownValue = "unknown_value"
    case repeatedFilter = "repeated_filter"
    case invalidPeriod = "invalid_period"
    case futurePeriod = "future_period"
  }

  /// What was wrong; its raw value is the stable code that HTTP answers carry.
  public let kind: Kind
  /// One sentence: what was asked, what is wrong with it, what may be asked.
  public let description: String

  /// An error of a kind with its sentence.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// Equal means same kind.
  public static func == (left: IndicatorError, right: IndicatorError) -> Bool {
    left.kind == right.kind
  }
}
