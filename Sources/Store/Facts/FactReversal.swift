import Postgres

/// Takes back what one import wrote, for one kind of fact.
///
/// Unlike claims, facts of one source may have been written on by any other, so it is the keys that
/// decide: where a later run has said something else of one of them, that run goes first.
struct FactReversal<Table: FactTable> {
  let authority: Int64
  let run: RecordedRun

  /// The later runs that built upon what the run wrote, the newest first; empty where it can be
  /// taken back.
  func laterRuns(on connection: borrowing PostgresConnection) async throws -> [Int64] {
    try await connection.query(selectLater) { row in try row.int64(0) }
  }

  /// Moves what the run wrote to the past and believes again what it superseded. Returns the number
  /// of rows written.
  func write(
    revert: Int64, known: PostgresTimestamp, on connection: borrowing PostgresConnection
  ) async throws -> Int {
    let moved = try await connection.execute(moveToPast(revert: revert, known: known))
    let restored = try await connection.execute(restore(known: known))
    return 2 * moved + restored
  }
}

extension FactReversal {
  /// Keys that the run wrote or superseded, with the row and the run that first said what it left
  /// there; null where it left nothing.
  private var touched: Statement {
    """
    SELECT \(Table.keys), max(said_by) AS said_by, max(said_in) AS said_in
    FROM (
      SELECT \(Table.keys), run_id AS said_by, row_number AS said_in
      FROM \(Table.table)
      WHERE authority_id = \(authority) AND known_from = \(run.known)
      UNION ALL
      SELECT \(Table.keys), run_id, row_number
      FROM \(Table.past)
      WHERE authority_id = \(authority) AND known_from = \(run.known)
      UNION ALL
      SELECT \(Table.keys), NULL, NULL
      FROM \(Table.past)
      WHERE authority_id = \(authority) AND superseded_by_run = \(run.id)
    ) AS change
    GROUP BY \(Table.keys)
    """
  }

  var selectLater: Statement {
    let statement: Statement = """
      WITH said AS (
        \(touched)
      ), built AS (
        SELECT said.*
        FROM said
        LEFT JOIN \(Table.table) AS fact
          ON fact.authority_id = \(authority) AND \(Table.isSameKey)
        WHERE (fact.run_id, fact.row_number) IS DISTINCT FROM (said.said_by, said.said_in)
      )
      SELECT later.run_id
      FROM (
        SELECT fact.run_id
        FROM built AS said
        JOIN \(Table.table) AS fact
          ON fact.authority_id = \(authority) AND \(Table.isSameKey)
        UNION
        SELECT fact.superseded_by_run
        FROM built AS said
        JOIN \(Table.past) AS fact
          ON fact.authority_id = \(authority) AND \(Table.isSameKey)
      ) AS later
      JOIN run ON run.authority_id = \(authority) AND run.run_id = later.run_id
      WHERE later.run_id > \(run.id)
        AND run.mode <> 'register'
        AND NOT \(RunLedger.isUndone("run", authority: authority))
      ORDER BY later.run_id DESC
      """
    return statement.labelled("store.facts.laterRuns")
  }

  func moveToPast(revert: Int64, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      WITH said AS (
        \(touched)
      ), moved AS (
        DELETE FROM \(Table.table) AS fact
        USING said
        WHERE fact.authority_id = \(authority)
          AND \(Table.isSameKey)
          AND fact.run_id = said.said_by
          AND fact.row_number = said.said_in
        RETURNING fact.*
      )
      INSERT INTO \(Table.past) (
        authority_id, \(Table.columns), known_from, run_id, row_number\(Table.sourceColumn),
        known_to, superseded_by_run)
      SELECT authority_id, \(Table.columns), known_from, run_id, row_number\(Table.sourceColumn),
        \(known), \(revert)
      FROM moved
      """
    return statement.labelled("store.facts.revertMove")
  }

  /// By the word of the run that said it first, and from now on.
  func restore(known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      INSERT INTO \(Table.table) (
        authority_id, \(Table.columns), known_from, run_id, row_number\(Table.sourceColumn))
      SELECT authority_id, \(Table.columns), \(known), run_id, row_number\(Table.sourceColumn)
      FROM \(Table.past)
      WHERE authority_id = \(authority) AND superseded_by_run = \(run.id)
      ORDER BY \(Table.keys)
      """
    return statement.labelled("store.facts.revertRestore")
  }
}

extension RunReversal {
  /// The kind of facts that the run imported; nil for every other run.
  var factKind: String? {
    ["dossiers", "payments", "results", "observations"].first { $0 == run.kind }
  }

  /// The later runs that built upon what the import wrote, the newest first.
  func laterImports(on connection: borrowing PostgresConnection) async throws -> [Int64] {
    let id = authority.id
    switch run.kind {
    case "dossiers":
      return try await FactReversal<DossierTable>(authority: id, run: run)
        .laterRuns(on: connection)
    case "payments":
      return try await FactReversal<PaymentTable>(authority: id, run: run)
        .laterRuns(on: connection)
    case "results":
      return try await FactReversal<ResultTable>(authority: id, run: run).laterRuns(on: connection)
    default:
      return try await FactReversal<ObservationTable>(authority: id, run: run)
        .laterRuns(on: connection)
    }
  }

  /// Takes the rows of an import back and returns the number of rows written.
  func writeFacts(
    revert: Int64, known: PostgresTimestamp, on connection: borrowing PostgresConnection
  ) async throws -> Int {
    let id = authority.id
    switch run.kind {
    case "dossiers":
      let written = try await FactReversal<DossierTable>(authority: id, run: run)
        .write(revert: revert, known: known, on: connection)
      // Holidays may have been entered since these rows were believed.
      try await DossierTimes.correct(authority: id, known: known, on: connection)
      return written
    case "payments":
      return try await FactReversal<PaymentTable>(authority: id, run: run)
        .write(revert: revert, known: known, on: connection)
    case "results":
      return try await FactReversal<ResultTable>(authority: id, run: run)
        .write(revert: revert, known: known, on: connection)
    default:
      return try await FactReversal<ObservationTable>(authority: id, run: run)
        .write(revert: revert, known: known, on: connection)
    }
  }
}
