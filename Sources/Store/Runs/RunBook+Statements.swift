import Postgres

extension RunBook {
  static func select(authority: Int64, run: Int64?, limit: Int64) -> Statement {
    let statement: Statement = """
      \(columns)
      WHERE run.authority_id = \(authority)
        AND (\(run == nil) OR run.run_id = \(run ?? 0))
      ORDER BY run.run_id DESC
      LIMIT \(limit)
      """
    return statement.labelled("store.runs.select")
  }

  static func select(
    authority: Int64, _ filter: RunFilter, before: Int64, limit: Int64
  ) -> Statement {
    let statement: Statement = """
      \(columns)
      WHERE run.authority_id = \(authority)
        AND run.run_id < \(before)
        AND \(condition(filter))
      ORDER BY run.run_id DESC
      LIMIT \(limit)
      """
    return statement.labelled("store.runs.selectPage")
  }

  static func count(authority: Int64, _ filter: RunFilter) -> Statement {
    let statement: Statement = """
      SELECT count(*)
      FROM run
      JOIN source USING (authority_id, source_id)
      WHERE run.authority_id = \(authority)
        AND \(condition(filter))
      """
    return statement.labelled("store.runs.count")
  }

  static func selectHeld(
    authority: Int64, run: Int64, offset: Int64, limit: Int64
  ) -> Statement {
    let statement: Statement = """
      SELECT row_number, column_name, rule, raw, column_position
      FROM held_row
      WHERE authority_id = \(authority) AND run_id = \(run)
      ORDER BY row_number, held_id
      OFFSET \(offset)
      LIMIT \(limit)
      """
    return statement.labelled("store.runs.selectHeldPage")
  }

  private static func condition(_ filter: RunFilter) -> Statement {
    """
    (\(filter.kind == nil) OR source.kind = \(filter.kind ?? ""))
        AND (\(filter.source == nil) OR source.name = \(filter.source ?? ""))
        AND (\(filter.state == nil) OR run.state = \(filter.state ?? ""))
    """
  }

  /// What ``entries(_:on:)`` reads.
  private static var columns: Statement {
    """
    SELECT run.run_id, source.kind, source.name, run.scope, run.state, run.location,
        run.finished_at, run.started_by, COALESCE(encode(run.sha256, 'hex'), ''), run.rows_read,
        run.rows_non_data, run.rows_duplicate, run.rows_held, run.rows_applied,
        run.records_added, run.records_changed, run.records_withdrawn, run.records_returned,
        run.records_unchanged, run.rows_written, run.message, run.mode, run.started_at,
        run.reverts_run, taking.run_id, encode(audit.hash, 'hex'),
        run.size_bytes, run.profile, run.sheet, run.effective_on, run.program,
        run.dropped
    FROM run
    JOIN source USING (authority_id, source_id)
    LEFT JOIN run AS taking
      ON taking.authority_id = run.authority_id AND taking.reverts_run = run.run_id
    LEFT JOIN audit_entry AS audit
      ON audit.authority_id = run.authority_id AND audit.run_id = run.run_id
    """
  }
}
