import Postgres
import Procedures

/// The difference between what a snapshot says of procedures themselves and what its source said
/// before; the same steps as for offerings, on a few thousand rows.
enum ProcedurePlan {
  /// One row for each procedure whose name, field, tiers or kind is new or other, and one with
  /// `leaves` for each that its source does not name any more. Runs after the offerings have been
  /// written: a procedure stays while a claim of the source on an offering of it stays. What the
  /// file says nothing about stays as it is on the first day, else as it was to be later.
  /// `is_read`: a figure reads what differs.
  static func create(
    authority: Int64, source: Int64, effective: CalendarDay, isPartial: Bool
  ) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      CREATE TEMPORARY TABLE plan_procedure ON COMMIT DROP AS
      SELECT wanted.procedure_id, wanted.valid_from AS cut_on, false AS leaves,
        wanted.declared, wanted.name, wanted.field_id, wanted.field_unknown, wanted.tiers,
        wanted.is_internal, wanted.replaces, wanted.row_number,
        (wanted.old).procedure_id IS NULL
          OR (wanted.old).valid_from > wanted.valid_from
          OR (wanted.old).valid_to <> 'infinity'
          OR (wanted.old).name IS DISTINCT FROM wanted.name
          OR (wanted.old).field_id IS DISTINCT FROM wanted.field_id
          OR (wanted.old).is_internal IS DISTINCT FROM wanted.is_internal
          OR (wanted.old).replaces IS DISTINCT FROM wanted.replaces AS is_read
      FROM (
        SELECT staged.procedure_id, staged.valid_from,
          staged.declared OR (\(isPartial) AND COALESCE(claim.declared, false)) AS declared,
          COALESCE(staged.name, claim.name) AS name,
          CASE WHEN staged.field_key IS NULL AND NOT staged.field_unknown THEN claim.field_id
            ELSE field.field_id END AS field_id,
          CASE WHEN staged.field_key IS NULL AND NOT staged.field_unknown
            THEN COALESCE(claim.field_unknown, false)
            ELSE staged.field_unknown END AS field_unknown,
          COALESCE(staged.tiers, claim.tiers) AS tiers,
          COALESCE(staged.is_internal, claim.is_internal) AS is_internal,
          COALESCE(staged.replaces, claim.replaces) AS replaces, staged.row_number,
          claim AS old
        FROM stage_procedure AS staged
        LEFT JOIN field
          ON field.authority_id = \(authority) AND field.match_key = staged.field_key
        LEFT JOIN LATERAL (
          SELECT said.*
          FROM procedure_claim AS said
          WHERE said.authority_id = \(authority)
            AND said.source_id = \(source)
            AND said.procedure_id = staged.procedure_id
            AND said.valid_to > staged.valid_from
          ORDER BY said.valid_from
          LIMIT 1
        ) AS claim ON true
        WHERE staged.valid_from IS NOT NULL
      ) AS wanted
      WHERE (wanted.old).procedure_id IS NULL
        OR (wanted.old).valid_from > wanted.valid_from
        OR (wanted.old).valid_to <> 'infinity'
        OR (wanted.old).declared <> wanted.declared
        OR (wanted.old).name IS DISTINCT FROM wanted.name
        OR (wanted.old).field_id IS DISTINCT FROM wanted.field_id
        OR (wanted.old).field_unknown <> wanted.field_unknown
        OR (wanted.old).tiers IS DISTINCT FROM wanted.tiers
        OR (wanted.old).is_internal IS DISTINCT FROM wanted.is_internal
        OR (wanted.old).replaces IS DISTINCT FROM wanted.replaces
      UNION ALL
      SELECT claim.procedure_id, \(day), true, false, NULL, NULL, false, NULL, NULL, NULL, NULL,
        true
      FROM procedure_claim AS claim
      WHERE claim.authority_id = \(authority)
        AND claim.source_id = \(source)
        AND claim.valid_to > \(day)
        AND NOT EXISTS (
          SELECT
          FROM stage_procedure AS staged
          WHERE staged.procedure_id = claim.procedure_id
            AND staged.valid_from IS NOT NULL)
        AND NOT EXISTS (
          SELECT
          FROM offering_claim AS offering
          WHERE offering.authority_id = \(authority)
            AND offering.source_id = \(source)
            AND offering.procedure_id = claim.procedure_id
            AND offering.valid_to > \(day))
      GROUP BY claim.procedure_id
      """
    return statement.labelled("store.catalog.planProcedures")
  }

  static var isRead: Statement {
    let statement: Statement = "SELECT EXISTS (SELECT FROM plan_procedure WHERE is_read)"
    return statement.labelled("store.catalog.proceduresAreRead")
  }

  static func moveToPast(
    authority: Int64, source: Int64, run: Int64, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      WITH moved AS (
        DELETE FROM procedure_claim AS claim
        USING plan_procedure AS plan
        WHERE claim.authority_id = \(authority)
          AND claim.source_id = \(source)
          AND claim.procedure_id = plan.procedure_id
          AND claim.valid_to > plan.cut_on
        RETURNING claim.*
      )
      INSERT INTO procedure_claim_past (
        authority_id, procedure_id, source_id, valid_from, valid_to, declared, name, field_id,
        field_unknown, tiers, is_internal, replaces, row_number, known_from, run_id, known_to,
        superseded_by_run)
      SELECT authority_id, procedure_id, source_id, valid_from, valid_to, declared, name, field_id,
        field_unknown, tiers, is_internal, replaces, row_number, known_from, run_id, \(known),
        \(run)
      FROM moved
      """
    return statement.labelled("store.catalog.moveProceduresToPast")
  }

  static func insertClipped(
    authority: Int64, source: Int64, run: Int64, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO procedure_claim (
        authority_id, procedure_id, source_id, valid_from, valid_to, declared, name, field_id,
        field_unknown, tiers, is_internal, replaces, row_number, known_from, run_id)
      SELECT past.authority_id, past.procedure_id, past.source_id, past.valid_from, plan.cut_on,
        past.declared, past.name, past.field_id, past.field_unknown, past.tiers, past.is_internal,
        past.replaces, past.row_number, \(known), past.run_id
      FROM procedure_claim_past AS past
      JOIN plan_procedure AS plan USING (procedure_id)
      WHERE past.authority_id = \(authority)
        AND past.source_id = \(source)
        AND past.superseded_by_run = \(run)
        AND past.valid_from < plan.cut_on
      """
    return statement.labelled("store.catalog.insertClippedProcedures")
  }

  static func insert(
    authority: Int64, source: Int64, run: Int64, known: PostgresTimestamp
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO procedure_claim (
        authority_id, procedure_id, source_id, valid_from, valid_to, declared, name, field_id,
        field_unknown, tiers, is_internal, replaces, row_number, known_from, run_id)
      SELECT \(authority), procedure_id, \(source), cut_on, 'infinity', declared, name, field_id,
        field_unknown, tiers, is_internal, replaces, row_number, \(known), \(run)
      FROM plan_procedure
      WHERE NOT leaves
      """
    return statement.labelled("store.catalog.insertProcedureClaims")
  }
}
