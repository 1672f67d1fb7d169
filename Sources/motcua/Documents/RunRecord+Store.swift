import Intake
import Procedures
import Reports
import Store

extension RunRecord {
  /// A run of the book.
  init(_ entry: RunEntry) {
    self.init()
    run = entry.id
    kind = entry.kind
    source = entry.source
    scope = entry.scope
    state = entry.state
    mode = entry.mode
    location = entry.location
    sha256 = entry.sha256
    startedAt = entry.startedAt.description
    finishedAt = entry.finishedAt?.description
    startedBy = entry.startedBy
    counts = RunCounts(entry)
    message = entry.message
    reverts = entry.reverts
    revertedBy = entry.revertedBy
    auditHash = entry.auditHash
    reading = entry.reading.map { reading in
      Reading(
        size: reading.size, profile: reading.profile, sheet: reading.sheet,
        effective: reading.effective.description, program: reading.program,
        dropped: reading.dropped)
    }
  }
}

extension RunCounts {
  /// The counts of a run of the book.
  fileprivate init(_ entry: RunEntry) {
    self.init()
    read = entry.rows.read
    nonData = entry.rows.nonData
    duplicate = entry.rows.duplicate
    held = entry.rows.held
    applied = entry.rows.applied
    added = entry.records.added
    changed = entry.records.changed
    withdrawn = entry.records.withdrawn
    returned = entry.records.returned
    unchanged = entry.records.unchanged
    written = entry.rowsWritten
  }
}

extension HeldRecord {
  /// A row that a run held.
  init(_ row: HeldRow, sheet: String?) {
    let rule = HeldRule(rawValue: row.rule)
    self.init(
      row: row.row, column: row.column, sheet: sheet, cell: HeldPlace(row, sheet: sheet).cell,
      rule: row.rule, raw: row.raw,
      adviceVi: rule?.adviceVi(column: row.column), adviceEn: rule?.adviceEn(column: row.column))
  }
}

extension HistoryRecord {
  /// An entry of a procedure's history.
  init(_ entry: HistoryEntry) {
    self.init()
    agency = entry.agency
    service = entry.service
    source = entry.source
    validFrom = "\(entry.validFrom)"
    validTo = entry.validTo.map { "\($0)" }
    knownFrom = "\(entry.knownFrom)"
    knownTo = entry.knownTo.map { "\($0)" }
    run = entry.run
    supersededBy = entry.supersededBy
    file = entry.location
    sheet = entry.sheet
    row = entry.row
    startedBy = entry.startedBy
    values = entry.values.map { Value(attribute: $0.attribute, value: $0.text, cell: $0.cell) }
  }
}

extension FreshnessRecord {
  /// A source with its last runs.
  init(_ source: SourceFreshness) {
    self.init(kind: source.kind, name: source.name, demonstration: source.isDemonstration)
    lastAppliedRun = source.lastApplied?.run
    lastAppliedAt = source.lastApplied.map { "\($0.finishedAt)" }
    lastRun = source.lastRun?.run
    lastState = source.lastRun?.state
    lastFinishedAt = source.lastRun.map { "\($0.finishedAt)" }
    lastGoodAt = source.lastGoodAt.map { "\($0)" }
    maximumAgeHours = source.maximumAgeHours
    stale = source.isStale
  }
}
