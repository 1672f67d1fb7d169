import Postgres

/// Writes what an import changes, in the transaction of its run.
struct FactWriter<Table: FactTable> {
  let authority: Int64
  let source: Int64
  let run: Int64
  let known: PostgresTimestamp

  /// So many rows in one run make another table of it. The server would notice within a minute;
  /// until then the next import could be planned as if the table were empty.
  private static var rowsThatChangeStatistics: Int { 10_000 }

  /// Writes and returns the number of rows written in the tables of the fact. A row that moves to
  /// the past is one deletion and one insertion. Rows of rollups are not counted: they are worked
  /// out from these.
  func write(
    _ records: SyncSummary.Records, firstLoad: Bool, on connection: borrowing PostgresConnection
  ) async throws -> Int {
    var written = 0
    let statements = FactStatements<Table>(authority: authority)
    if records.changed > 0 {
      written += 2 * (try await connection.execute(statements.moveToPast(run: run, known: known)))
    }
    if records.added + records.changed > 0 {
      let insert = statements.insert(
        planned: !firstLoad, run: run, source: source, known: known)
      if firstLoad, let rollup = Table.rollup {
        // One pass over the whole table costs less than the same rows handed to a trigger, and
        // nobody else writes meanwhile: disabling locks the table until the transaction ends.
        try await connection.execute(rollup.disableTriggers)
        written += try await connection.execute(insert)
        // Without statistics the count would be planned as if the table were empty.
        try await connection.execute(FactStatements<Table>.analyze)
        try await connection.execute(statements.buildRollups(rollup))
        try await connection.execute(rollup.enableTriggers)
      } else {
        written += try await connection.execute(insert)
      }
    }
    if !firstLoad || Table.rollup == nil, written >= Self.rowsThatChangeStatistics {
      try await connection.execute(FactStatements<Table>.analyze)
    }
    return written
  }
}
