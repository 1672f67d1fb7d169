public import Procedures

/// The counts behind a ratio. Only counts are kept; every percentage is computed from them.
public struct Tally: Sendable, Hashable {
  /// Rows of the denominator that satisfy the numerator; 0…denominator.
  public let numerator: Int
  /// Rows that belong and for which every deciding attribute is known.
  public let denominator: Int
  /// Rows in force that could belong but for an unknown attribute.
  public let unknown: Int
  /// Quarantined rows that could belong to the scope.
  public let held: Int
  /// Rows taken out by the register of exclusions.
  public let excluded: Int
  /// Rows of the scope in force, whether they belong to the indicator or not; excluded ones too.
  public let inScope: Int

  /// Counts that fit together: none negative, the numerator within the denominator.
  public init(
    numerator: Int, denominator: Int, unknown: Int, held: Int, excluded: Int, inScope: Int
  ) {
    precondition(
      numerator >= 0 && numerator <= denominator && unknown >= 0 && held >= 0 && excluded >= 0
        && inScope >= denominator + unknown,
      "the counts of a figure contradict each other")
    self.numerator = numerator
    self.denominator = denominator
    self.unknown = unknown
    self.held = held
    self.excluded = excluded
    self.inScope = inScope
  }
}

/// The state of a ratio. A missing value is never 0.
public enum FigureStatus: String, Sendable, Hashable {
  /// A value above zero.
  case value
  /// Exactly zero.
  case zero
  /// Nothing is known that could be counted.
  case noData = "no_data"
  /// Everything is known and nothing belongs.
  case notApplicable = "not_applicable"
}

/// What part of the catalog a figure is about.
public struct FigureScope: Sendable, Hashable {
  /// The authority's code.
  public let authority: String
  /// The agency asked for, with everything below it; nil is the tree under the authority's root.
  public let agency: String?
  /// The other filters, values in their canonical form.
  public let filters: [Dimension: String]

  /// A scope.
  public init(authority: String, agency: String?, filters: [Dimension: String]) {
    self.authority = authority
    self.agency = agency
    self.filters = filters
  }
}

/// One figure with its receipt: everything needed to ask for the same figure again and to check it.
public struct IndicatorFigure: Sendable, Hashable {
  /// Id of the indicator.
  public let indicator: String
  /// Version of its meaning.
  public let version: Int
  /// What was counted.
  public let count: CountUnit
  /// What part of the catalog.
  public let scope: FigureScope
  /// The period as asked, if any.
  public let period: String?
  /// The date whose state was counted.
  public let validOn: CalendarDay
  /// Until when knowledge was taken into account.
  public var knownOn: Instant
  /// The counts.
  public let tally: Tally
  /// The data version that answered.
  public let dataVersion: Int64
  /// What else is to be known of the figure, as `crosswalk`, `provisional`, `stale`; sorted.
  public var flags: [String]

  /// A figure with its receipt.
  public init(
    indicator: String, version: Int, count: CountUnit, scope: FigureScope, period: String?,
    validOn: CalendarDay, knownOn: Instant, tally: Tally, dataVersion: Int64, flags: [String]
  ) {
    self.indicator = indicator
    self.version = version
    self.count = count
    self.scope = scope
    self.period = period
    self.validOn = validOn
    self.knownOn = knownOn
    self.tally = tally
    self.dataVersion = dataVersion
    self.flags = flags
  }
}

/// A figure of one part of a split.
public struct IndicatorGroup: Sendable, Hashable {
  /// What the part is asked for by: an agency's code, a tier, a field, a level, a procedure's code.
  public let key: String
  /// Its name for people, where the catalog has one; else the key.
  public let label: String
  /// The same figure as the filter `dimension=key` gives.
  public var figure: IndicatorFigure

  /// One part of a split.
  public init(key: String, label: String, figure: IndicatorFigure) {
    self.key = key
    self.label = label
    self.figure = figure
  }
}

/// The answer to a query: the figure, and its parts where a split was asked for.
public struct IndicatorResult: Sendable, Hashable {
  /// The figure of the whole scope.
  public var figure: IndicatorFigure
  /// The split, if any.
  public let by: Dimension?
  /// The parts, in the dimension's own order; empty without a split. Parts can overlap.
  public var groups: [IndicatorGroup]
  /// The same question for another date, where it was asked for.
  public var comparison: FigureComparison?

  /// An answer.
  public init(figure: IndicatorFigure, by: Dimension? = nil, groups: [IndicatorGroup] = []) {
    self.figure = figure
    self.by = by
    self.groups = groups
  }

  /// The same answer with one more flag on every figure.
  public func flagged(_ flag: String) -> IndicatorResult {
    var result = self
    result.figure.flags = (figure.flags + [flag]).sorted()
    for index in result.groups.indices {
      result.groups[index].figure.flags = (result.groups[index].figure.flags + [flag]).sorted()
    }
    return result
  }

  /// The same answer with the instant of knowledge that was asked for in its receipts.
  public func known(on instant: Instant) -> IndicatorResult {
    var result = self
    result.figure.knownOn = instant
    for index in result.groups.indices { result.groups[index].figure.knownOn = instant }
    return result
  }
}
