import Postgres

/// How many rows are held because a code of a procedure or an agency is not known.
enum HeldCodes {
  /// By the kind of the source: rows of the last applied run of each source.
  static func load(
    authority: Int64, on connection: borrowing PostgresConnection
  ) async throws -> [String: Int] {
    let rows = try await connection.query(select(authority: authority)) { row in
      (try row.string(0), Int(try row.int64(1)))
    }
    return Dictionary(rows) { first, _ in first }
  }

  static func select(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source.kind, count(*)
      FROM held_row AS held
      JOIN run USING (authority_id, run_id)
      JOIN source USING (authority_id, source_id)
      WHERE held.authority_id = \(authority)
        AND held.rule IN ('unknown_procedure', 'unknown_agency', 'bad_code')
        AND run.state = 'applied'
        AND NOT EXISTS (
          SELECT
          FROM run AS later
          WHERE later.authority_id = run.authority_id
            AND later.source_id = run.source_id
            AND later.state = 'applied'
            AND later.run_id > run.run_id
            AND later.scope IN (run.scope, ''))
      GROUP BY source.kind
      """
    return statement.labelled("store.scores.heldCodes")
  }
}
