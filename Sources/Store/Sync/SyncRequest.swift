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
  /// The sheet of a workbook; nil where it has one table only.
  public var sheet: String?
  /// Opens the withdrawal and row limits of the guard up to this many.
  public var allowWithdrawals: Int?
  /// Opens the value limits of the guard up to this many.
  public var allowChanges: Int?
  /// The guard's limits.
  public var limits: GuardLimits
  /// Plans and guards, but changes nothing.
  public var dryRun: Bool
  /// For how many days the bytes of sources are kept after their last run, to be looked into and
  /// done again; 0 keeps nothing, also of earlier runs.
  public var keepDays = 400
  /// Who runs it: the operating system's user.
  public var startedBy: String
  /// Program and version, kept with the run.
  public var program: String
  /// When it began.
  public var startedAt: Instant
  /// Lists the changes of a run that is applied too, which for 300,000 offerings takes seconds; a
  /// dry run always does.
  public var wantsChanges = false
  /// Takes the plan as JSON, chunk by chunk; then nothing is written to the database, as with
  /// `dryRun`. What it throws ends the sync.
  public var planOut: (@Sendable ([UInt8]) throws -> Void)?
  /// A plan that was written earlier: the sync is applied only where it comes to the same.
  public var plan: PlanReference?

  /// The post that the run is made for; nil for one that a person or a timer makes.
  public var post: PostedRequest?

  /// A request with the guard's default limits.
  public init(
    source: String, demonstration: Bool = false, scope: AgencyCode? = nil, effective: CalendarDay,
    effectiveWasGiven: Bool = false, sheet: String? = nil, allowWithdrawals: Int? = nil,
    allowChanges: Int? = nil,
    limits: GuardLimits = GuardLimits(), dryRun: Bool = false, startedBy: String,
    program: String, startedAt: Instant
  ) {
    self.source = source
    self.demonstration = demonstration
    self.scope = scope
    self.effective = effective
    self.effectiveWasGiven = effectiveWasGiven
    self.sheet = sheet
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
    if let sheet { parts.append("sheet=\(sheet)") }
    if demonstration { parts.append("demonstration") }
    return parts.joined(separator: " ")
  }
}
