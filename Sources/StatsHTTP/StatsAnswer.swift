public import Indicators

/// The answer of a source.
public struct StatsAnswer: Sendable, Hashable {
  /// The figure and its parts.
  public let result: IndicatorResult
  /// Seconds since the answer was known to be good, where an old answer stands in for a database
  /// that is gone; its flags then hold `stale`. Nil for a fresh answer.
  public let ageSeconds: Int?

  /// An answer; fresh unless an age is given.
  public init(result: IndicatorResult, ageSeconds: Int? = nil) {
    self.result = result
    self.ageSeconds = ageSeconds
  }
}
