public import Procedures

/// The state of the records that answers are made from.
public struct ServedState: Sendable, Hashable {
  /// The data version: it moves when a run changes something that a figure reads.
  public let version: Int64
  /// When the version was committed: a database that went back, restored from a copy or failed over
  /// to a server that lagged behind, gives the numbers that it lost a second time.
  public let recordedAt: Instant
  /// The highest run: it moves with every run, so that lists of runs and of sources are exact too.
  public let run: Int64

  /// A state as the database gave it in one reading.
  public init(version: Int64, recordedAt: Instant, run: Int64) {
    self.version = version
    self.recordedAt = recordedAt
    self.run = run
  }

  /// Whether the records lost something since the other state was read.
  func wentBack(from other: ServedState) -> Bool {
    version < other.version || version == other.version && recordedAt != other.recordedAt
  }
}

/// Why nothing may be answered from memory.
public enum Revocation: Sendable, Hashable {
  /// A run is about to commit.
  case moving
  /// The database cannot be reached.
  case gone
}
