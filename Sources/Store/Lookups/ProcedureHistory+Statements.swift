import Postgres

extension ProcedureHistory {
  /// What was ever said of a procedure itself and of its offerings. Values are texts; null: the
  /// source says nothing, empty: that it does not know.
  static func select(authority: Int64, code: String, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      WITH asked AS (
        SELECT procedure_id
        FROM procedure
        WHERE authority_id = \(authority) AND code = \(code)
      ), said AS (
        SELECT NULL::text AS agency, ''::text AS service_code, claim.source_id, claim.valid_from,
          claim.valid_to, claim.known_from, claim.known_to, claim.run_id, claim.superseded_by_run,
          claim.row_number,
          claim.name, CASE WHEN claim.field_unknown THEN '' ELSE field.name END AS field,
          claim.tiers AS tier, \(answer("claim.is_internal")) AS type,
          array_to_string(claim.replaces, ';') AS replaces, NULL::text AS level,
          NULL::text AS eligible, NULL::text AS eligible_full, NULL::text AS eligible_decision,
          NULL::text AS fee, NULL::text AS payment_eligible, NULL::text AS payment_enabled,
          NULL::text AS means, NULL::text AS one_stop, NULL::text AS interlinked,
          NULL::text AS decision
        FROM (
          SELECT authority_id, procedure_id, source_id, valid_from, valid_to, name, field_id,
            field_unknown, tiers, is_internal, replaces, row_number, known_from,
            timestamptz 'infinity' AS known_to, run_id, NULL::bigint AS superseded_by_run
          FROM procedure_claim
          UNION ALL
          SELECT authority_id, procedure_id, source_id, valid_from, valid_to, name, field_id,
            field_unknown, tiers, is_internal, replaces, row_number, known_from, known_to, run_id,
            superseded_by_run
          FROM procedure_claim_past
        ) AS claim
        JOIN asked USING (procedure_id)
        LEFT JOIN field
          ON field.authority_id = claim.authority_id AND field.field_id = claim.field_id
        WHERE claim.authority_id = \(authority)
        UNION ALL
        SELECT COALESCE(agency.code, ''), claim.service_code, claim.source_id, claim.valid_from,
          claim.valid_to, claim.known_from, claim.known_to, claim.run_id, claim.superseded_by_run,
          claim.row_number,
          NULL, NULL, NULL, NULL, NULL,
          CASE WHEN claim.level_id = 0 THEN '' ELSE level.scheme || ' ' || level.code END,
          \(answer("claim.eligible")), \(answer("claim.eligible_full")), claim.eligible_decision,
          \(answer("claim.fee")), \(answer("claim.payment_eligible")),
          \(answer("claim.payment_enabled")), claim.means, \(answer("claim.one_stop")),
          \(answer("claim.interlinked")), claim.decision
        FROM (
          SELECT authority_id, procedure_id, agency_id, source_id, service_code, valid_from,
            valid_to, level_id, eligible, eligible_full, eligible_decision, fee, payment_eligible,
            payment_enabled, means, one_stop, interlinked, decision, row_number, known_from,
            timestamptz 'infinity' AS known_to, run_id, NULL::bigint AS superseded_by_run
          FROM offering_claim
          UNION ALL
          SELECT authority_id, procedure_id, agency_id, source_id, service_code, valid_from,
            valid_to, level_id, eligible, eligible_full, eligible_decision, fee, payment_eligible,
            payment_enabled, means, one_stop, interlinked, decision, row_number, known_from,
            known_to, run_id, superseded_by_run
          FROM offering_claim_past
        ) AS claim
        JOIN asked USING (procedure_id)
        LEFT JOIN agency
          ON agency.authority_id = claim.authority_id AND agency.agency_id = claim.agency_id
        LEFT JOIN online_level AS level
          ON level.authority_id = claim.authority_id AND level.level_id = claim.level_id
        WHERE claim.authority_id = \(authority)
      )
      SELECT said.agency, said.service_code, source.name, said.valid_from, said.valid_to,
        said.known_from, said.known_to, said.run_id, said.superseded_by_run, run.location,
        run.sheet, run.started_by, said.row_number, run.meanings, said.name,
        said.field, said.tier, said.type, said.replaces, said.level, said.eligible,
        said.eligible_full, said.eligible_decision, said.fee, said.payment_eligible,
        said.payment_enabled, said.means, said.one_stop, said.interlinked, said.decision
      FROM said
      JOIN source ON source.authority_id = \(authority) AND source.source_id = said.source_id
      JOIN run ON run.authority_id = \(authority) AND run.run_id = said.run_id
      WHERE said.known_from <= \(known)
      ORDER BY said.known_from, said.agency NULLS FIRST, said.service_code, said.valid_from,
        source.name
      """
    return statement.labelled("store.lookups.procedureHistory")
  }

  /// The answers 0, 1 and 2 as words.
  private static func answer(_ column: Statement) -> Statement {
    "CASE \(column) WHEN 0 THEN 'no' WHEN 1 THEN 'yes' WHEN 2 THEN '' END"
  }
}
