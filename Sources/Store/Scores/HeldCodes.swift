import Postgres
import Procedures

/// How many rows are held because a code of a procedure or an agency is not known.
enum HeldCodes {
  /// By the kind of the source: rows of the last run of each source that was applied by an instant,
  /// nil for now.
  static func load(
    authority: Int64, known: Instant?, on connection: borrowing PostgresConnection
  ) async throws -> [String: Int] {
    let rows = try await connection.query(
      select(authority: authority, known: PostgresTimestamp(known: known))
    ) { row in
      (try row.string(0), Int(try row.int64(1)))
    }
    return Dictionary(rows) { first, _ in first }
  }

  /// A run that changed nothing that figures read has no instant of knowledge: it counts from its
  /// end, and holds what the run before it held.
  static func select(authority: Int64, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      SELECT source.kind, count(*)
      FROM held_row AS held
      JOIN run USING (authority_id, run_id)
      JOIN source USING (authority_id, source_id)
      WHERE held.authority_id = \(authority)
        AND held.rule IN ('unknown_procedure', 'unknown_agency', 'bad_code')
        AND run.state = 'applied'
        AND COALESCE(run.known_at, run.finished_at) <= \(known)
        AND NOT EXISTS (
          SELECT
          FROM run AS later
          WHERE later.authority_id = run.authority_id
            AND later.source_id = run.source_id
            AND later.state = 'applied'
            AND COALESCE(later.known_at, later.finished_at) <= \(known)
            AND later.run_id > run.run_id
            AND later.scope IN (run.scope, ''))
      GROUP BY source.kind
      """
    return statement.labelled("store.scores.heldCodes")
  }
}
