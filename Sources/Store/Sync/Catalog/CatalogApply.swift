import Postgres
import Procedures

/// Writes a planned catalog sync: the statements, in the order in which they run.
///
/// What was believed is never changed. It moves to the past with the instant at which it stopped
/// being believed, and the part of it that lies before the cut is said anew.
enum CatalogApply {
  static func insertProcedures(authority: Int64) -> Statement {
    let statement: Statement = """
      INSERT INTO procedure (authority_id, code)
      SELECT \(authority), code
      FROM stage_procedure
      WHERE procedure_id IS NULL AND valid_from IS NOT NULL
      ORDER BY code
      """
    return statement.labelled("store.catalog.insertProcedures")
  }

  /// Fields are told apart by their folded name; of new spellings the least by code point stays.
  static func insertFields(authority: Int64) -> Statement {
    let statement: Statement = """
      INSERT INTO field (authority_id, match_key, name)
      SELECT \(authority), field_key, min(field_name COLLATE "C")
      FROM stage_procedure
      WHERE field_key IS NOT NULL
        AND valid_from IS NOT NULL
        AND NOT EXISTS (
          SELECT
          FROM field
          WHERE field.authority_id = \(authority)
            AND field.match_key = stage_procedure.field_key)
      GROUP BY field_key
      ORDER BY field_key COLLATE "C"
      """
    return statement.labelled("store.catalog.insertFields")
  }

  /// Keys whose claims are cut, and the first day on which something else holds.
  static func createCuts(effective: CalendarDay) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      CREATE TEMPORARY TABLE plan_cut ON COMMIT DROP AS
      SELECT procedure_id, agency_key, service_code, valid_from AS cut_on
      FROM plan_offering
      WHERE procedure_id IS NOT NULL
      UNION ALL
      SELECT procedure_id, agency_key, service_code, \(day)
      FROM plan_withdrawal
      WHERE NOT is_missing
      """
    return statement.labelled("store.catalog.createCuts")
  }

  static func moveToPast(
    authority: Int64, source: Int64, run: Int64, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      WITH moved AS (
        DELETE FROM offering_claim AS claim
        USING plan_cut
        WHERE claim.authority_id = \(authority)
          AND claim.source_id = \(source)
          AND claim.procedure_id = plan_cut.procedure_id
          AND claim.agency_key = plan_cut.agency_key
          AND claim.service_code = plan_cut.service_code
          AND claim.valid_to > plan_cut.cut_on
        RETURNING claim.*
      )
      INSERT INTO offering_claim_past (
        authority_id, procedure_id, agency_id, source_id, service_code, valid_from, valid_to,
        level_id, eligible, eligible_full, eligible_decision, fee, payment_eligible,
        payment_enabled, means, one_stop, interlinked, decision, row_number, known_from, run_id,
        known_to, superseded_by_run)
      SELECT authority_id, procedure_id, agency_id, source_id, service_code, valid_from, valid_to,
        level_id, eligible, eligible_full, eligible_decision, fee, payment_eligible,
        payment_enabled, means, one_stop, interlinked, decision, row_number, known_from, run_id,
        \(known), \(run)
      FROM moved
      """
    return statement.labelled("store.catalog.moveToPast")
  }

  /// The part before the cut holds as before, and is known to end from now on.
  static func insertClipped(
    authority: Int64, source: Int64, run: Int64, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO offering_claim (
        authority_id, procedure_id, agency_id, source_id, service_code, valid_from, valid_to,
        level_id, eligible, eligible_full, eligible_decision, fee, payment_eligible,
        payment_enabled, means, one_stop, interlinked, decision, row_number, known_from, run_id)
      SELECT past.authority_id, past.procedure_id, past.agency_id, past.source_id,
        past.service_code, past.valid_from, plan_cut.cut_on, past.level_id, past.eligible,
        past.eligible_full, past.eligible_decision, past.fee, past.payment_eligible,
        past.payment_enabled, past.means, past.one_stop, past.interlinked, past.decision,
        past.row_number, \(known), past.run_id
      FROM offering_claim_past AS past
      JOIN plan_cut
        ON past.procedure_id = plan_cut.procedure_id
        AND past.agency_key = plan_cut.agency_key
        AND past.service_code = plan_cut.service_code
      WHERE past.authority_id = \(authority)
        AND past.source_id = \(source)
        AND past.superseded_by_run = \(run)
        AND past.valid_from < plan_cut.cut_on
      """
    return statement.labelled("store.catalog.insertClipped")
  }

  /// Ordered by key, so that the primary key's index grows at its end and stays dense.
  static func insertOfferings(
    authority: Int64, source: Int64, run: Int64, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO offering_claim (
        authority_id, procedure_id, agency_id, source_id, service_code, valid_from, valid_to,
        level_id, eligible, eligible_full, eligible_decision, fee, payment_eligible,
        payment_enabled, means, one_stop, interlinked, decision, row_number, known_from, run_id)
      SELECT \(authority), procedure.procedure_id, NULLIF(plan.agency_key, 0), \(source),
        plan.service_code, plan.valid_from, 'infinity', plan.level_id, plan.eligible,
        plan.eligible_full, plan.eligible_decision, plan.fee, plan.payment_eligible,
        plan.payment_enabled, plan.means, plan.one_stop, plan.interlinked, plan.decision,
        plan.row_number, \(known), \(run)
      FROM plan_offering AS plan
      JOIN stage_procedure AS procedure USING (procedure_ref)
      ORDER BY procedure.procedure_id, plan.agency_key, plan.service_code
      """
    return statement.labelled("store.catalog.insertOfferings")
  }
}
