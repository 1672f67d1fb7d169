import Postgres
import Procedures

extension AgencyBook {
  static func selectTold(authority: Int64, source: Int64) -> Statement {
    let statement: Statement = """
      SELECT agency.code, claim.valid_from, claim.valid_to, claim.name, claim.tier, claim.kind,
        parent.code, claim.successor_codes
      FROM agency_claim AS claim
      JOIN agency USING (authority_id, agency_id)
      LEFT JOIN agency AS parent
        ON parent.authority_id = claim.authority_id AND parent.agency_id = claim.parent_id
      WHERE claim.authority_id = \(authority) AND claim.source_id = \(source)
      ORDER BY agency.code, claim.valid_from
      """
    return statement.labelled("store.agencies.told")
  }

  static func selectInForce(authority: Int64, day: PostgresDate) -> Statement {
    let statement: Statement = """
      SELECT DISTINCT agency.code
      FROM agency_claim AS claim
      JOIN agency USING (authority_id, agency_id)
      WHERE claim.authority_id = \(authority) AND claim.valid_to > \(day)
      """
    return statement.labelled("store.agencies.inForce")
  }

  static func selectEverTold(authority: Int64, source: Int64) -> Statement {
    let statement: Statement = """
      SELECT code
      FROM agency
      WHERE authority_id = \(authority)
        AND (EXISTS (
            SELECT
            FROM agency_claim AS claim
            WHERE claim.authority_id = agency.authority_id
              AND claim.agency_id = agency.agency_id
              AND claim.source_id = \(source))
          OR EXISTS (
            SELECT
            FROM agency_claim_past AS claim
            WHERE claim.authority_id = agency.authority_id
              AND claim.agency_id = agency.agency_id
              AND claim.source_id = \(source)))
      """
    return statement.labelled("store.agencies.everTold")
  }

  static func selectOffering(authority: Int64, day: PostgresDate) -> Statement {
    let statement: Statement = """
      SELECT agency.code
      FROM agency
      JOIN (
        SELECT DISTINCT agency_key
        FROM offering_claim
        WHERE authority_id = \(authority) AND valid_to > \(day)
      ) AS offering ON offering.agency_key = agency.agency_id
      WHERE agency.authority_id = \(authority)
      """
    return statement.labelled("store.agencies.offering")
  }

  static func insertAgencies(authority: Int64, codes: [String]) -> Statement {
    let statement: Statement = """
      INSERT INTO agency (authority_id, code)
      SELECT DISTINCT \(authority), new.code
      FROM unnest(\(codes)) AS new (code)
      WHERE NOT EXISTS (
        SELECT
        FROM agency
        WHERE agency.authority_id = \(authority) AND agency.code = new.code)
      """
    return statement.labelled("store.agencies.insert")
  }

  static func moveToPast(
    authority: Int64, source: Int64, run: Int64, known: PostgresTimestamp, codes: [String],
    days: [Int32]
  ) -> Statement {
    let statement: Statement = """
      WITH moved AS (
        DELETE FROM agency_claim AS claim
        USING agency, unnest(\(codes), \(days)) AS gone (code, first_day)
        WHERE claim.authority_id = \(authority)
          AND claim.source_id = \(source)
          AND agency.authority_id = claim.authority_id
          AND agency.agency_id = claim.agency_id
          AND agency.code = gone.code
          AND claim.valid_from = date '2000-01-01' + gone.first_day
        RETURNING claim.*
      )
      INSERT INTO agency_claim_past (
        authority_id, agency_id, source_id, valid_from, valid_to, name, tier, kind, parent_id,
        successor_codes, row_number, known_from, run_id, known_to, superseded_by_run)
      SELECT authority_id, agency_id, source_id, valid_from, valid_to, name, tier, kind, parent_id,
        successor_codes, row_number, known_from, run_id, \(known), \(run)
      FROM moved
      """
    return statement.labelled("store.agencies.moveToPast")
  }
}
