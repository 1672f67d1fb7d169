import Intake
import Postgres
import Procedures

/// Carries the rows of a catalog from the reader into temporary tables, as COPY in binary form.
///
/// Memory stays constant however long the file is: the reader hands over batches, and COPY's
/// back-pressure decides when the next is read.
struct CatalogStaging {
  /// What was read, beside the rows that lie in the tables now.
  struct Result: Sendable {
    var records = 0
    var held: [QuarantinedRow] = []
    var read = 0
    var nonData = 0
    /// Rows that say that what they name is not in force: nothing is staged for them.
    var inactive = 0
    var procedures: [ProcedureDeclaration] = []
    var warnings: [SyncWarning] = []
    var recognition: Recognition
  }

  let levels: [LevelReference: Int16]
  /// Agencies of the scope; nil where the sync is not limited to a part.
  let scope: Set<Int64>?
  let effective: CalendarDay

  /// Reads the file to its end.
  func stage(
    _ reader: inout CatalogReader, on connection: borrowing PostgresConnection
  ) async throws -> Result {
    try await connection.execute(CatalogTables.createStageOffering)
    try await connection.execute(CatalogTables.createStageProcedure)
    try await connection.execute(CatalogTables.createStageHeldKey)
    var result = Result(recognition: reader.recognition)
    // The closure that COPY runs cannot change what stands outside it, so that the reader
    // travels through a box that only this call sees.
    let work = StagingWork(reader: reader, staging: self)
    _ = try await connection.copyIn(CatalogTables.copyStageOffering) { writer in
      while let chunk = try work.nextChunk() { try await writer.write(chunk) }
    }
    reader = work.reader
    result.records = work.records
    result.read = reader.read
    result.nonData = reader.nonData
    result.inactive = reader.inactive
    result.procedures = reader.procedures
    result.held = work.held(codes: result.procedures.map(\.code))
    result.warnings = reader.warnings.map { SyncWarning(vi: $0.textVi, en: $0.textEn) }
    try await stageProcedures(result.procedures, on: connection)
    try await stageHeldKeys(result.held, on: connection)
    try await connection.execute(CatalogTables.analyzeStageOffering)
    return result
  }

  private func stageProcedures(
    _ procedures: [ProcedureDeclaration], on connection: borrowing PostgresConnection
  ) async throws {
    var rows = BinaryRows()
    for (position, procedure) in procedures.enumerated() {
      rows.row(columns: 11)
      rows.int32(Int32(position))
      rows.text(procedure.code.text)
      rows.text(ClaimCode.text(procedure.name))
      rows.text(procedure.field.value)
      rows.text(procedure.field.value.map(VietnameseText.matchKey))
      rows.bool(procedure.field == .unknown)
      rows.text(ClaimCode.text(procedure.tiers))
      rows.int16(ClaimCode.answer(procedure.isInternal))
      rows.textArray(ClaimCode.codes(procedure.replaces))
      rows.bool(procedure.declared)
      rows.int32(Int32(clamping: procedure.row))
    }
    rows.finish()
    let bytes = rows.take()
    _ = try await connection.copyIn(CatalogTables.copyStageProcedure) { writer in
      try await writer.write(bytes)
    }
  }

  private func stageHeldKeys(
    _ held: [QuarantinedRow], on connection: borrowing PostgresConnection
  ) async throws {
    var rows = BinaryRows()
    for row in held {
      guard let code = row.code, row.agencyReadable else { continue }
      for agency in row.agencies.isEmpty ? [0] : row.agencies {
        rows.row(columns: 3)
        rows.text(code.text)
        rows.int64(agency)
        rows.text(row.service)
      }
    }
    rows.finish()
    let bytes = rows.take()
    _ = try await connection.copyIn(CatalogTables.copyStageHeldKey) { writer in
      try await writer.write(bytes)
    }
  }

  /// Writes one row of the file, once for each of its agencies.
  fileprivate func append(_ record: CatalogRecord, to rows: inout BinaryRows) throws {
    let attributes = record.attributes
    let level: Int16?
    switch attributes.level {
    case .unsaid: level = nil
    case .unknown: level = ClaimCode.unknownLevel
    case .known(let reference):
      guard let id = levels[reference] else {
        throw StoreError(
          .missing,
          """
          read row \(record.row): its level \(reference.scheme) \(reference.code) is not in the \
          level list of the database; run `motcua db migrate` with the program that knows it
          """,
          vi: "dòng \(record.row): mức \(reference.scheme) \(reference.code) chưa có trong cơ sở "
            + "dữ liệu; người vận hành cần chạy motcua db migrate")
      }
      level = id
    }
    // A date in the future delays; none back-dates.
    let from = max(effective, record.effectiveFrom ?? effective)
    for agency in record.agencies.isEmpty ? [0] : record.agencies {
      rows.row(columns: 16)
      rows.int32(Int32(clamping: record.row))
      rows.int32(Int32(record.procedure))
      rows.int64(agency)
      rows.text(record.service)
      rows.int16(level)
      rows.int16(ClaimCode.answer(attributes.eligible))
      rows.int16(ClaimCode.answer(attributes.eligibleFull))
      rows.text(ClaimCode.text(attributes.eligibleDecision))
      rows.int16(ClaimCode.answer(attributes.fee))
      rows.int16(ClaimCode.answer(attributes.paymentEligible))
      rows.int16(ClaimCode.answer(attributes.paymentEnabled))
      rows.text(ClaimCode.means(attributes.means))
      rows.int16(ClaimCode.answer(attributes.oneStop))
      rows.int16(ClaimCode.answer(attributes.interlinked))
      rows.text(ClaimCode.text(attributes.decision))
      rows.date(from)
    }
  }
}

/// The reader and what it has yielded, while COPY runs.
///
/// Used by one task only: `copyIn` runs its closure inside the call that waits for it.
private final class StagingWork {
  var reader: CatalogReader
  let staging: CatalogStaging
  var records = 0
  private var held: [HeldCatalogRow] = []
  private var outsideScope: [CatalogRecord] = []
  private var rows = BinaryRows()
  private var isFinished = false

  init(reader: CatalogReader, staging: CatalogStaging) {
    self.reader = reader
    self.staging = staging
  }

  func nextChunk() throws -> [UInt8]? {
    if isFinished { return nil }
    while !rows.isChunk {
      guard let batch = try reader.nextBatch() else {
        rows.finish()
        isFinished = true
        break
      }
      for event in batch { try take(event) }
    }
    return rows.take()
  }

  private var agencyColumn: Recognition.Column? {
    reader.recognition.column(of: "agency_code") ?? reader.recognition.column(of: "agency")
  }

  /// The held rows in the order of the file.
  func held(codes: [ProcedureCode]) -> [QuarantinedRow] {
    let unreadable = held.map { row in
      QuarantinedRow(
        row: row.row, column: row.column, position: row.position, rule: row.rule.rawValue,
        raw: row.raw, code: row.code, agencies: row.agencies, agencyReadable: row.agencyReadable,
        service: row.service)
    }
    let outside = outsideScope.map { record in
      QuarantinedRow(
        row: record.row, column: agencyColumn?.header ?? "agency_code",
        position: agencyColumn?.position, rule: HeldRule.outsideScope.rawValue,
        raw: codes[record.procedure].text, code: codes[record.procedure],
        agencies: record.agencies, agencyReadable: true, service: record.service)
    }
    return (unreadable + outside).sorted { $0.row < $1.row }
  }

  private func take(_ event: CatalogEvent) throws {
    switch event {
    case .held(let row): held.append(row)
    case .record(let record):
      if let scope = staging.scope,
        record.agencies.isEmpty || !record.agencies.allSatisfy(scope.contains)
      {
        outsideScope.append(record)
      } else {
        records += 1
        try staging.append(record, to: &rows)
      }
    }
  }
}
