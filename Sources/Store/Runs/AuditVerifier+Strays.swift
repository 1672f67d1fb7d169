import Postgres

extension AuditVerifier {
  /// How many rows of each table no applied run can have written: their instant is that of none,
  /// they name a run that was not applied, or they end at another instant than that of the run that
  /// ended them. What a run did write, the digests of the chain prove.
  static func selectStrays(authority: Int64) -> Statement {
    let statement: Statement = """
      WITH applied AS (
        SELECT run_id, known_at
        FROM run
        WHERE authority_id = \(authority) AND state = 'applied'
      ), claim (kind, known_from, run_id) AS (
        SELECT 'offering_claim', known_from, run_id
        FROM offering_claim
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'offering_claim_past', known_from, run_id
        FROM offering_claim_past
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'procedure_claim', known_from, run_id
        FROM procedure_claim
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'procedure_claim_past', known_from, run_id
        FROM procedure_claim_past
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'agency_claim', known_from, run_id
        FROM agency_claim
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'agency_claim_past', known_from, run_id
        FROM agency_claim_past
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'agency_alias', known_from, run_id
        FROM agency_alias
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'field_alias', known_from, run_id
        FROM field_alias
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'source_precedence', known_from, run_id
        FROM source_precedence
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'adopted_document', known_from, run_id
        FROM adopted_document
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'holiday', known_from, run_id
        FROM holiday
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'task_state', known_from, run_id
        FROM task_state
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'exclusion', known_from, run_id
        FROM exclusion
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'closed_period', known_from, run_id
        FROM closed_period
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'token', known_from, run_id
        FROM token
        WHERE authority_id = \(authority)
        UNION ALL
        \(FactLines.written(authority: authority))
        UNION ALL
        SELECT 'data_version', recorded_at, run_id
        FROM data_version
        WHERE authority_id = \(authority) AND version > 0
      ), ended (kind, known_to, run_id) AS (
        SELECT 'offering_claim_past', known_to, superseded_by_run
        FROM offering_claim_past
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'procedure_claim_past', known_to, superseded_by_run
        FROM procedure_claim_past
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'agency_claim_past', known_to, superseded_by_run
        FROM agency_claim_past
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT 'exclusion', known_to, ended_by_run
        FROM exclusion
        WHERE authority_id = \(authority) AND known_to <> 'infinity'
        UNION ALL
        \(FactLines.ended(authority: authority))
      ), open (kind, known_to) AS (
        SELECT 'agency_alias', known_to
        FROM agency_alias
        WHERE authority_id = \(authority) AND known_to <> 'infinity'
        UNION ALL
        SELECT 'field_alias', known_to
        FROM field_alias
        WHERE authority_id = \(authority) AND known_to <> 'infinity'
        UNION ALL
        SELECT 'source_precedence', known_to
        FROM source_precedence
        WHERE authority_id = \(authority) AND known_to <> 'infinity'
        UNION ALL
        SELECT 'adopted_document', known_to
        FROM adopted_document
        WHERE authority_id = \(authority) AND known_to <> 'infinity'
        UNION ALL
        SELECT 'holiday', known_to
        FROM holiday
        WHERE authority_id = \(authority) AND known_to <> 'infinity'
        UNION ALL
        SELECT 'task_state', known_to
        FROM task_state
        WHERE authority_id = \(authority) AND known_to <> 'infinity'
        UNION ALL
        SELECT 'closed_period', known_to
        FROM closed_period
        WHERE authority_id = \(authority) AND known_to <> 'infinity'
        UNION ALL
        SELECT 'token', known_to
        FROM token
        WHERE authority_id = \(authority) AND known_to <> 'infinity'
      ), stray (kind) AS (
        SELECT kind
        FROM claim
        WHERE NOT EXISTS (SELECT FROM applied WHERE applied.known_at = claim.known_from)
          OR NOT EXISTS (SELECT FROM applied WHERE applied.run_id = claim.run_id)
        UNION ALL
        SELECT kind
        FROM ended
        WHERE NOT EXISTS (
          SELECT
          FROM applied
          WHERE applied.run_id = ended.run_id AND applied.known_at = ended.known_to)
        UNION ALL
        SELECT kind
        FROM open
        WHERE NOT EXISTS (SELECT FROM applied WHERE applied.known_at = open.known_to)
        UNION ALL
        SELECT 'held_row'
        FROM held_row
        WHERE authority_id = \(authority)
          AND NOT EXISTS (SELECT FROM applied WHERE applied.run_id = held_row.run_id)
        UNION ALL
        SELECT 'closed_figure'
        FROM closed_figure
        WHERE authority_id = \(authority)
          AND NOT EXISTS (SELECT FROM applied WHERE applied.run_id = closed_figure.run_id)
        UNION ALL
        SELECT 'pending_restatement'
        FROM pending_restatement
        WHERE authority_id = \(authority)
          AND NOT EXISTS (SELECT FROM applied WHERE applied.run_id = pending_restatement.run_id)
        UNION ALL
        SELECT 'source_limit'
        FROM source_limit
        WHERE authority_id = \(authority)
          AND NOT EXISTS (SELECT FROM applied WHERE applied.run_id = source_limit.run_id)
        UNION ALL
        SELECT 'source_age'
        FROM source_age
        WHERE authority_id = \(authority)
          AND NOT EXISTS (SELECT FROM applied WHERE applied.run_id = source_age.run_id)
      )
      SELECT kind, count(*)
      FROM stray
      GROUP BY kind
      ORDER BY kind
      """
    return statement.labelled("store.audit.strays")
  }
}
