import Intake
import Postgres
import Procedures

/// One import of facts inside its transaction.
///
/// A delta source adds and changes by key; what it does not name stays as it is.
struct FactRun<Table: FactTable> {
  let authority: Authority
  let ledger: RunLedger
  let source: Int64
  /// See ``FactLedger/version(authority:)``.
  let version: Int64

  private var request: SyncRequest { ledger.request }

  /// Stages, plans, guards and writes what `reader` yields. Held rows name columns of `layout`, by
  /// default the reader's own. `kept` gives the redacted copy once the reader is at its end; nil
  /// keeps nothing.
  func perform<Reader: FactReading<Table.Record>>(
    _ reader: inout Reader, layout: SourceLayout? = nil, kept: () throws -> KeptCopy?,
    on connection: borrowing PostgresConnection
  ) async throws -> SyncDecision {
    let staged = try await FactStaging<Table>.stage(&reader, on: connection)
    let repeats = FactRepeats<Table>(authority: authority.id)
    let counts = try await repeats.settle(staged, on: connection)
    let (records, firstLoad, forbidden) = try await plan(counts, on: connection)
    var held = staged.held
    if counts.held + forbidden > 0 {
      held += try await repeats.held(in: layout ?? reader.layout, on: connection)
      held.sort { $0.row < $1.row }
    }

    var outcome = SyncOutcome(
      summary: SyncSummary(
        source: request.source, kind: ledger.kind, mode: "delta", state: .applied),
      held: held.map(\.report),
      warnings: reader.warnings.map { SyncWarning(vi: $0.textVi, en: $0.textEn) },
      recognition: reader.recognitionText, layout: reader.layout)
    outcome.dropped = reader.dropped
    outcome.summary.records = records
    outcome.summary.rows.read = reader.read
    outcome.summary.rows.nonData = reader.nonData
    outcome.summary.rows.duplicate = counts.duplicates
    outcome.summary.rows.held = held.count
    outcome.summary.rows.applied = counts.latest - forbidden
    outcome.refusals = FactGuard.refusals(outcome.summary.rows)

    guard outcome.refusals.isEmpty, !request.dryRun else {
      outcome.summary.state = outcome.refusals.isEmpty ? .planned : .refused
      outcome.summary.dataVersion = try await currentVersion(on: connection)
      return .drop(outcome)
    }
    outcome.kept = try kept()
    try await apply(&outcome, held: held, firstLoad: firstLoad, on: connection)
    return .keep(outcome)
  }

  /// Compares the staged rows with what is stored.
  private func plan(
    _ counts: FactRepeats<Table>.Counts, on connection: borrowing PostgresConnection
  ) async throws -> (SyncSummary.Records, firstLoad: Bool, forbidden: Int) {
    let statements = FactStatements<Table>(authority: authority.id)
    let isStored =
      try await connection.queryOne(statements.isStored) { row in try row.bool(0) } ?? false
    var records = SyncSummary.Records()
    guard isStored else {
      records.added = counts.latest
      return (records, true, 0)
    }
    try await connection.execute(FactStatements<Table>.analyzeStage)
    try await connection.execute(statements.createPlan)
    let found = try await connection.queryOne(FactStatements<Table>.countPlan) { row in
      try (0..<3).map { Int(try row.int64($0)) }
    }
    guard let found else { return (records, false, 0) }
    if found[2] > 0 { try await connection.execute(FactStatements<Table>.holdForbidden) }
    records.added = found[0]
    records.changed = found[1]
    records.unchanged = counts.latest - found[0] - found[1] - found[2]
    return (records, false, found[2])
  }

  private func apply(
    _ outcome: inout SyncOutcome, held: [QuarantinedRow], firstLoad: Bool,
    on connection: borrowing PostgresConnection
  ) async throws {
    let heldDigest = RunLedger.digest(of: held)
    let heldBefore = try await ledger.heldInForce(source: source, on: connection)
    let run = try await ledger.enter(
      source: source, summary: outcome.summary, state: "applied", agencyVersion: version,
      heldDigest: heldDigest, on: connection)
    try await ledger.keep(held, run: run, on: connection)
    let known = try await DataVersion.nextInstant(authority: authority.id, on: connection)
    let written = try await FactWriter<Table>(
      authority: authority.id, source: source, run: run, known: known
    ).write(outcome.summary.records, firstLoad: firstLoad, on: connection)
    outcome.summary.run = run
    outcome.summary.rowsWritten = written
    let isRead = written > 0 || heldBefore != (held.isEmpty ? [] : [heldDigest])
    if isRead {
      try await connection.execute(
        DataVersion.insertNext(authority: authority.id, run: run, known: known))
    }
    outcome.summary.dataVersion = try await currentVersion(on: connection)
    try await connection.execute(
      ledger.completeRun(run, summary: outcome.summary, known: isRead ? known : nil))
    try await connection.execute(
      FactLedger.describe(
        authority: authority.id, run: run, dropped: outcome.dropped,
        keptSHA256: outcome.kept?.sha256))
  }

  private func currentVersion(
    on connection: borrowing PostgresConnection
  ) async throws -> Int64 {
    try await DataVersion.current(authority: authority.id, known: nil, on: connection)?.number ?? 0
  }
}
