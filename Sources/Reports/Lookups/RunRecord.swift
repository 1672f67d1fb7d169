/// A run: what came in, from where, and what became of it.
public struct RunRecord: Sendable, Hashable, LookupRecord {
  static let plural = "runs"
  static let headings = [
    "run", "kind", "source", "scope", "state", "mode", "started_at", "finished_at", "started_by",
    "location", "sha256", "read", "non_data", "duplicate", "held", "applied", "added", "changed",
    "withdrawn", "returned", "unchanged", "rows_written", "message", "reverts", "reverted_by",
  ]

  /// Its number; nil for one that has not ended.
  public var run: Int64?
  /// `agencies`, `catalog`, `dossiers` …
  public var kind = ""
  /// Name of the source.
  public var source = ""
  /// Part of the source; empty for the whole.
  public var scope = ""
  /// `applied`, `skipped`, `refused`, `failed`, `running` or `interrupted`.
  public var state = ""
  /// `snapshot`, `delta`, `register` or `revert`; empty for one that has not ended.
  public var mode = ""
  /// The file as it was named.
  public var location = ""
  /// SHA-256 of the bytes, in hexadecimal digits; empty where none was computed.
  public var sha256 = ""
  /// When it began, ISO 8601.
  public var startedAt = ""
  /// When it ended; nil where it has not.
  public var finishedAt: String?
  /// Who ran it.
  public var startedBy = ""
  /// What became of its rows and records.
  public var counts = RunCounts()
  /// Why it was refused or failed.
  public var message: String?
  /// The run that this one takes back.
  public var reverts: Int64?
  /// The run that takes this one back.
  public var revertedBy: Int64?
  /// Hash of its entry in the audit chain; nil for one that has not ended.
  public var auditHash: String?
  /// By what its rows were read; nil for one that has not ended.
  public var reading: Reading?

  /// What the rows of a run were read from, and how.
  public struct Reading: Sendable, Hashable {
    /// Bytes of the source.
    public let size: Int64
    /// The profile of columns.
    public let profile: String
    /// The sheet; nil where the format has none.
    public let sheet: String?
    /// From when its content is valid, `yyyy-MM-dd`.
    public let effective: String
    /// Program and version.
    public let program: String
    /// Headings of columns that an import did not read.
    public let dropped: [String]

    /// What the rows were read from, and how.
    public init(
      size: Int64, profile: String, sheet: String?, effective: String, program: String,
      dropped: [String]
    ) {
      self.size = size
      self.profile = profile
      self.sheet = sheet
      self.effective = effective
      self.program = program
      self.dropped = dropped
    }
  }

  /// A run of which nothing is said yet.
  public init() {}

  /// The same for anybody to see: files without their directories. Why a run failed can hold what
  /// the database said of itself, so that only the command line tells it.
  public func withoutPaths() -> RunRecord {
    var record = self
    record.location = FileName.only(of: location)
    record.startedBy = FileName.only(of: startedBy)
    if let reading {
      record.reading = Reading(
        size: reading.size, profile: FileName.only(of: reading.profile), sheet: reading.sheet,
        effective: reading.effective, program: FileName.only(of: reading.program),
        dropped: reading.dropped)
    }
    switch state {
    case "failed":
      record.message = "the run failed; motcua runs show \(run.map(String.init) ?? "") tells why"
    default:
      record.message = message.map {
        location.isEmpty ? $0 : $0.replacing(location, with: record.location)
      }
    }
    return record
  }

  /// The run with a page of the rows that it held, and the cursor of the next page, null on the
  /// last: one object, keys sorted.
  public func json(held: [HeldRecord], cursor: String? = nil) -> [UInt8] {
    var writer = JSONWriter()
    write(to: &writer, page: (held: held, cursor: cursor))
    return writer.finished()
  }

  var cells: [String] {
    [
      run.map(String.init) ?? "", kind, source, scope, state, mode, startedAt, finishedAt ?? "",
      startedBy, location, sha256,
    ] + counts.cells + [
      message ?? "", reverts.map(String.init) ?? "", revertedBy.map(String.init) ?? "",
    ]
  }

  func write(to writer: inout JSONWriter) { write(to: &writer, page: nil) }

  private func write(
    to writer: inout JSONWriter, page: (held: [HeldRecord], cursor: String?)?
  ) {
    writer.object { writer in
      writer.key("audit_hash")
      writer.value(auditHash)
      if let page {
        writer.key("cursor")
        writer.value(page.cursor)
      }
      writer.key("dropped")
      writer.array(reading?.dropped ?? []) { $0.value($1) }
      writer.key("effective")
      writer.value(reading?.effective)
      writer.key("finished_at")
      writer.value(finishedAt)
      if let page {
        writer.key("held")
        writer.array(page.held) { writer, row in row.write(to: &writer) }
      }
      writer.key("kind")
      writer.value(kind)
      writer.key("location")
      writer.value(location)
      writer.key("message")
      writer.value(message)
      writer.key("mode")
      writer.value(mode)
      writer.key("profile")
      writer.value(reading?.profile)
      writer.key("program")
      writer.value(reading?.program)
      writer.key("records")
      counts.writeRecords(to: &writer)
      writer.key("reverted_by")
      writer.number(revertedBy)
      writer.key("reverts")
      writer.number(reverts)
      writer.key("rows")
      counts.writeRows(to: &writer)
      writer.key("rows_written")
      writer.value(counts.written)
      writer.key("run")
      writer.number(run)
      writer.key("scope")
      writer.value(scope)
      writer.key("sha256")
      writer.value(sha256)
      writer.key("sheet")
      writer.value(reading?.sheet)
      writer.key("size")
      writer.number(reading?.size)
      writer.key("source")
      writer.value(source)
      writer.key("started_at")
      writer.value(startedAt)
      writer.key("started_by")
      writer.value(startedBy)
      writer.key("state")
      writer.value(state)
    }
  }
}
