/// A source with its age.
public struct FreshnessRecord: Sendable, Hashable, LookupRecord {
  static let plural = "sources"
  static let headings = [
    "kind", "name", "demonstration", "last_applied_run", "last_applied_at", "last_run",
    "last_state", "last_finished_at", "last_good_at", "maximum_age_hours", "stale",
  ]

  /// `agencies`, `catalog`, `dossiers` …
  public let kind: String
  /// Its name, unique among the sources of its kind.
  public let name: String
  /// Whether it holds demonstration data.
  public let demonstration: Bool
  /// The last run that was applied; nil where none was.
  public var lastAppliedRun: Int64?
  /// When that run ended, ISO 8601.
  public var lastAppliedAt: String?
  /// The last run that ended, however it did.
  public var lastRun: Int64?
  /// How it ended: `applied`, `skipped`, `refused` or `failed`.
  public var lastState: String?
  /// When it ended, ISO 8601.
  public var lastFinishedAt: String?
  /// When it was last known to say what is on record, ISO 8601: its age counts from here. The end of
  /// the last run that was applied, or skipped as unchanged, and was not taken back.
  public var lastGoodAt: String?
  /// How many hours old its content may be; nil where nobody set that.
  public var maximumAgeHours: Int?
  /// Whether it is older than that.
  public var stale = false

  /// A source of which no run is known.
  public init(kind: String, name: String, demonstration: Bool) {
    self.kind = kind
    self.name = name
    self.demonstration = demonstration
  }

  var cells: [String] {
    [
      kind, name, demonstration ? "yes" : "no", lastAppliedRun.map(String.init) ?? "",
      lastAppliedAt ?? "", lastRun.map(String.init) ?? "", lastState ?? "", lastFinishedAt ?? "",
      lastGoodAt ?? "", maximumAgeHours.map(String.init) ?? "", stale ? "yes" : "no",
    ]
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("demonstration")
      writer.value(demonstration)
      writer.key("kind")
      writer.value(kind)
      writer.key("last_applied_at")
      writer.value(lastAppliedAt)
      writer.key("last_applied_run")
      writer.number(lastAppliedRun)
      writer.key("last_finished_at")
      writer.value(lastFinishedAt)
      writer.key("last_good_at")
      writer.value(lastGoodAt)
      writer.key("last_run")
      writer.number(lastRun)
      writer.key("last_state")
      writer.value(lastState)
      writer.key("maximum_age_hours")
      writer.number(maximumAgeHours)
      writer.key("name")
      writer.value(name)
      writer.key("stale")
      writer.value(stale)
    }
  }
}
