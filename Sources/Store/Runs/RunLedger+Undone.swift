import Postgres

extension RunLedger {
  /// A condition on `run`, a row of the table of runs: it was taken back, or it is itself a run
  /// that takes back, or it lies between the two, where it can only have repeated what was taken
  /// back. `upTo` is the last run that counts; nil counts all.
  ///
  /// A revert stands unless an odd number of reverts of reverts follows it; only the newest state
  /// of a source can be taken back, so that spans lie inside each other or apart. An import is
  /// undone only where it was taken back itself: those between may have said something else.
  static func isUndone(
    _ run: Statement, authority: Int64, upTo: Int64? = nil
  ) -> Statement {
    """
    EXISTS (
      WITH RECURSIVE reverting (source_id, first_run, last_run, top_run) AS (
        SELECT source_id, reverts_run, run_id, run_id
        FROM run AS revert
        WHERE authority_id = \(authority) AND reverts_run IS NOT NULL
          AND run_id <= \(upTo ?? .max)
        UNION ALL
        SELECT reverting.source_id, reverting.first_run, reverting.last_run, above.run_id
        FROM reverting
        JOIN run AS above
          ON above.authority_id = \(authority) AND above.reverts_run = reverting.top_run
        WHERE above.run_id <= \(upTo ?? .max)
      )
      SELECT
      FROM reverting
      WHERE reverting.source_id = \(run).source_id
        AND \(run).run_id BETWEEN reverting.first_run AND reverting.last_run
        AND (\(run).mode <> 'delta' OR \(run).run_id = reverting.first_run)
      GROUP BY reverting.first_run, reverting.last_run
      HAVING count(*) % 2 = 1)
    """
  }
}
