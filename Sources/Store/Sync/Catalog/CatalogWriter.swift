import Postgres
import Procedures

/// Carries out a planned catalog sync and counts what the database really wrote.
struct CatalogWriter {
  let authority: Int64
  let source: Int64
  let run: Int64
  let known: PostgresTimestamp
  let effective: CalendarDay
  let isPartial: Bool

  /// What was written: rows of data tables, and whether a figure reads any of them.
  struct Written: Sendable {
    var rows = 0
    var isRead = false
  }

  func write(on connection: borrowing PostgresConnection) async throws -> Written {
    var written = Written()
    let procedures = try await connection.execute(
      CatalogApply.insertProcedures(authority: authority))
    written.rows += procedures
    if procedures > 0 {
      try await connection.execute(CatalogTables.resolveProcedures(authority: authority))
    }
    written.rows += try await connection.execute(CatalogApply.insertFields(authority: authority))
    try await writeOfferings(&written, on: connection)
    try await writeProcedures(&written, on: connection)
    if written.rows >= Self.rowsThatChangeStatistics {
      try await connection.execute(Self.analyzeOfferings)
    }
    return written
  }

  private func writeOfferings(
    _ written: inout Written, on connection: borrowing PostgresConnection
  ) async throws {
    let isRead = try await connection.queryOne(Self.offeringsAreRead) { row in
      try row.decode(0, as: Bool.self)
    }
    written.isRead = isRead ?? false
    let cuts = try await connection.execute(CatalogApply.createCuts(effective: effective))
    if cuts > 0 {
      // A moved row is one deletion and one insertion.
      written.rows +=
        2
        * (try await connection.execute(
          CatalogApply.moveToPast(
            authority: authority, source: source, run: run, known: known)))
      written.rows += try await connection.execute(
        CatalogApply.insertClipped(authority: authority, source: source, run: run, known: known))
    }
    written.rows += try await connection.execute(
      CatalogApply.insertOfferings(authority: authority, source: source, run: run, known: known))
  }

  private func writeProcedures(
    _ written: inout Written, on connection: borrowing PostgresConnection
  ) async throws {
    let changes = try await connection.execute(
      ProcedurePlan.create(
        authority: authority, source: source, effective: effective, isPartial: isPartial))
    guard changes > 0 else { return }
    // Names, fields and kinds are labels and filters of figures.
    let isRead = try await connection.queryOne(ProcedurePlan.isRead) { row in
      try row.decode(0, as: Bool.self)
    }
    written.isRead = written.isRead || isRead ?? false
    written.rows +=
      2
      * (try await connection.execute(
        ProcedurePlan.moveToPast(authority: authority, source: source, run: run, known: known)))
    written.rows += try await connection.execute(
      ProcedurePlan.insertClipped(authority: authority, source: source, run: run, known: known))
    written.rows += try await connection.execute(
      ProcedurePlan.insert(authority: authority, source: source, run: run, known: known))
  }

  /// So many rows in one run make another table of it. The server would notice within a minute;
  /// until then the next sync could be planned as if the table were empty, and take minutes.
  private static let rowsThatChangeStatistics = 10_000

  /// Only the columns that plans join on. Where another session works on the statistics, it
  /// brings them up to date itself.
  static var analyzeOfferings: Statement {
    let statement: Statement = """
      ANALYZE (SKIP_LOCKED) offering_claim (
        authority_id, source_id, procedure_id, agency_key, service_code, valid_from, valid_to)
      """
    return statement.labelled("store.catalog.analyzeOfferings")
  }

  static var offeringsAreRead: Statement {
    let statement: Statement = """
      SELECT EXISTS (SELECT FROM plan_offering WHERE is_read)
        OR EXISTS (SELECT FROM plan_withdrawal WHERE NOT is_missing)
      """
    return statement.labelled("store.catalog.offeringsAreRead")
  }
}
