public import Indicators
public import Procedures

/// The answer of a source.
public struct StatsAnswer: Sendable, Hashable {
  /// The figure and its parts.
  public let result: IndicatorResult
  /// Seconds since the answer was known to be good, where an old answer stands in for a database
  /// that is gone; its flags then hold `stale`. Nil for a fresh answer.
  public let ageSeconds: Int?

  /// Until when it holds though no run ends: when a source grows stale; nil for always.
  public let goodUntil: Instant?

  /// An answer; fresh and good for always unless said otherwise.
  public init(result: IndicatorResult, ageSeconds: Int? = nil, goodUntil: Instant? = nil) {
    self.result = result
    self.ageSeconds = ageSeconds
    self.goodUntil = goodUntil
  }
}
