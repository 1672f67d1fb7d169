/// What a run over a posted source came to: the summary that the command line prints, and what a
/// person must hear of it.
public struct PostedOutcome: Sendable, Hashable, Codable {
  /// Rows of the source: `read = nonData + duplicate + held + applied`.
  public struct Rows: Sendable, Hashable, Codable {
    /// Each row ends in one class.
    public var read, nonData, duplicate, held, applied: Int

    /// The counts of one run.
    public init(read: Int, nonData: Int, duplicate: Int, held: Int, applied: Int) {
      self.read = read
      self.nonData = nonData
      self.duplicate = duplicate
      self.held = held
      self.applied = applied
    }
  }

  /// Records of the database by what happened to them.
  public struct Records: Sendable, Hashable, Codable {
    /// Each record has one fate.
    public var added, changed, withdrawn, returned, unchanged: Int

    /// The counts of one run.
    public init(added: Int, changed: Int, withdrawn: Int, returned: Int, unchanged: Int) {
      self.added = added
      self.changed = changed
      self.withdrawn = withdrawn
      self.returned = returned
      self.unchanged = unchanged
    }
  }

  /// A sentence in both languages.
  public struct Sentence: Sendable, Hashable, Codable {
    /// The sentence.
    public var vi, en: String

    /// One sentence, twice.
    public init(vi: String, en: String) {
      self.vi = vi
      self.en = en
    }
  }

  /// One reason why the guard refuses: the number, its limit and the parameter that opens it.
  public struct Refusal: Sendable, Hashable, Codable {
    /// Which limit.
    public var rule: String
    /// What the limit is about, where there are several.
    public var subject: String?
    /// How many were counted, of how many, and the largest count that passes.
    public var count, whole, limit: Int
    /// Such as `allow_withdrawals=12`; nil where nothing opens the limit.
    public var parameter: String?
    /// All of it for people.
    public var sentence: Sentence

    /// One limit that was reached.
    public init(
      rule: String, subject: String?, count: Int, whole: Int, limit: Int, parameter: String?,
      sentence: Sentence
    ) {
      self.rule = rule
      self.subject = subject
      self.count = count
      self.whole = whole
      self.limit = limit
      self.parameter = parameter
      self.sentence = sentence
    }
  }

  /// One change of a plan; what is nil or empty does not apply.
  public struct Change: Sendable, Hashable, Codable {
    /// What would happen, to what kind of thing, with which code and name.
    public var kind, subject, code, name: String
    /// The code of the agency of an offering.
    public var agency: String?
    /// The online service of an offering; empty where there is none.
    public var service: String
    /// What differs, from what, to what.
    public var attribute, old, new: String?
    /// The row of the source that says so.
    public var row: Int?

    /// One change.
    public init(
      kind: String, subject: String, code: String, name: String, agency: String?, service: String,
      attribute: String?, old: String?, new: String?, row: Int?
    ) {
      self.kind = kind
      self.subject = subject
      self.code = code
      self.name = name
      self.agency = agency
      self.service = service
      self.attribute = attribute
      self.old = old
      self.new = new
      self.row = row
    }
  }

  /// What a plan would change: how many of each kind, and the first of them.
  public struct Changes: Sendable, Hashable, Codable {
    /// How many changes there are of each kind.
    public var counts: [String: Int]
    /// The first of them.
    public var first: [Change]
    /// Proves two plans equal.
    public var digest: String

    /// The changes of a plan.
    public init(counts: [String: Int], first: [Change], digest: String) {
      self.counts = counts
      self.first = first
      self.digest = digest
    }
  }

  /// Number of the run; nil where none is kept.
  public var run: Int64?
  /// The name of the source.
  public var source: String
  /// `snapshot` or `delta`.
  public var mode: String
  /// `applied`, `skipped`, `planned` or `refused`.
  public var state: String
  /// Rows of the source.
  public var rows: Rows
  /// Records of the database.
  public var records: Records
  /// Rows the database really wrote, outside the bookkeeping of the run.
  public var rowsWritten: Int
  /// The data version after the run.
  public var dataVersion: Int64
  /// The head of the audit chain after the run; nil where no run is kept.
  public var auditHead: String?
  /// Columns that an import did not read.
  public var dropped: [String]
  /// What the command line would have ended with: 0, 5 where the guard refused, 6 where rows are
  /// held.
  public var exitCode: Int
  /// Records that the source does not name any more and that stay.
  public var missing = 0
  /// What was odd but did not stop the run.
  public var warnings: [Sentence] = []
  /// Why the guard refused; empty where it did not.
  public var refusals: [Refusal] = []
  /// What would change; only of a plan.
  public var changes: Changes?

  /// What a run came to; the rest is set where there is any.
  public init(
    run: Int64?, source: String, mode: String, state: String, rows: Rows, records: Records,
    rowsWritten: Int, dataVersion: Int64, auditHead: String?, dropped: [String], exitCode: Int
  ) {
    self.run = run
    self.source = source
    self.mode = mode
    self.state = state
    self.rows = rows
    self.records = records
    self.rowsWritten = rowsWritten
    self.dataVersion = dataVersion
    self.auditHead = auditHead
    self.dropped = dropped
    self.exitCode = exitCode
  }
}
