/// What came of doing all runs again.
public struct ReplayReport: Sendable, Hashable {
  /// Where the runs done again are not what was recorded.
  public struct Difference: Sendable, Hashable {
    /// Number of the run.
    public let run: Int64
    /// One sentence in Vietnamese.
    public let vi: String
    /// One sentence in English.
    public let en: String
  }

  /// The last run that counts.
  public let upTo: Int64
  /// How many applied runs were done again.
  public let runs: Int
  /// State hash of the runs done again, in hexadecimal digits; nil where they could not all be.
  public let replayed: String?
  /// State hash of the database after the run, in hexadecimal digits.
  public let recorded: String
  /// The first run that differs; nil where all are as they were recorded.
  public let firstDifference: Difference?
  /// The first run whose bytes are not kept any more; the replay stopped before it. The data are
  /// not at fault.
  public let missing: Difference?

  /// Whether the database holds just what its runs make.
  public var isEqual: Bool { replayed == recorded }
}
