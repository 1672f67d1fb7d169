/// The counts behind an item of an index.
public struct ScoreFact: Hashable, Sendable {
  /// The id that was answered: an indicator, or the name of an observation.
  public let indicator: String
  /// The part; at least 0.
  public let numerator: Int
  /// The whole; 0 is accepted.
  public let denominator: Int
  /// Rows that an unknown attribute leaves open.
  public let unknown: Int
  /// Rows that are held for checking.
  public let held: Int
  /// Who said so, where it was observed.
  public let source: String?

  /// Counts; none of them below 0.
  public init(
    indicator: String, numerator: Int, denominator: Int, unknown: Int = 0, held: Int = 0,
    source: String? = nil
  ) {
    precondition(
      numerator >= 0 && denominator >= 0 && unknown >= 0 && held >= 0, "counts are not below 0")
    self.indicator = indicator
    self.numerator = numerator
    self.denominator = denominator
    self.unknown = unknown
    self.held = held
    self.source = source
  }

  /// The counts of a figure; nil where nothing is known that could be counted, as then there are
  /// no facts. A figure to which nothing belongs has a denominator of 0.
  public init?(_ figure: IndicatorFigure) {
    guard figure.status != .noData else { return nil }
    self.init(
      indicator: figure.indicator, numerator: figure.tally.numerator,
      denominator: figure.tally.denominator, unknown: figure.tally.unknown,
      held: figure.tally.held)
  }

  /// A share that was published without its counts: `84.25` percent; nil for any other text.
  public init?(indicator: String, percent text: String, source: String?) {
    guard let percent = PercentTarget(text) else { return nil }
    self.init(
      indicator: indicator, numerator: percent.digits, denominator: percent.scale, source: source)
  }
}
