import Postgres

/// What the book of runs knows of imports beside what every run has.
enum FactLedger {
  static func describe(
    authority: Int64, run: Int64, dropped: [String], keptSHA256: [UInt8]?
  ) -> Statement {
    let statement: Statement = """
      UPDATE run
      SET dropped = \(dropped), kept_sha256 = \(keptSHA256)
      WHERE authority_id = \(authority) AND run_id = \(run)
      """
    return statement.labelled("store.facts.describe")
  }

  /// By which runs the same bytes may mean something else: those that changed agencies, procedures,
  /// spellings or holidays.
  static func version(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT COALESCE(max(run.run_id), 0)
      FROM run
      JOIN source USING (authority_id, source_id)
      WHERE run.authority_id = \(authority)
        AND run.state = 'applied'
        AND run.rows_written > 0
        AND source.kind IN ('agencies', 'catalog', 'register')
      """
    return statement.labelled("store.facts.version")
  }

  /// Whether a later run of any source of the kind wrote something, so that the same bytes may say
  /// something new again.
  static func isOverwritten(authority: Int64, kind: String, run: Int64) -> Statement {
    let statement: Statement = """
      SELECT EXISTS (
        SELECT
        FROM run
        JOIN source USING (authority_id, source_id)
        WHERE run.authority_id = \(authority)
          AND source.kind = \(kind)
          AND run.run_id > \(run)
          AND run.state = 'applied'
          AND run.rows_written > 0)
      """
    return statement.labelled("store.facts.isOverwritten")
  }
}
