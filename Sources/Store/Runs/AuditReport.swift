/// What a verification of the audit chain found.
public struct AuditReport: Sendable, Hashable {
  /// One thing that is not as it was recorded.
  public struct Finding: Sendable, Hashable {
    /// Number of the entry of the chain; nil where it belongs to none.
    public let entry: Int64?
    /// Number of the run; nil where no run is known.
    public let run: Int64?
    /// One sentence in Vietnamese.
    public let vi: String
    /// One sentence in English.
    public let en: String
  }

  /// How many entries were computed again.
  public let entries: Int
  /// Hash of the last entry, in hexadecimal digits; to be kept elsewhere.
  public let head: String
  /// What is wrong, in order of the chain; empty where everything is as it was recorded.
  public let findings: [Finding]

  /// Whether everything is as it was recorded.
  public var isIntact: Bool { findings.isEmpty }
}
