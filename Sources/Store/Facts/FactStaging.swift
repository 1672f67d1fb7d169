import Intake
import Postgres
import Procedures

/// Carries the rows of a file from the reader into `stage_fact`, as COPY in binary form.
///
/// Memory stays constant however long the file is, but for the held rows: COPY's back-pressure
/// decides when the next row is read.
enum FactStaging<Table: FactTable> {
  /// What was read, beside the rows that lie in the table now.
  struct Result: Sendable {
    var records = 0
    /// Rows whose key may have come before.
    var suspects = 0
    var held: [QuarantinedRow] = []
  }

  /// Reads the file to its end.
  static func stage<Reader: FactReading<Table.Record>>(
    _ reader: inout Reader, on connection: borrowing PostgresConnection
  ) async throws -> Result {
    try await connection.execute(FactStatements<Table>.createStage)
    // The closure that COPY runs cannot change what stands outside it, so that the reader
    // travels through a box that only this call sees.
    let work = FactStagingWork<Table, Reader>(reader: reader)
    _ = try await connection.copyIn(FactStatements<Table>.copyStage) { writer in
      while let chunk = try work.nextChunk() { try await writer.write(chunk) }
    }
    reader = work.reader
    return work.result
  }
}

/// The reader and what it has yielded, while COPY runs.
///
/// Used by one task only: `copyIn` runs its closure inside the call that waits for it.
private final class FactStagingWork<Table: FactTable, Reader: FactReading<Table.Record>> {
  var reader: Reader
  var result = FactStaging<Table>.Result()
  private var repeats = RepeatFilter()
  private var rows = BinaryRows()
  private var isFinished = false

  init(reader: Reader) { self.reader = reader }

  func nextChunk() throws -> [UInt8]? {
    if isFinished { return nil }
    while !rows.isChunk {
      guard let event = try reader.next() else {
        rows.finish()
        isFinished = true
        break
      }
      switch event {
      case .record(let record): append(record)
      case .held(let row): result.held.append(QuarantinedRow(row))
      }
    }
    return rows.take()
  }

  private func append(_ record: FactRecord<Table.Record>) {
    let isSuspect = repeats.enter(Table.keyHash(record.value))
    if isSuspect { result.suspects += 1 }
    result.records += 1
    rows.row(columns: Table.columnCount + 3)
    rows.int32(Int32(clamping: record.row))
    Table.append(record, to: &rows)
    rows.bool(isSuspect)
    rows.int16(0)
  }
}

extension QuarantinedRow {
  /// A row that the reader put aside.
  init(_ held: HeldFactRow) {
    self.init(
      row: held.row, column: held.column, position: held.position, rule: held.rule.rawValue,
      raw: held.raw, code: held.procedure, agencies: held.agencies,
      agencyReadable: held.agencyReadable, service: nil)
    days = held.days
  }
}
