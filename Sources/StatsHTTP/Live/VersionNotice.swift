public import Procedures

/// A data version as listeners are told about it.
public struct VersionNotice: Sendable, Hashable {
  /// Its number.
  public let version: Int64
  /// When it was committed: the `known_on` of every figure that it answers.
  public let recordedAt: Instant
  /// The run that made it; nil for the empty beginning.
  public let run: Int64?

  /// A notice.
  public init(version: Int64, recordedAt: Instant, run: Int64?) {
    self.version = version
    self.recordedAt = recordedAt
    self.run = run
  }
}
