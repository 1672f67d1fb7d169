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
        count(*) FILTER (WHERE old_level_id > 0 AND plan.level_id = 0),
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
        count(*) FILTER (WHERE level_id > 0),
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

  /// The attributes whose loss is guarded, as columns of the template.
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
