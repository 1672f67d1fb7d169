/// A figure that somebody else measured: a survey, the PAR Index, a published national score.
public struct Observation: Hashable, Sendable {
  /// The indicator's id or the source's own code of it.
  public var indicator: String
  /// The source's own label of whom it is about; need not be in our tree of agencies.
  public var scope: String
  /// The period as the source writes it.
  public var period: String
  /// Who measured it.
  public var source: String
  /// Given together with ``denominator`` or not at all; 0 of 0 is accepted.
  public var numerator: Int64?
  /// Never less than ``numerator``.
  public var denominator: Int64?
  /// A percentage or a score as exact decimal text without a thousands mark and without zeros that
  /// say nothing: `84.25`.
  public var value: String?

  /// An observation. Key: indicator, scope, period and source.
  public init(
    indicator: String, scope: String, period: String, source: String, numerator: Int64? = nil,
    denominator: Int64? = nil, value: String? = nil
  ) {
    self.indicator = indicator
    self.scope = scope
    self.period = period
    self.source = source
    self.numerator = numerator
    self.denominator = denominator
    self.value = value
  }
}
