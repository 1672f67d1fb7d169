import Intake
import Postgres
import Procedures

/// One catalog sync inside its transaction.
struct CatalogRun {
  let authority: Authority
  let ledger: RunLedger
  let source: Int64
  let agencyVersion: Int64
  let last: RunLedger.Last?

  private var request: SyncRequest { ledger.request }

  func perform(
    _ file: SourceFile, profile: CatalogProfile, on connection: borrowing PostgresConnection
  ) async throws -> SyncDecision {
    let agencies = try await AgencyRegister.load(
      authority: authority, from: request.effective, on: connection)
    guard !agencies.isEmpty else {
      throw StoreError(
        .missing,
        """
        sync catalog \(file.name) of authority \(authority.code): no agency is loaded, so no row \
        can be placed; sync agencies first: motcua sync agencies FILE
        """,
        vi: "không đồng bộ được \(file.name) của \(authority.code): chưa có cơ quan nào nên không "
          + "xếp được dòng nào; hãy đồng bộ danh sách cơ quan trước")
    }
    let scope = try request.scope.map { try agencies.subtree(of: $0) }
    let levels = try await authority.levels(on: connection)
    var reader = try CatalogReader(
      file: file, profile: profile, sheet: request.sheet, agencies: agencies.directory)
    let staging = CatalogStaging(
      levels: Dictionary(levels.map { ($0.reference, $0.id) }) { first, _ in first },
      scope: scope.map(Set.init), effective: request.effective)
    var staged = try await staging.stage(&reader, on: connection)
    guard try file.digest().sha256 == ledger.sha256 else {
      throw StoreError(
        .sourceChanged,
        "read \(file.name): it changed while it was read; run the sync again when it is complete")
    }
    staged.warnings += try await ProcedureNameCheck.warnings(
      staged.procedures, authority: authority.id, source: source, on: request.effective,
      connection: connection)
    return try await decide(staged, scope: scope, agencies: agencies, on: connection)
  }

  private func decide(
    _ staged: CatalogStaging.Result, scope: [Int64]?, agencies: AgencyRegister,
    on connection: borrowing PostgresConnection
  ) async throws -> SyncDecision {
    let repeats = try await CatalogRepeats.mark(on: connection)
    let held =
      (staged.held
      + repeats.conflicts.map {
        quarantine($0, of: staged.recognition, agencies: agencies)
      })
      .sorted { $0.row < $1.row }
    var outcome = SyncOutcome(
      summary: SyncSummary(source: request.source, kind: ledger.kind, state: .applied),
      held: held.map(\.report), warnings: staged.warnings,
      recognition: staged.recognition.description, layout: SourceLayout(staged.recognition))
    outcome.summary.rows.read = staged.read
    outcome.summary.rows.nonData = staged.nonData
    outcome.summary.rows.duplicate = repeats.duplicates
    outcome.summary.rows.held = held.count
    outcome.summary.rows.applied =
      staged.records + staged.inactive - repeats.conflicts.count - repeats.duplicates

    try await plan(held, scope: scope, on: connection)
    let facts = try await CatalogGuardFacts(
      authority: authority.id, source: source, effective: request.effective, scope: scope
    ).gather(outcome.summary.rows, last: last, on: connection)
    (outcome.summary.records, outcome.missing) = try await countRecords(on: connection)
    outcome.refusals = SyncGuard(
      limits: try await SourceSettings.limits(
        of: source, authority: authority.id, otherwise: request.limits, on: connection),
      allowWithdrawals: request.allowWithdrawals,
      allowChanges: request.allowChanges
    ).refusals(facts)
    if request.listsChanges {
      try await listChanges(in: &outcome, isPartial: scope != nil, on: connection)
    }
    if !outcome.refusals.isEmpty {
      outcome.summary.state = .refused
      outcome.summary.dataVersion = try await currentVersion(on: connection)
      return .drop(outcome)
    }
    if request.dryRun {
      outcome.summary.state = .planned
      outcome.summary.dataVersion = try await currentVersion(on: connection)
      return .drop(outcome)
    }
    try await apply(&outcome.summary, held: held, isPartial: scope != nil, on: connection)
    return .keep(outcome)
  }

  private func listChanges(
    in outcome: inout SyncOutcome, isPartial: Bool, on connection: borrowing PostgresConnection
  ) async throws {
    let changes = CatalogChanges(
      authority: authority.id, source: source, effective: request.effective, isPartial: isPartial)
    try await changes.create(on: connection)
    let overview = try await changes.overview(on: connection)
    outcome.changes = overview
    outcome.summary.dataVersion = try await currentVersion(on: connection)
    try request.plan?.check(overview, version: outcome.summary.dataVersion, ledger)
    guard let sink = request.planOut else { return }
    try await SyncPlanWriter(sink: sink).write(
      SyncPlanWriter.Head(ledger, last: last, outcome: outcome, changes: overview),
      .table(changes), on: connection)
  }

  private func quarantine(
    _ conflict: CatalogRepeats.Conflict, of recognition: Recognition, agencies: AgencyRegister
  ) -> QuarantinedRow {
    let keys = conflict.agencies.filter { $0 != 0 }
    let codes = keys.compactMap { agencies.code(of: $0)?.text }.joined(separator: "; ")
    let parts = [conflict.code, codes, conflict.service].filter { !$0.isEmpty }
    // The cells that differ; for a row held with another of its agencies, that of its code.
    let meanings =
      conflict.attributes.isEmpty
      ? ["code"] : conflict.attributes.split(separator: ", ").map(String.init)
    let columns = meanings.compactMap(recognition.column(of:))
    return QuarantinedRow(
      row: conflict.row,
      column: columns.isEmpty
        ? meanings.joined(separator: ", ") : columns.map(\.header).joined(separator: ", "),
      position: columns.first?.position,
      rule: HeldRule.conflict.rawValue,
      raw: parts.joined(separator: " · ")
        + (conflict.otherRows.isEmpty ? "" : " = \(conflict.otherRows)"),
      code: ProcedureCode(local: conflict.code), agencies: keys, agencyReadable: true,
      service: conflict.service)
  }

  private func plan(
    _ held: [QuarantinedRow], scope: [Int64]?, on connection: borrowing PostgresConnection
  ) async throws {
    try await connection.execute(CatalogTables.applyFieldAliases(authority: authority.id))
    try await connection.execute(CatalogTables.resolveProcedures(authority: authority.id))
    try await connection.execute(
      CatalogPlan.createOfferings(authority: authority.id, source: source))
    try await connection.execute(
      CatalogPlan.keepWhatWasToCome(authority: authority.id, source: source))
    let withdrawals = try await connection.execute(
      CatalogPlan.createWithdrawals(
        authority: authority.id, source: source, effective: request.effective, scope: scope))
    guard withdrawals > 0 else { return }
    try await connection.execute(CatalogPlan.indexWithdrawals)
    try await connection.execute(CatalogPlan.analyzeWithdrawals)
    try await connection.execute(CatalogPlan.dropHeldKeys(authority: authority.id))
    let unreadable = held.filter { $0.code == nil || !$0.agencyReadable }
    guard !unreadable.isEmpty else { return }
    try await connection.execute(
      CatalogPlan.markMissing(
        agencies: unreadable.filter(\.agencyReadable).flatMap(\.agencies),
        all: unreadable.contains { !$0.agencyReadable || $0.agencies.isEmpty }))
  }

  private func countRecords(
    on connection: borrowing PostgresConnection
  ) async throws -> (SyncSummary.Records, missing: Int) {
    let counts = try await connection.queryOne(
      CatalogPlan.countRecords(
        authority: authority.id, source: source, effective: request.effective)
    ) { row in
      try (0..<6).map { Int(try row.decode($0, as: Int64.self)) }
    }
    guard let counts else { return (SyncSummary.Records(), 0) }
    var records = SyncSummary.Records()
    records.added = counts[0]
    records.changed = counts[1]
    records.withdrawn = counts[2]
    records.returned = counts[3]
    records.unchanged = counts[4]
    return (records, counts[5])
  }

  private func currentVersion(
    on connection: borrowing PostgresConnection
  ) async throws -> Int64 {
    try await DataVersion.current(authority: authority.id, known: nil, on: connection)?.number ?? 0
  }

  private func apply(
    _ summary: inout SyncSummary, held: [QuarantinedRow], isPartial: Bool,
    on connection: borrowing PostgresConnection
  ) async throws {
    let heldDigest = RunLedger.digest(of: held)
    let heldBefore = try await ledger.heldInForce(source: source, on: connection)
    let run = try await ledger.enter(
      source: source, summary: summary, state: "applied", agencyVersion: agencyVersion,
      heldDigest: heldDigest, on: connection)
    try await ledger.keep(held, run: run, on: connection)
    let known = try await DataVersion.nextInstant(authority: authority.id, on: connection)
    let writer = CatalogWriter(
      authority: authority.id, source: source, run: run, known: known,
      effective: request.effective, isPartial: isPartial)
    let written = try await writer.write(on: connection)
    summary.run = run
    summary.rowsWritten = written.rows
    let isRead = written.isRead || heldBefore != (held.isEmpty ? [] : [heldDigest])
    if isRead {
      try await connection.execute(
        DataVersion.insertNext(authority: authority.id, run: run, known: known))
    }
    summary.dataVersion = try await currentVersion(on: connection)
    try await connection.execute(
      ledger.completeRun(
        run, summary: summary, known: isRead || written.rows > 0 ? known : nil))
  }
}
