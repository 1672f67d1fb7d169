/// How a period stood at a data version.
public struct PeriodStanding: Sendable, Hashable {
  /// What a question about it is answered by; nil where it was open.
  public let pin: PinnedPeriod?
  /// The newest data version then.
  public let dataVersion: DataVersion
}
