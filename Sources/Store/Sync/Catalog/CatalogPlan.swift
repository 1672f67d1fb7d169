import Postgres
import Procedures

/// The difference between a staged snapshot and what its source said before.
///
/// Only differences are written down: an unchanged row costs a join and nothing else.
enum CatalogPlan {
  /// One row for each key whose content is new or other. `is_new`: the source had no claim in
  /// force on the first day. `is_read`: a figure reads what differs.
  ///
  /// A column that the source lacks leaves the old value. Content holds from `valid_from` without
  /// end, so that a claim that ends, or begins later, differs too.
  static func createOfferings(authority: Int64, source: Int64) -> Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE plan_offering ON COMMIT DROP AS
      SELECT staged.procedure_ref, procedure.procedure_id, staged.agency_key,
          staged.service_code, staged.valid_from, staged.row_number,
          COALESCE(staged.level_id, claim.level_id) AS level_id,
          COALESCE(staged.eligible, claim.eligible) AS eligible,
          COALESCE(staged.eligible_full, claim.eligible_full) AS eligible_full,
          COALESCE(staged.eligible_decision, claim.eligible_decision) AS eligible_decision,
          COALESCE(staged.fee, claim.fee) AS fee,
          COALESCE(staged.payment_eligible, claim.payment_eligible) AS payment_eligible,
          COALESCE(staged.payment_enabled, claim.payment_enabled) AS payment_enabled,
          COALESCE(staged.means, claim.means) AS means,
          COALESCE(staged.one_stop, claim.one_stop) AS one_stop,
          COALESCE(staged.interlinked, claim.interlinked) AS interlinked,
          COALESCE(staged.decision, claim.decision) AS decision,
          claim.level_id AS old_level_id,
          claim.eligible AS old_eligible,
          claim.eligible_full AS old_eligible_full,
          claim.fee AS old_fee,
          claim.payment_eligible AS old_payment_eligible,
          claim.payment_enabled AS old_payment_enabled,
          claim.means AS old_means,
          claim.procedure_id IS NULL AS is_new,
          (claim.procedure_id IS NULL
            OR claim.valid_to <> 'infinity'
            OR COALESCE(staged.level_id, claim.level_id) IS DISTINCT FROM claim.level_id
            OR COALESCE(staged.eligible, claim.eligible) IS DISTINCT FROM claim.eligible
            OR COALESCE(staged.eligible_full, claim.eligible_full) IS DISTINCT FROM claim.eligible_full
            OR COALESCE(staged.fee, claim.fee) IS DISTINCT FROM claim.fee
            OR COALESCE(staged.payment_eligible, claim.payment_eligible) IS DISTINCT FROM claim.payment_eligible
            OR COALESCE(staged.payment_enabled, claim.payment_enabled) IS DISTINCT FROM claim.payment_enabled
            OR COALESCE(staged.means, claim.means) IS DISTINCT FROM claim.means) AS is_read
      FROM stage_offering AS staged
      JOIN stage_procedure AS procedure USING (procedure_ref)
      LEFT JOIN offering_claim AS claim
        ON claim.authority_id = \(authority)
        AND claim.source_id = \(source)
        AND claim.procedure_id = procedure.procedure_id
        AND claim.agency_key = staged.agency_key
        AND claim.service_code = staged.service_code
        AND claim.valid_from <= staged.valid_from
        AND claim.valid_to > staged.valid_from
      WHERE staged.state = 0
        AND (claim.procedure_id IS NULL
            OR claim.valid_to <> 'infinity'
            OR COALESCE(staged.level_id, claim.level_id) IS DISTINCT FROM claim.level_id
            OR COALESCE(staged.eligible, claim.eligible) IS DISTINCT FROM claim.eligible
            OR COALESCE(staged.eligible_full, claim.eligible_full) IS DISTINCT FROM claim.eligible_full
            OR COALESCE(staged.eligible_decision, claim.eligible_decision) IS DISTINCT FROM claim.eligible_decision
            OR COALESCE(staged.fee, claim.fee) IS DISTINCT FROM claim.fee
            OR COALESCE(staged.payment_eligible, claim.payment_eligible) IS DISTINCT FROM claim.payment_eligible
            OR COALESCE(staged.payment_enabled, claim.payment_enabled) IS DISTINCT FROM claim.payment_enabled
            OR COALESCE(staged.means, claim.means) IS DISTINCT FROM claim.means
            OR COALESCE(staged.one_stop, claim.one_stop) IS DISTINCT FROM claim.one_stop
            OR COALESCE(staged.interlinked, claim.interlinked) IS DISTINCT FROM claim.interlinked
            OR COALESCE(staged.decision, claim.decision) IS DISTINCT FROM claim.decision)
      """
    return statement.labelled("store.catalog.planOfferings")
  }

  /// Where nothing was in force on the first day but something is to come later, what the file
  /// says nothing about stays as it was to be.
  static func keepWhatWasToCome(authority: Int64, source: Int64) -> Statement {
    let statement: Statement = """
      UPDATE plan_offering AS plan
      SET level_id = COALESCE(plan.level_id, later.level_id),
        eligible = COALESCE(plan.eligible, later.eligible),
        eligible_full = COALESCE(plan.eligible_full, later.eligible_full),
        eligible_decision = COALESCE(plan.eligible_decision, later.eligible_decision),
        fee = COALESCE(plan.fee, later.fee),
        payment_eligible = COALESCE(plan.payment_eligible, later.payment_eligible),
        payment_enabled = COALESCE(plan.payment_enabled, later.payment_enabled),
        means = COALESCE(plan.means, later.means),
        one_stop = COALESCE(plan.one_stop, later.one_stop),
        interlinked = COALESCE(plan.interlinked, later.interlinked),
        decision = COALESCE(plan.decision, later.decision)
      FROM (
        SELECT DISTINCT ON (claim.procedure_id, claim.agency_key, claim.service_code) claim.*
        FROM plan_offering AS new
        JOIN offering_claim AS claim
          ON claim.authority_id = \(authority)
          AND claim.source_id = \(source)
          AND claim.procedure_id = new.procedure_id
          AND claim.agency_key = new.agency_key
          AND claim.service_code = new.service_code
          AND claim.valid_from > new.valid_from
        WHERE new.is_new AND new.procedure_id IS NOT NULL
        ORDER BY claim.procedure_id, claim.agency_key, claim.service_code, claim.valid_from
      ) AS later
      WHERE plan.is_new
        AND plan.procedure_id = later.procedure_id
        AND plan.agency_key = later.agency_key
        AND plan.service_code = later.service_code
      """
    return statement.labelled("store.catalog.keepWhatWasToCome")
  }

  /// One row for each claimed key of the source and scope that the file does not name, and that is
  /// not protected because a held row may be it. `scope` limits to these agencies; nil is all.
  static func createWithdrawals(
    authority: Int64, source: Int64, effective: CalendarDay, scope: [Int64]?
  ) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      CREATE TEMPORARY TABLE plan_withdrawal ON COMMIT DROP AS
      SELECT claim.procedure_id, claim.agency_key, claim.service_code,
        false AS is_missing
      FROM offering_claim AS claim
      WHERE claim.authority_id = \(authority)
        AND claim.source_id = \(source)
        AND claim.valid_to > \(day)
        AND (\(scope == nil) OR claim.agency_key = ANY (\(scope ?? [])))
        AND NOT EXISTS (
          SELECT
          FROM stage_offering AS staged
          JOIN stage_procedure AS procedure USING (procedure_ref)
          WHERE procedure.procedure_id = claim.procedure_id
            AND staged.agency_key = claim.agency_key
            AND staged.service_code = claim.service_code)
      GROUP BY claim.procedure_id, claim.agency_key, claim.service_code
      """
    return statement.labelled("store.catalog.planWithdrawals")
  }

  /// Takes out the keys that a held row names: they count as present.
  static func dropHeldKeys(authority: Int64) -> Statement {
    let statement: Statement = """
      DELETE FROM plan_withdrawal
      USING procedure, stage_held_key AS held
      WHERE procedure.authority_id = \(authority)
        AND procedure.procedure_id = plan_withdrawal.procedure_id
        AND held.code = procedure.code
        AND held.agency_key = plan_withdrawal.agency_key
        AND (held.service_code IS NULL OR held.service_code = plan_withdrawal.service_code)
      """
    return statement.labelled("store.catalog.dropHeldKeys")
  }

  /// Marks what may be a held row whose key could not be read: of these agencies, or of all.
  static func markMissing(agencies: [Int64], all: Bool) -> Statement {
    let statement: Statement = """
      UPDATE plan_withdrawal
      SET is_missing = true
      WHERE \(all) OR agency_key = ANY (\(agencies))
      """
    return statement.labelled("store.catalog.markMissing")
  }

  /// Offerings by what would happen to them: added, changed, withdrawn, returned, unchanged,
  /// missing. An offering with several services is one. Declarations are no offerings.
  static func countRecords(authority: Int64, source: Int64, effective: CalendarDay) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      WITH touched AS (
        SELECT procedure_id, agency_key, bool_or(stays) AS stays, bool_or(leaves) AS leaves
        FROM (
          SELECT procedure_id, agency_key, true AS stays, false AS leaves
          FROM plan_offering
          WHERE procedure_id IS NOT NULL AND agency_key <> 0
          UNION ALL
          SELECT procedure_id, agency_key, false, true
          FROM plan_withdrawal
          WHERE NOT is_missing AND agency_key <> 0
        ) AS parts
        GROUP BY procedure_id, agency_key
      ), judged AS (
        SELECT touched.*,
          EXISTS (
            SELECT
            FROM offering_claim AS claim
            WHERE claim.authority_id = \(authority) AND claim.source_id = \(source)
              AND claim.procedure_id = touched.procedure_id
              AND claim.agency_key = touched.agency_key
              AND claim.valid_to > \(day)) AS was_in_force,
          stays OR EXISTS (
            SELECT
            FROM offering_claim AS claim
            WHERE claim.authority_id = \(authority) AND claim.source_id = \(source)
              AND claim.procedure_id = touched.procedure_id
              AND claim.agency_key = touched.agency_key
              AND claim.valid_to > \(day)
              AND NOT EXISTS (
                SELECT
                FROM plan_withdrawal AS gone
                WHERE gone.procedure_id = claim.procedure_id
                  AND gone.agency_key = claim.agency_key
                  AND gone.service_code = claim.service_code
                  AND NOT gone.is_missing)) AS is_in_force,
          EXISTS (
            SELECT
            FROM offering_claim AS claim
            WHERE claim.authority_id = \(authority) AND claim.source_id = \(source)
              AND claim.procedure_id = touched.procedure_id
              AND claim.agency_key = touched.agency_key)
          OR EXISTS (
            SELECT
            FROM offering_claim_past AS claim
            WHERE claim.authority_id = \(authority) AND claim.source_id = \(source)
              AND claim.procedure_id = touched.procedure_id
              AND claim.agency_key = touched.agency_key) AS was_ever
        FROM touched
      )
      SELECT
        (SELECT count(*)
          FROM (
            SELECT DISTINCT procedure_ref, agency_key
            FROM plan_offering
            WHERE procedure_id IS NULL AND agency_key <> 0) AS new_procedures)
          + count(*) FILTER (WHERE is_in_force AND NOT was_ever),
        count(*) FILTER (WHERE is_in_force AND was_in_force),
        count(*) FILTER (WHERE NOT is_in_force AND was_in_force),
        count(*) FILTER (WHERE is_in_force AND NOT was_in_force AND was_ever),
        (SELECT count(*)
          FROM (
            SELECT procedure_ref, agency_key
            FROM stage_offering
            WHERE state <> 1 AND agency_key <> 0
            EXCEPT
            SELECT procedure_ref, agency_key
            FROM plan_offering
            EXCEPT
            SELECT procedure.procedure_ref, gone.agency_key
            FROM plan_withdrawal AS gone
            JOIN stage_procedure AS procedure USING (procedure_id)
            WHERE NOT gone.is_missing) AS untouched),
        (SELECT count(*)
          FROM (
            SELECT DISTINCT procedure_id, agency_key
            FROM plan_withdrawal
            WHERE is_missing) AS missing)
      FROM judged
      """
    return statement.labelled("store.catalog.countRecords")
  }
}
