/// What a sync did, in the numbers that its summary prints.
public struct SyncSummary: Sendable, Hashable {
  /// How the run ended.
  public enum State: String, Sendable, Hashable {
    /// Planned, guarded and written.
    case applied
    /// The same bytes as the last applied run: nothing to do.
    case skipped
    /// Planned and guarded only.
    case planned
    /// The guard refused.
    case refused
  }

  /// Each row ends in exactly one class: `read = nonData + duplicate + held + applied`.
  public struct Rows: Sendable, Hashable {
    /// Records of the file below its header.
    public var read = 0
    /// Blank rows, titles, totals, repeated headers.
    public var nonData = 0
    /// Equal repeats of another row.
    public var duplicate = 0
    /// Quarantined rows.
    public var held = 0
    /// Rows whose content is in the database now, whether it had to be written or not.
    public var applied = 0

    /// Rows that hold data.
    public var data: Int { read - nonData }
  }

  /// Offerings or agencies, by what happened to them.
  public struct Records: Sendable, Hashable {
    /// Never said before by this source.
    public var added = 0
    /// In force before and after, with other content.
    public var changed = 0
    /// In force before, not after.
    public var withdrawn = 0
    /// Withdrawn earlier, in force again.
    public var returned = 0
    /// In force before and after, with the same content.
    public var unchanged = 0
  }

  /// Number of the run; nil where none is kept (`planned`).
  public var run: Int64?
  /// The source's name.
  public var source: String
  /// `catalog`, `agencies`, or one of the kinds of facts: `dossiers` …
  public var kind: String
  /// `snapshot`: what the source does not name any more is withdrawn. `delta`: it stays.
  public var mode = "snapshot"
  /// How it ended.
  public var state: State
  /// Rows of the file.
  public var rows = Rows()
  /// Records of the database.
  public var records = Records()
  /// Rows the database really wrote, outside the bookkeeping of the run. Of an import those of the
  /// facts, not the rows of rollups that are worked out from them.
  public var rowsWritten = 0
  /// The data version after the run.
  public var dataVersion: Int64 = 0
  /// Hash of the run's entry in the audit chain in hexadecimal digits: kept elsewhere, it proves
  /// this run and all before it. Nil where no run is kept.
  public var auditHead: String?
}

/// A quarantined row, for people.
public struct HeldRow: Sendable, Hashable {
  /// The row as a spreadsheet numbers it.
  public var row: Int
  /// Header of the cell at fault.
  public var column: String
  /// Position of that cell, from 1; nil where no single cell is at fault.
  public var position: Int?
  /// The rule that held it: `bad_code`, `unknown_agency` …
  public var rule: String
  /// The cell as it was.
  public var raw: String
}

/// Something odd that did not stop a run, in both languages.
public struct SyncWarning: Sendable, Hashable {
  /// One sentence in Vietnamese.
  public var vi: String
  /// One sentence in English.
  public var en: String
}

/// What a sync did, and everything a person must hear of it.
public struct SyncOutcome: Sendable {
  /// The numbers.
  public var summary: SyncSummary
  /// The quarantined rows, in the order of the file.
  public var held: [HeldRow] = []
  /// Sentences on what was odd but did not stop the run.
  public var warnings: [SyncWarning] = []
  /// What each column was taken for.
  public var recognition = ""
  /// Headings of columns that an import did not read: personal data, and what no profile knows.
  public var dropped: [String] = []
  /// The same for the book of runs; nil where the table was not recognised.
  var layout: SourceLayout?
  /// What is kept instead of the source's own bytes; nil keeps those, where the runner has them.
  var kept: KeptCopy?
  /// The sheet that was read; nil where the format has none.
  public var sheet: String? { layout?.sheet }
  /// Why the guard refused; empty where it did not.
  public var refusals: [GuardRefusal] = []
  /// Records that the source does not name any more and that stay, because a held row may be them.
  public var missing = 0
  /// What the plan would change, counted and with the first of each kind; nil where nobody asked:
  /// see ``SyncRequest/wantsChanges``.
  public var changes: ChangeDigestForPeople?
}
