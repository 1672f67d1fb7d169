public import Intake
public import Postgres
import Procedures

/// Syncs the agencies of an authority: who stands under whom, from when to when.
public struct AgencySync: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// A sync for one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// Syncs a file; the rules, the guard and the errors are those of ``CatalogSync``.
  ///
  /// An agency with offerings in force that the file does not name stays, with a warning. The
  /// whole file is held in memory: a tree has thousands of agencies, not millions.
  public func run(
    _ file: SourceFile, profile: AgencyProfile = .standard, _ request: SyncRequest
  ) async throws -> SyncOutcome {
    guard request.scope == nil else {
      throw StoreError(
        .badRequest, "sync agencies \(file.name): agencies have no --scope, the file is the tree",
        vi: "danh sách cơ quan không giới hạn được theo cơ quan: tệp phải là cả cây")
    }
    let request = try request.prepared()
    let (sha256, size) = try file.digest()
    let ledger = RunLedger(
      authority: authority.id, kind: "agencies", request: request, location: file.name,
      profile: profile.name, sha256: sha256, size: size, profileBytes: profile.bytes)
    let runner = SyncRunner(pool: pool, authority: authority, ledger: ledger, file: file)
    return try await runner.run { connection in
      try await perform(file, profile: profile, ledger: ledger, on: connection)
    }
  }

  /// The sync itself, inside a transaction.
  func perform(
    _ file: SourceFile, profile: AgencyProfile, ledger: RunLedger,
    on connection: borrowing PostgresConnection
  ) async throws -> SyncDecision {
    // Inside, so that a file that is no table is entered as a failed run.
    let sheet = try AgencyReader(file: file, profile: profile, sheet: ledger.request.sheet)
    try ledger.request.plan?.check(ledger)
    let source = try await ledger.sourceForPlan(on: connection)
    let last = try await ledger.last(source: source, on: connection)
    let book = AgencyBook(
      authority: authority.id, source: source, effective: ledger.request.effective)
    let known = try await book.known(on: connection)
    let plan = AgencyPlan(
      sheet.records, known: known, effective: ledger.request.effective,
      protected: Set(sheet.held.compactMap(\.code)),
      protectsAll: sheet.held.contains { $0.code == nil })
    return try await decide(
      plan, sheet: sheet, told: known, last: last, book: book, ledger: ledger, on: connection)
  }

  private func decide(
    _ plan: AgencyPlan, sheet: AgencyReader, told: AgencyPlan.Known, last: RunLedger.Last?,
    book: AgencyBook, ledger: RunLedger, on connection: borrowing PostgresConnection
  ) async throws -> SyncDecision {
    let request = ledger.request
    let held = sheet.held.map { row in
      QuarantinedRow(
        row: row.row, column: row.column, position: row.position, rule: row.rule.rawValue,
        raw: row.raw, code: nil, agencies: [], agencyReadable: true, service: nil)
    }
    var outcome = SyncOutcome(
      summary: SyncSummary(source: request.source, kind: ledger.kind, state: .applied),
      held: held.map(\.report), warnings: plan.warnings,
      recognition: sheet.recognition.description, layout: SourceLayout(sheet.recognition),
      missing: plan.missing)
    outcome.summary.rows.read = sheet.read
    outcome.summary.rows.nonData = sheet.nonData
    outcome.summary.rows.duplicate = sheet.duplicate
    outcome.summary.rows.held = held.count
    outcome.summary.rows.applied = sheet.records.count
    outcome.summary.records = plan.records
    outcome.refusals = refusals(
      plan, rows: outcome.summary.rows, known: told, last: last, request,
      limits: try await SourceSettings.limits(
        of: book.source, authority: authority.id, otherwise: request.limits, on: connection))
    let version = try await DataVersion.current(
      authority: authority.id, known: nil, on: connection)
    outcome.summary.dataVersion = version?.number ?? 0
    if request.listsChanges {
      try await list(
        AgencyChanges(
          plan, known: told, rows: plan.rows,
          effective: request.effective),
        in: &outcome, last: last, ledger: ledger, on: connection)
    }
    if !outcome.refusals.isEmpty {
      outcome.summary.state = .refused
      return .drop(outcome)
    }
    if request.dryRun {
      outcome.summary.state = .planned
      return .drop(outcome)
    }
    let run = try await ledger.enter(
      source: book.source, summary: outcome.summary, state: "applied", agencyVersion: 0,
      heldDigest: RunLedger.digest(of: held), on: connection)
    try await ledger.keep(held, run: run, on: connection)
    outcome.summary.run = run
    var known: PostgresTimestamp?
    if !plan.changes.isEmpty {
      let instant = try await DataVersion.nextInstant(authority: authority.id, on: connection)
      known = instant
      outcome.summary.rowsWritten = try await book.write(
        plan.changes, rows: plan.rows, known: told, run: run, at: instant, on: connection)
      try await connection.execute(
        DataVersion.insertNext(authority: authority.id, run: run, known: instant))
      outcome.summary.dataVersion += 1
    }
    try await connection.execute(ledger.completeRun(run, summary: outcome.summary, known: known))
    return .keep(outcome)
  }

  private func list(
    _ changes: AgencyChanges, in outcome: inout SyncOutcome, last: RunLedger.Last?,
    ledger: RunLedger, on connection: borrowing PostgresConnection
  ) async throws {
    let overview = changes.overview
    outcome.changes = overview
    try ledger.request.plan?.check(
      overview, version: outcome.summary.dataVersion, ledger)
    guard let sink = ledger.request.planOut else { return }
    try await SyncPlanWriter(sink: sink).write(
      SyncPlanWriter.Head(ledger, last: last, outcome: outcome, changes: overview),
      .list(changes.list), on: connection)
  }

  private func refusals(
    _ plan: AgencyPlan, rows: SyncSummary.Rows, known: AgencyPlan.Known, last: RunLedger.Last?,
    _ request: SyncRequest, limits: GuardLimits
  ) -> [GuardRefusal] {
    var facts = GuardFacts()
    facts.dataRows = rows.data
    facts.heldRows = rows.held
    facts.lastDataRows = last?.rows.data
    facts.withdrawn = plan.records.withdrawn
    facts.inForce = known.told.values.count { $0.isOpen(on: request.effective) }
    facts.lost = plan.lostValues(known: known, effective: request.effective)
    return SyncGuard(
      limits: limits, allowWithdrawals: request.allowWithdrawals,
      allowChanges: request.allowChanges
    ).refusals(facts)
  }
}
