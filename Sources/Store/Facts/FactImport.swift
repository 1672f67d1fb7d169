import Intake
import Postgres
import Procedures

/// Imports facts of one kind from a delta source: one file, one run, one transaction.
struct FactImport<Table: FactTable> {
  let pool: PostgresPool
  let authority: Authority
  /// Where the redacted copy goes while it is written.
  let directory: String

  /// Reads the file with the reader that `open` makes of it.
  func run<Reader: FactReading<Table.Record>>(
    _ file: SourceFile, profile: FactProfile, _ request: SyncRequest,
    _ open: (FactMaterial) throws -> Reader
  ) async throws -> SyncOutcome {
    let (sha256, size) = try file.digest()
    let ledger = RunLedger(
      authority: authority.id, kind: Table.kind.rawValue, request: request,
      location: file.name, profile: profile.name, sha256: sha256, size: size,
      profileBytes: profile.bytes)
    let runner = SyncRunner(pool: pool, authority: authority, ledger: ledger, file: nil)
    return try await runner.run { connection in
      let source = try await ledger.sourceForPlan(on: connection)
      let version =
        try await connection.queryOne(FactLedger.version(authority: authority.id)) { row in
          try row.int64(0)
        } ?? 0
      if let last = try await ledger.last(source: source, on: connection),
        try await isRepeat(of: last, version: version, ledger: ledger, on: connection)
      {
        return .keep(
          try await skip(last, source: source, version: version, ledger: ledger, on: connection))
      }
      let material = try await FactMaterial.load(for: ledger, authority, on: connection)
      try check(material, file: file)
      var reader = try open(material)
      let copy = keepsCopy(of: request) ? RedactedCopy(of: file, directory: directory) : nil
      if let copy {
        reader.redacted { bytes throws(IntakeError) in try copy.append(bytes) }
      }
      let work = FactRun<Table>(
        authority: authority, ledger: ledger, source: source, version: version)
      return try await work.perform(
        &reader,
        kept: {
          guard try file.digest().sha256 == sha256 else {
            throw StoreError(
              .sourceChanged,
              """
              read \(file.name): it changed while it was read; run the import again when it is \
              complete
              """)
          }
          return try copy.map { try KeptCopy($0.file) }
        }, on: connection)
    }
  }

  private func keepsCopy(of request: SyncRequest) -> Bool {
    !request.dryRun && request.keepDays > 0
  }

  private func check(_ material: FactMaterial, file: SourceFile) throws {
    guard Table.kind != .observations else { return }
    let missing: (vi: String, en: String)
    if material.directories.agencies.isEmpty {
      missing = (
        vi: "chưa có cơ quan nào nên không xếp được dòng nào; hãy đồng bộ danh sách cơ quan trước",
        en: "no agency is loaded, so no row can be placed; sync agencies first: "
          + "motcua sync agencies FILE"
      )
    } else if material.directories.procedures.isEmpty {
      missing = (
        vi: "chưa có thủ tục nào nên không xếp được dòng nào; hãy đồng bộ danh mục trước",
        en: "no procedure is loaded, so no row can be placed; sync the catalog first: "
          + "motcua sync catalog FILE"
      )
    } else {
      return
    }
    throw StoreError(
      .missing,
      "import \(Table.kind.rawValue) \(file.name) of authority \(authority.code): \(missing.en)",
      vi: "không nhập được \(file.name) của \(authority.code): \(missing.vi)")
  }

  /// Rows that were held may be read otherwise on another day, when their times have come; they
  /// are read again.
  private func isRepeat(
    of last: RunLedger.Last, version: Int64, ledger: RunLedger,
    on connection: borrowing PostgresConnection
  ) async throws -> Bool {
    guard !ledger.request.dryRun, last.rows.held == 0,
      ledger.isRepeat(of: last, agencyVersion: version)
    else { return false }
    let isOverwritten = try await connection.queryOne(
      FactLedger.isOverwritten(authority: authority.id, kind: ledger.kind, run: last.run)
    ) { row in try row.bool(0) }
    return isOverwritten == false
  }

  /// The same bytes under the same conditions: what they say stands already.
  private func skip(
    _ last: RunLedger.Last, source: Int64, version: Int64, ledger: RunLedger,
    on connection: borrowing PostgresConnection
  ) async throws -> SyncOutcome {
    var summary = SyncSummary(
      source: ledger.request.source, kind: ledger.kind, mode: "delta", state: .skipped)
    summary.rows = last.rows
    summary.records.unchanged = last.records.added + last.records.changed + last.records.unchanged
    let run = try await ledger.enter(
      source: source, summary: summary, state: "skipped", agencyVersion: version,
      heldDigest: last.heldDigest, on: connection)
    try await connection.execute(ledger.completeRun(run, summary: summary, known: nil))
    summary.run = run
    summary.dataVersion =
      try await DataVersion.current(authority: authority.id, known: nil, on: connection)?.number
      ?? 0
    return SyncOutcome(summary: summary)
  }
}
