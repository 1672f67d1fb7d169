import Postgres

/// The statements that take a run back, for each table of claims alike.
///
/// What is current of the run's source is what stood after the run: later runs that wrote were
/// taken back themselves. So every key that the run wrote leaves, also where a later revert has
/// said it anew, and every claim that the run superseded is believed again, from now on and by
/// the word of the run that said it first.
extension RunReversal {
  static func moveToPastOfferings(
    authority: Int64, run: RecordedRun, by revert: Int64, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      WITH written AS (
        SELECT procedure_id, agency_key, source_id, service_code, valid_from
        FROM offering_claim
        WHERE authority_id = \(authority)
          AND source_id = \(run.source)
          AND known_from = \(run.known)
        UNION
        SELECT procedure_id, agency_key, source_id, service_code, valid_from
        FROM offering_claim_past
        WHERE authority_id = \(authority)
          AND source_id = \(run.source)
          AND known_from = \(run.known)
      ), moved AS (
        DELETE FROM offering_claim AS claim
        USING written
        WHERE claim.authority_id = \(authority)
          AND claim.procedure_id = written.procedure_id
          AND claim.agency_key = written.agency_key
          AND claim.source_id = written.source_id
          AND claim.service_code = written.service_code
          AND claim.valid_from = written.valid_from
        RETURNING claim.*
      )
      INSERT INTO offering_claim_past (
        authority_id, procedure_id, agency_id, source_id, service_code, valid_from,
        valid_to, level_id, eligible, eligible_full, eligible_decision, fee,
        payment_eligible, payment_enabled, means, one_stop, interlinked, decision,
        row_number, known_from, run_id, known_to, superseded_by_run)
      SELECT
        authority_id, procedure_id, agency_id, source_id, service_code, valid_from,
        valid_to, level_id, eligible, eligible_full, eligible_decision, fee,
        payment_eligible, payment_enabled, means, one_stop, interlinked, decision,
        row_number, known_from, run_id,
        \(known), \(revert)
      FROM moved
      """
    return statement.labelled("store.revert.moveToPastOfferings")
  }

  static func restoreOfferings(
    authority: Int64, run: RecordedRun, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO offering_claim (
        authority_id, procedure_id, agency_id, source_id, service_code, valid_from,
        valid_to, level_id, eligible, eligible_full, eligible_decision, fee,
        payment_eligible, payment_enabled, means, one_stop, interlinked, decision,
        row_number, known_from, run_id)
      SELECT
        authority_id, procedure_id, agency_id, source_id, service_code, valid_from,
        valid_to, level_id, eligible, eligible_full, eligible_decision, fee,
        payment_eligible, payment_enabled, means, one_stop, interlinked, decision,
        row_number,
        \(known), run_id
      FROM offering_claim_past
      WHERE authority_id = \(authority)
        AND source_id = \(run.source)
        AND superseded_by_run = \(run.id)
      ORDER BY procedure_id, agency_key, source_id, service_code, valid_from
      """
    return statement.labelled("store.revert.restoreOfferings")
  }

  static func moveToPastProcedures(
    authority: Int64, run: RecordedRun, by revert: Int64, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      WITH written AS (
        SELECT procedure_id, source_id, valid_from
        FROM procedure_claim
        WHERE authority_id = \(authority)
          AND source_id = \(run.source)
          AND known_from = \(run.known)
        UNION
        SELECT procedure_id, source_id, valid_from
        FROM procedure_claim_past
        WHERE authority_id = \(authority)
          AND source_id = \(run.source)
          AND known_from = \(run.known)
      ), moved AS (
        DELETE FROM procedure_claim AS claim
        USING written
        WHERE claim.authority_id = \(authority)
          AND claim.procedure_id = written.procedure_id
          AND claim.source_id = written.source_id
          AND claim.valid_from = written.valid_from
        RETURNING claim.*
      )
      INSERT INTO procedure_claim_past (
        authority_id, procedure_id, source_id, valid_from, valid_to, declared, name,
        field_id, field_unknown, tiers, is_internal, row_number, replaces, known_from,
        run_id, known_to, superseded_by_run)
      SELECT
        authority_id, procedure_id, source_id, valid_from, valid_to, declared, name,
        field_id, field_unknown, tiers, is_internal, row_number, replaces, known_from,
        run_id,
        \(known), \(revert)
      FROM moved
      """
    return statement.labelled("store.revert.moveToPastProcedures")
  }

  static func restoreProcedures(
    authority: Int64, run: RecordedRun, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO procedure_claim (
        authority_id, procedure_id, source_id, valid_from, valid_to, declared, name,
        field_id, field_unknown, tiers, is_internal, row_number, replaces, known_from,
        run_id)
      SELECT
        authority_id, procedure_id, source_id, valid_from, valid_to, declared, name,
        field_id, field_unknown, tiers, is_internal, row_number, replaces,
        \(known), run_id
      FROM procedure_claim_past
      WHERE authority_id = \(authority)
        AND source_id = \(run.source)
        AND superseded_by_run = \(run.id)
      ORDER BY procedure_id, source_id, valid_from
      """
    return statement.labelled("store.revert.restoreProcedures")
  }

  static func moveToPastAgencies(
    authority: Int64, run: RecordedRun, by revert: Int64, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      WITH written AS (
        SELECT agency_id, source_id, valid_from
        FROM agency_claim
        WHERE authority_id = \(authority)
          AND source_id = \(run.source)
          AND known_from = \(run.known)
        UNION
        SELECT agency_id, source_id, valid_from
        FROM agency_claim_past
        WHERE authority_id = \(authority)
          AND source_id = \(run.source)
          AND known_from = \(run.known)
      ), moved AS (
        DELETE FROM agency_claim AS claim
        USING written
        WHERE claim.authority_id = \(authority)
          AND claim.agency_id = written.agency_id
          AND claim.source_id = written.source_id
          AND claim.valid_from = written.valid_from
        RETURNING claim.*
      )
      INSERT INTO agency_claim_past (
        authority_id, agency_id, source_id, valid_from, valid_to, name, tier, kind,
        parent_id, successor_codes, row_number, known_from, run_id, known_to,
        superseded_by_run)
      SELECT
        authority_id, agency_id, source_id, valid_from, valid_to, name, tier, kind,
        parent_id, successor_codes, row_number, known_from, run_id,
        \(known), \(revert)
      FROM moved
      """
    return statement.labelled("store.revert.moveToPastAgencies")
  }

  static func restoreAgencies(
    authority: Int64, run: RecordedRun, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO agency_claim (
        authority_id, agency_id, source_id, valid_from, valid_to, name, tier, kind,
        parent_id, successor_codes, row_number, known_from, run_id)
      SELECT
        authority_id, agency_id, source_id, valid_from, valid_to, name, tier, kind,
        parent_id, successor_codes, row_number,
        \(known), run_id
      FROM agency_claim_past
      WHERE authority_id = \(authority)
        AND source_id = \(run.source)
        AND superseded_by_run = \(run.id)
      ORDER BY agency_id, source_id, valid_from
      """
    return statement.labelled("store.revert.restoreAgencies")
  }
}
