/// The state of the records that answers are made from.
public struct ServedState: Sendable, Hashable {
  /// The data version: it moves when a run changes something that a figure reads.
  public let version: Int64
  /// The highest run: it moves with every run, so that lists of runs and of sources are exact too.
  public let run: Int64

  /// A state as the database gave it in one reading.
  public init(version: Int64, run: Int64) {
    self.version = version
    self.run = run
  }
}

/// Why nothing may be answered from memory.
public enum Revocation: Sendable, Hashable {
  /// A run is about to commit.
  case moving
  /// The database cannot be reached.
  case gone
}
