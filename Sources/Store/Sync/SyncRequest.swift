public import Procedures

/// What a person or a timer asks of a sync, beside the bytes themselves.
public struct SyncRequest: Sendable {
  /// The name of the source: a snapshot speaks only for what its own source said before.
  public var source: String
  /// Whether the source holds demonstration data, which every figure that reads it then says.
  public var demonstration: Bool
  /// Limits the sync to an agency and everything below it; nil is the whole source.
  public var scope: AgencyCode?
  /// From when the content is valid.
  public var effective: CalendarDay
  /// Whether `effective` was asked for, rather than being the day of the run.
  public var effectiveWasGiven: Bool
  /// Opens the withdrawal and row limits of the guard up to this many.
  public var allowWithdrawals: Int?
  /// Opens the value limits of the guard up to this many.
  public var allowChanges: Int?
  /// The guard's limits.
  public var limits: GuardLimits
  /// Plans and guards, but changes nothing.
  public var dryRun: Bool
  /// Who runs it: the operating system's user.
  public var startedBy: String
  /// Program and version, kept with the run.
  public var program: String
  /// When it began.
  public var startedAt: Instant

  /// A request with the guard's default limits.
  public init(
    source: String, demonstration: Bool = false, scope: AgencyCode? = nil, effective: CalendarDay,
    effectiveWasGiven: Bool = false, allowWithdrawals: Int? = nil, allowChanges: Int? = nil,
    limits: GuardLimits = GuardLimits(), dryRun: Bool = false, startedBy: String,
    program: String, startedAt: Instant
  ) {
    self.source = source
    self.demonstration = demonstration
    self.scope = scope
    self.effective = effective
    self.effectiveWasGiven = effectiveWasGiven
    self.allowWithdrawals = allowWithdrawals
    self.allowChanges = allowChanges
    self.limits = limits
    self.dryRun = dryRun
    self.startedBy = startedBy
    self.program = program
    self.startedAt = startedAt
  }

  /// The scope as the run keeps it.
  var scopeText: String { scope.map { "agency=\($0)" } ?? "" }

  /// What beside the bytes decides the outcome; two runs with different flags are not the same.
  var flagsText: String {
    var parts: [String] = []
    if effectiveWasGiven { parts.append("effective=\(effective)") }
    if demonstration { parts.append("demonstration") }
    return parts.joined(separator: " ")
  }
}
