import Postgres
import Procedures

/// What the guard wants to know of a planned catalog sync.
///
/// Totals are only counted where a loss is large enough for them to matter: most runs lose
/// nothing, and counting what is in force costs more than the plan itself.
enum CatalogGuardQueries {
  /// Records that would be withdrawn, by agency; the agency 0 stands for declared procedures.
  static func withdrawnByAgency(
    authority: Int64, source: Int64, effective: CalendarDay
  ) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      SELECT gone.agency_key, COALESCE(min(agency.code), ''), count(*)
      FROM (
        SELECT DISTINCT procedure_id, agency_key
        FROM plan_withdrawal
        WHERE NOT is_missing
      ) AS gone
      LEFT JOIN agency
        ON agency.authority_id = \(authority) AND agency.agency_id = gone.agency_key
      WHERE NOT EXISTS (
          SELECT
          FROM plan_offering
          WHERE plan_offering.procedure_id = gone.procedure_id
            AND plan_offering.agency_key = gone.agency_key)
        AND NOT EXISTS (
          SELECT
          FROM offering_claim AS claim
          WHERE claim.authority_id = \(authority)
            AND claim.source_id = \(source)
            AND claim.procedure_id = gone.procedure_id
            AND claim.agency_key = gone.agency_key
            AND claim.valid_to > \(day)
            AND NOT EXISTS (
              SELECT
              FROM plan_withdrawal AS other
              WHERE other.procedure_id = claim.procedure_id
                AND other.agency_key = claim.agency_key
                AND other.service_code = claim.service_code
                AND NOT other.is_missing))
      GROUP BY gone.agency_key
      """
    return statement.labelled("store.catalog.withdrawnByAgency")
  }

  /// Records of the source and scope in force, by agency.
  static func inForceByAgency(
    authority: Int64, source: Int64, effective: CalendarDay, scope: [Int64]?
  ) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      SELECT agency_key, count(*)
      FROM (
        SELECT DISTINCT procedure_id, agency_key
        FROM offering_claim
        WHERE authority_id = \(authority)
          AND source_id = \(source)
          AND valid_to > \(day)
          AND (\(scope == nil) OR agency_key = ANY (\(scope ?? [])))
      ) AS records
      GROUP BY agency_key
      """
    return statement.labelled("store.catalog.inForceByAgency")
  }

  /// Known values that would become unknown, in the order of ``attributes``, and levels that
  /// would fall.
  static func lostValues(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT
        count(*) FILTER (WHERE old_rank.rank IS NOT NULL AND new_rank.rank IS NULL),
        count(*) FILTER (WHERE old_eligible < 2 AND eligible = 2),
        count(*) FILTER (WHERE old_eligible_full < 2 AND eligible_full = 2),
        count(*) FILTER (WHERE old_fee < 2 AND fee = 2),
        count(*) FILTER (WHERE old_payment_eligible < 2 AND payment_eligible = 2),
        count(*) FILTER (WHERE old_payment_enabled < 2 AND payment_enabled = 2),
        count(*) FILTER (WHERE old_means <> '' AND means = ''),
        count(*) FILTER (WHERE old_rank.rank > new_rank.rank)
      FROM plan_offering AS plan
      LEFT JOIN (
        SELECT level_id, \(levelRank) AS rank
        FROM online_level
        WHERE authority_id = \(authority) AND level_key <> 'unknown'
      ) AS old_rank ON old_rank.level_id = plan.old_level_id
      LEFT JOIN (
        SELECT level_id, \(levelRank) AS rank
        FROM online_level
        WHERE authority_id = \(authority) AND level_key <> 'unknown'
      ) AS new_rank ON new_rank.level_id = plan.level_id
      WHERE NOT is_new
      """
    return statement.labelled("store.catalog.lostValues")
  }

  /// Known values in force, in the same order; levels last.
  static func knownValues(
    authority: Int64, source: Int64, effective: CalendarDay, scope: [Int64]?
  ) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      SELECT
        count(*) FILTER (WHERE level_id IN (
          SELECT level_id
          FROM online_level
          WHERE authority_id = \(authority) AND level_key <> 'unknown')),
        count(*) FILTER (WHERE eligible < 2),
        count(*) FILTER (WHERE eligible_full < 2),
        count(*) FILTER (WHERE fee < 2),
        count(*) FILTER (WHERE payment_eligible < 2),
        count(*) FILTER (WHERE payment_enabled < 2),
        count(*) FILTER (WHERE means <> '')
      FROM offering_claim
      WHERE authority_id = \(authority)
        AND source_id = \(source)
        AND valid_from <= \(day)
        AND valid_to > \(day)
        AND (\(scope == nil) OR agency_key = ANY (\(scope ?? [])))
      """
    return statement.labelled("store.catalog.knownValues")
  }

  /// The same counts, for offerings whose services change their codes: what the services that
  /// leave were known to be, and nothing of the offering is known to be any more. Such a service
  /// leaves and another comes, so that neither alone shows the loss.
  static func lostWithServices(
    authority: Int64, source: Int64, effective: CalendarDay
  ) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      WITH offering AS (
        SELECT DISTINCT gone.procedure_id, gone.agency_key
        FROM plan_withdrawal AS gone
        JOIN plan_offering AS come
          ON come.procedure_id = gone.procedure_id
          AND come.agency_key = gone.agency_key
          AND come.is_new
        WHERE NOT gone.is_missing
      ), level AS (
        SELECT level_id, \(levelRank) AS rank
        FROM online_level
        WHERE authority_id = \(authority) AND level_key <> 'unknown'
      ), before AS (
        SELECT claim.procedure_id, claim.agency_key, max(level.rank) AS rank,
          bool_or(claim.eligible < 2) AS eligible,
          bool_or(claim.eligible_full < 2) AS eligible_full,
          bool_or(claim.fee < 2) AS fee,
          bool_or(claim.payment_eligible < 2) AS payment_eligible,
          bool_or(claim.payment_enabled < 2) AS payment_enabled,
          bool_or(claim.means <> '') AS means
        FROM offering
        JOIN plan_withdrawal AS gone USING (procedure_id, agency_key)
        JOIN offering_claim AS claim
          ON claim.authority_id = \(authority)
          AND claim.source_id = \(source)
          AND claim.procedure_id = gone.procedure_id
          AND claim.agency_key = gone.agency_key
          AND claim.service_code = gone.service_code
          AND claim.valid_from <= \(day)
          AND claim.valid_to > \(day)
        LEFT JOIN level ON level.level_id = claim.level_id
        WHERE NOT gone.is_missing
        GROUP BY claim.procedure_id, claim.agency_key
      ), after AS (
        SELECT said.procedure_id, said.agency_key, max(level.rank) AS rank,
          bool_or(said.eligible < 2) AS eligible,
          bool_or(said.eligible_full < 2) AS eligible_full,
          bool_or(said.fee < 2) AS fee,
          bool_or(said.payment_eligible < 2) AS payment_eligible,
          bool_or(said.payment_enabled < 2) AS payment_enabled,
          bool_or(said.means <> '') AS means
        FROM (
          SELECT procedure_id, agency_key, level_id, eligible, eligible_full, fee,
            payment_eligible, payment_enabled, means
          FROM offering
          JOIN plan_offering USING (procedure_id, agency_key)
          UNION ALL
          SELECT claim.procedure_id, claim.agency_key, claim.level_id, claim.eligible,
            claim.eligible_full, claim.fee, claim.payment_eligible, claim.payment_enabled,
            claim.means
          FROM offering
          JOIN offering_claim AS claim USING (procedure_id, agency_key)
          WHERE claim.authority_id = \(authority)
            AND claim.source_id = \(source)
            AND claim.valid_from <= \(day)
            AND claim.valid_to > \(day)
            AND NOT EXISTS (
              SELECT
              FROM plan_withdrawal AS gone
              WHERE gone.procedure_id = claim.procedure_id
                AND gone.agency_key = claim.agency_key
                AND gone.service_code = claim.service_code
                AND NOT gone.is_missing)
            AND NOT EXISTS (
              SELECT
              FROM plan_offering AS plan
              WHERE plan.procedure_id = claim.procedure_id
                AND plan.agency_key = claim.agency_key
                AND plan.service_code = claim.service_code)
        ) AS said
        LEFT JOIN level ON level.level_id = said.level_id
        GROUP BY said.procedure_id, said.agency_key
      )
      SELECT
        count(*) FILTER (WHERE before.rank IS NOT NULL AND after.rank IS NULL),
        count(*) FILTER (WHERE before.eligible AND after.eligible IS NOT TRUE),
        count(*) FILTER (WHERE before.eligible_full AND after.eligible_full IS NOT TRUE),
        count(*) FILTER (WHERE before.fee AND after.fee IS NOT TRUE),
        count(*) FILTER (WHERE before.payment_eligible AND after.payment_eligible IS NOT TRUE),
        count(*) FILTER (WHERE before.payment_enabled AND after.payment_enabled IS NOT TRUE),
        count(*) FILTER (WHERE before.means AND after.means IS NOT TRUE),
        count(*) FILTER (WHERE before.rank > after.rank)
      FROM before
      JOIN after USING (procedure_id, agency_key)
      """
    return statement.labelled("store.catalog.lostWithServices")
  }

  /// Known names, fields and types of procedures that would become unknown, and how many are known
  /// in force: of those that the file names, where it is limited to a part.
  static func procedureValues(
    authority: Int64, source: Int64, effective: CalendarDay, isPartial: Bool
  ) -> Statement {
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    let statement: Statement = """
      SELECT
        count(*) FILTER (WHERE claim.name <> '' AND staged.name = ''),
        count(*) FILTER (WHERE claim.name <> ''),
        count(*) FILTER (WHERE claim.field_id IS NOT NULL AND staged.field_unknown),
        count(*) FILTER (WHERE claim.field_id IS NOT NULL),
        count(*) FILTER (WHERE claim.is_internal < 2 AND staged.is_internal = 2),
        count(*) FILTER (WHERE claim.is_internal < 2)
      FROM procedure_claim AS claim
      LEFT JOIN stage_procedure AS staged
        ON staged.procedure_id = claim.procedure_id AND staged.valid_from IS NOT NULL
      WHERE claim.authority_id = \(authority)
        AND claim.source_id = \(source)
        AND claim.valid_from <= \(day)
        AND claim.valid_to > \(day)
        AND (NOT \(isPartial) OR staged.procedure_id IS NOT NULL)
      """
    return statement.labelled("store.catalog.procedureValues")
  }

  /// The attributes of procedures whose loss is guarded, in the order of ``procedureValues``.
  static let procedureAttributes = ["name", "field", "type"]

  /// The attributes of offerings whose loss is guarded, as columns of the template: those that
  /// figures read.
  static let attributes = [
    "level", "eligible", "eligible_full", "fee", "payment_eligible", "payment_enabled", "means",
  ]

  private static var levelRank: Statement {
    """
    CASE level_key WHEN 'full' THEN 4 WHEN 'partial' THEN 3 WHEN 'info' THEN 2 WHEN 'none' THEN 1
      ELSE 0 END
    """
  }
}
