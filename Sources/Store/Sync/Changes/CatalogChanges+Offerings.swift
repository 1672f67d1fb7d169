import Postgres
import Procedures

extension CatalogChanges {
  /// Offerings of one procedure and service that leave exactly one agency and come to exactly one.
  static var createMoves: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE plan_move ON COMMIT DROP AS
      SELECT gone.procedure_id, gone.service_code, gone.from_key, come.to_key
      FROM (
        SELECT procedure_id, service_code, min(agency_key) AS from_key
        FROM plan_withdrawal
        WHERE NOT is_missing AND agency_key <> 0
        GROUP BY procedure_id, service_code
        HAVING count(*) = 1
      ) AS gone
      JOIN (
        SELECT procedure_id, service_code, min(agency_key) AS to_key
        FROM plan_offering
        WHERE is_new AND agency_key <> 0 AND procedure_id IS NOT NULL
        GROUP BY procedure_id, service_code
        HAVING count(*) = 1
      ) AS come USING (procedure_id, service_code)
      """
    return statement.labelled("store.changes.createMoves")
  }

  /// What the source did not say to be in force, now or later: new, or returned.
  static func addArrivals(authority: Int64, source: Int64) -> Statement {
    let statement: Statement = """
      INSERT INTO plan_change (
        kind, subject, code, agency_code, service_code, attribute, old_value, new_value,
        row_number)
      SELECT
        CASE WHEN plan.procedure_id IS NOT NULL AND (
            EXISTS (
              SELECT
              FROM offering_claim AS claim
              WHERE claim.authority_id = \(authority)
                AND claim.source_id = \(source)
                AND claim.procedure_id = plan.procedure_id
                AND claim.agency_key = plan.agency_key
                AND claim.service_code = plan.service_code)
            OR EXISTS (
              SELECT
              FROM offering_claim_past AS claim
              WHERE claim.authority_id = \(authority)
                AND claim.source_id = \(source)
                AND claim.procedure_id = plan.procedure_id
                AND claim.agency_key = plan.agency_key
                AND claim.service_code = plan.service_code))
          THEN 'returned' ELSE 'new' END,
        'offering', procedure.code, agency.code, plan.service_code, NULL, NULL,
        concat_ws('; ',
          'level=' || \(levelText("plan", "level")),
          'eligible=' || (ARRAY['no', 'yes', 'unknown'])[plan.eligible + 1],
          'eligible_full=' || (ARRAY['no', 'yes', 'unknown'])[plan.eligible_full + 1],
          'eligible_decision=' || plan.eligible_decision,
          'fee=' || (ARRAY['no', 'yes', 'unknown'])[plan.fee + 1],
          'payment_eligible=' || (ARRAY['no', 'yes', 'unknown'])[plan.payment_eligible + 1],
          'payment_enabled=' || (ARRAY['no', 'yes', 'unknown'])[plan.payment_enabled + 1],
          'means=' || CASE plan.means WHEN '-' THEN 'none' ELSE plan.means END,
          'one_stop=' || (ARRAY['no', 'yes', 'unknown'])[plan.one_stop + 1],
          'interlinked=' || (ARRAY['no', 'yes', 'unknown'])[plan.interlinked + 1],
          'decision=' || plan.decision,
          'valid_from=' || plan.valid_from),
        file.row_number
      FROM plan_offering AS plan
      JOIN stage_procedure AS procedure USING (procedure_ref)
      JOIN stage_offering AS file
        ON file.procedure_ref = plan.procedure_ref
        AND file.agency_key = plan.agency_key
        AND file.service_code = plan.service_code
        AND file.state = 0
      LEFT JOIN agency
        ON agency.authority_id = \(authority) AND agency.agency_id = plan.agency_key
      LEFT JOIN online_level AS level
        ON level.authority_id = \(authority) AND level.level_id = plan.level_id
      WHERE plan.is_new
        AND NOT EXISTS (
          SELECT
          FROM plan_move AS move
          WHERE move.procedure_id = plan.procedure_id
            AND move.to_key = plan.agency_key
            AND move.service_code = plan.service_code)
        AND (plan.procedure_id IS NULL
          OR NOT EXISTS (
            SELECT
            FROM offering_claim AS claim
            WHERE claim.authority_id = \(authority)
              AND claim.source_id = \(source)
              AND claim.procedure_id = plan.procedure_id
              AND claim.agency_key = plan.agency_key
              AND claim.service_code = plan.service_code
              AND claim.valid_to > plan.valid_from))
      """
    return statement.labelled("store.changes.addArrivals")
  }

  /// What differs in what was said before: of the same key, or for a move of the agency left. A
  /// claim that was to begin later is what a key is compared with that is not in force yet.
  static func addDifferences(authority: Int64, source: Int64) -> Statement {
    let statement: Statement = """
      INSERT INTO plan_change (
        kind, subject, code, agency_code, service_code, attribute, old_value, new_value,
        row_number)
      SELECT change.kind, 'offering', procedure.code, agency.code, plan.service_code,
        change.attribute, change.old_value, change.new_value, file.row_number
      FROM plan_offering AS plan
      JOIN stage_procedure AS procedure USING (procedure_ref)
      JOIN stage_offering AS file
        ON file.procedure_ref = plan.procedure_ref
        AND file.agency_key = plan.agency_key
        AND file.service_code = plan.service_code
        AND file.state = 0
      LEFT JOIN plan_move AS move
        ON plan.is_new
        AND move.procedure_id = plan.procedure_id
        AND move.to_key = plan.agency_key
        AND move.service_code = plan.service_code
      LEFT JOIN LATERAL (
        SELECT claim.*
        FROM offering_claim AS claim
        WHERE claim.authority_id = \(authority)
          AND claim.source_id = \(source)
          AND claim.procedure_id = plan.procedure_id
          AND claim.agency_key = COALESCE(move.from_key, plan.agency_key)
          AND claim.service_code = plan.service_code
          AND claim.valid_to > plan.valid_from
        ORDER BY claim.valid_from
        LIMIT 1
      ) AS old ON true
      LEFT JOIN agency
        ON agency.authority_id = \(authority) AND agency.agency_id = plan.agency_key
      LEFT JOIN agency AS left_agency
        ON left_agency.authority_id = \(authority) AND left_agency.agency_id = move.from_key
      LEFT JOIN online_level AS level
        ON level.authority_id = \(authority) AND level.level_id = plan.level_id
      LEFT JOIN online_level AS old_level
        ON old_level.authority_id = \(authority) AND old_level.level_id = old.level_id
      CROSS JOIN LATERAL (VALUES
        (move.procedure_id IS NOT NULL, 'moved', 'agency', left_agency.code, agency.code),
        (plan.is_new AND (move.procedure_id IS NULL OR old.valid_from > plan.valid_from),
          'changed', 'valid_from', old.valid_from::text, plan.valid_from::text),
        (old.valid_to <> 'infinity', 'changed', 'valid_to', old.valid_to::text, NULL),
        (plan.level_id IS DISTINCT FROM old.level_id, \(levelKind), 'level',
          \(levelText("old", "old_level")), \(levelText("plan", "level"))),
        (plan.eligible IS DISTINCT FROM old.eligible, 'changed', 'eligible',
          (ARRAY['no', 'yes', 'unknown'])[old.eligible + 1],
          (ARRAY['no', 'yes', 'unknown'])[plan.eligible + 1]),
        (plan.eligible_full IS DISTINCT FROM old.eligible_full, 'changed', 'eligible_full',
          (ARRAY['no', 'yes', 'unknown'])[old.eligible_full + 1],
          (ARRAY['no', 'yes', 'unknown'])[plan.eligible_full + 1]),
        (plan.eligible_decision IS DISTINCT FROM old.eligible_decision, 'changed',
          'eligible_decision', old.eligible_decision, plan.eligible_decision),
        (plan.fee IS DISTINCT FROM old.fee, 'changed', 'fee',
          (ARRAY['no', 'yes', 'unknown'])[old.fee + 1],
          (ARRAY['no', 'yes', 'unknown'])[plan.fee + 1]),
        (plan.payment_eligible IS DISTINCT FROM old.payment_eligible, 'changed',
          'payment_eligible', (ARRAY['no', 'yes', 'unknown'])[old.payment_eligible + 1],
          (ARRAY['no', 'yes', 'unknown'])[plan.payment_eligible + 1]),
        (plan.payment_enabled IS DISTINCT FROM old.payment_enabled, 'changed', 'payment_enabled',
          (ARRAY['no', 'yes', 'unknown'])[old.payment_enabled + 1],
          (ARRAY['no', 'yes', 'unknown'])[plan.payment_enabled + 1]),
        (plan.means IS DISTINCT FROM old.means, 'changed', 'means',
          CASE old.means WHEN '-' THEN 'none' WHEN '' THEN 'unknown' ELSE old.means END,
          CASE plan.means WHEN '-' THEN 'none' WHEN '' THEN 'unknown' ELSE plan.means END),
        (plan.one_stop IS DISTINCT FROM old.one_stop, 'changed', 'one_stop',
          (ARRAY['no', 'yes', 'unknown'])[old.one_stop + 1],
          (ARRAY['no', 'yes', 'unknown'])[plan.one_stop + 1]),
        (plan.interlinked IS DISTINCT FROM old.interlinked, 'changed', 'interlinked',
          (ARRAY['no', 'yes', 'unknown'])[old.interlinked + 1],
          (ARRAY['no', 'yes', 'unknown'])[plan.interlinked + 1]),
        (plan.decision IS DISTINCT FROM old.decision, 'changed', 'decision', old.decision,
          plan.decision)
      ) AS change (applies, kind, attribute, old_value, new_value)
      WHERE plan.procedure_id IS NOT NULL
        AND (old.procedure_id IS NOT NULL OR move.procedure_id IS NOT NULL)
        AND change.applies
      """
    return statement.labelled("store.changes.addDifferences")
  }

  /// What the file does not name, but for what a move has told already.
  static func addDepartures(
    authority: Int64, source: Int64, effective: CalendarDay
  ) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      INSERT INTO plan_change (
        kind, subject, code, agency_code, service_code, attribute, old_value, new_value,
        row_number)
      SELECT CASE WHEN gone.is_missing THEN 'missing' ELSE 'withdrawn' END, 'offering',
        procedure.code, agency.code, gone.service_code, NULL, \(levelText("old", "level")), NULL,
        NULL
      FROM plan_withdrawal AS gone
      JOIN procedure
        ON procedure.authority_id = \(authority) AND procedure.procedure_id = gone.procedure_id
      LEFT JOIN agency
        ON agency.authority_id = \(authority) AND agency.agency_id = gone.agency_key
      LEFT JOIN LATERAL (
        SELECT claim.level_id
        FROM offering_claim AS claim
        WHERE claim.authority_id = \(authority)
          AND claim.source_id = \(source)
          AND claim.procedure_id = gone.procedure_id
          AND claim.agency_key = gone.agency_key
          AND claim.service_code = gone.service_code
          AND claim.valid_to > \(day)
        ORDER BY claim.valid_from
        LIMIT 1
      ) AS old ON true
      LEFT JOIN online_level AS level
        ON level.authority_id = \(authority) AND level.level_id = old.level_id
      WHERE NOT EXISTS (
        SELECT
        FROM plan_move AS move
        WHERE move.procedure_id = gone.procedure_id
          AND move.from_key = gone.agency_key
          AND move.service_code = gone.service_code)
      """
    return statement.labelled("store.changes.addDepartures")
  }

  /// The level of a row whose number stands in `claim` and whose entry of the list in `entry`.
  private static func levelText(_ claim: Statement, _ entry: Statement) -> Statement {
    "CASE WHEN \(claim).level_id = 0 THEN 'unknown' ELSE \(entry).scheme || ' ' || \(entry).code END"
  }

  /// Levels compare by the rank of their class: full, partial, info, none.
  private static var levelKind: Statement {
    let classes: Statement = "ARRAY['none', 'info', 'partial', 'full']"
    return """
      CASE
        WHEN COALESCE(array_position(\(classes), level.level_key), 0)
          = COALESCE(array_position(\(classes), old_level.level_key), 0) THEN 'changed'
        WHEN array_position(\(classes), old_level.level_key) IS NULL THEN 'level_known'
        WHEN array_position(\(classes), level.level_key) IS NULL THEN 'level_unknown'
        WHEN array_position(\(classes), level.level_key)
          > array_position(\(classes), old_level.level_key) THEN 'level_raised'
        ELSE 'level_lowered'
      END
      """
  }
}
