import Postgres
import Procedures

/// Which state of the catalog is read: of which day, by what was known when.
struct CatalogView: Sendable {
  let authority: Int64
  let day: PostgresDate
  let version: DataVersion
  /// The run that made the version; 0 for the empty beginning.
  let run: Int64
  /// The day whose tree of agencies the figures stand on; nil where it is that of the state.
  var treeDay: PostgresDate?
  /// Set where a newer version exists, so that superseded claims have to be read too.
  let asOf: PostgresTimestamp?

  var agencies: Statement { agencies(on: day) }

  func agencies(on day: PostgresDate) -> Statement {
    let current: Statement = """
      SELECT claim.agency_id, agency.code, claim.name, claim.tier, parent.code, claim.source_id
      FROM agency_claim AS claim
      JOIN agency USING (authority_id, agency_id)
      LEFT JOIN agency AS parent
        ON parent.authority_id = claim.authority_id AND parent.agency_id = claim.parent_id
      WHERE claim.authority_id = \(authority)
        AND claim.valid_from <= \(day)
        AND claim.valid_to > \(day)
      """
    guard let asOf else { return current.labelled("store.figures.agencies") }
    let statement: Statement = """
      \(current)
        AND claim.known_from <= \(asOf)
      UNION ALL
      SELECT claim.agency_id, agency.code, claim.name, claim.tier, parent.code, claim.source_id
      FROM agency_claim_past AS claim
      JOIN agency USING (authority_id, agency_id)
      LEFT JOIN agency AS parent
        ON parent.authority_id = claim.authority_id AND parent.agency_id = claim.parent_id
      WHERE claim.authority_id = \(authority)
        AND claim.valid_from <= \(day)
        AND claim.valid_to > \(day)
        AND claim.known_from <= \(asOf)
        AND claim.known_to > \(asOf)
      """
    return statement.labelled("store.figures.agenciesAsOf")
  }

  var procedures: Statement {
    let current: Statement = """
      SELECT claim.procedure_id, procedure.code, claim.name, field.name, claim.is_internal,
        claim.source_id
      FROM procedure_claim AS claim
      JOIN procedure USING (authority_id, procedure_id)
      LEFT JOIN field
        ON field.authority_id = claim.authority_id AND field.field_id = claim.field_id
      WHERE claim.authority_id = \(authority)
        AND claim.valid_from <= \(day)
        AND claim.valid_to > \(day)
      """
    guard let asOf else { return current.labelled("store.figures.procedures") }
    let statement: Statement = """
      \(current)
        AND claim.known_from <= \(asOf)
      UNION ALL
      SELECT claim.procedure_id, procedure.code, claim.name, field.name, claim.is_internal,
        claim.source_id
      FROM procedure_claim_past AS claim
      JOIN procedure USING (authority_id, procedure_id)
      LEFT JOIN field
        ON field.authority_id = claim.authority_id AND field.field_id = claim.field_id
      WHERE claim.authority_id = \(authority)
        AND claim.valid_from <= \(day)
        AND claim.valid_to > \(day)
        AND claim.known_from <= \(asOf)
        AND claim.known_to > \(asOf)
      """
    return statement.labelled("store.figures.proceduresAsOf")
  }

  var offerings: Statement {
    let current: Statement = """
      SELECT procedure_id, agency_key, source_id, level_id, eligible, eligible_full, fee,
        payment_eligible, payment_enabled, means
      FROM offering_claim
      WHERE authority_id = \(authority)
        AND valid_from <= \(day)
        AND valid_to > \(day)
      """
    guard let asOf else { return current.labelled("store.figures.offerings") }
    let statement: Statement = """
      \(current)
        AND known_from <= \(asOf)
      UNION ALL
      SELECT procedure_id, agency_key, source_id, level_id, eligible, eligible_full, fee,
        payment_eligible, payment_enabled, means
      FROM offering_claim_past
      WHERE authority_id = \(authority)
        AND valid_from <= \(day)
        AND valid_to > \(day)
        AND known_from <= \(asOf)
        AND known_to > \(asOf)
      """
    return statement.labelled("store.figures.offeringsAsOf")
  }

  /// Who took whose place at any time: codes of agencies with those that took over, and codes of
  /// procedures with those that they replace.
  var succession: Statement {
    let current: Statement = """
      SELECT true, agency.code, claim.successor_codes
      FROM agency_claim AS claim
      JOIN agency USING (authority_id, agency_id)
      WHERE claim.authority_id = \(authority) AND cardinality(claim.successor_codes) > 0
      """
    let replaced: Statement = """
      SELECT false, procedure.code, claim.replaces
      FROM procedure_claim AS claim
      JOIN procedure USING (authority_id, procedure_id)
      WHERE claim.authority_id = \(authority) AND cardinality(claim.replaces) > 0
      """
    guard let asOf else {
      let statement: Statement = """
        \(current)
        UNION ALL
        \(replaced)
        """
      return statement.labelled("store.figures.succession")
    }
    let statement: Statement = """
      \(current)
        AND claim.known_from <= \(asOf)
      UNION ALL
      \(replaced)
        AND claim.known_from <= \(asOf)
      UNION ALL
      SELECT true, agency.code, claim.successor_codes
      FROM agency_claim_past AS claim
      JOIN agency USING (authority_id, agency_id)
      WHERE claim.authority_id = \(authority)
        AND cardinality(claim.successor_codes) > 0
        AND claim.known_from <= \(asOf)
        AND claim.known_to > \(asOf)
      UNION ALL
      SELECT false, procedure.code, claim.replaces
      FROM procedure_claim_past AS claim
      JOIN procedure USING (authority_id, procedure_id)
      WHERE claim.authority_id = \(authority)
        AND cardinality(claim.replaces) > 0
        AND claim.known_from <= \(asOf)
        AND claim.known_to > \(asOf)
      """
    return statement.labelled("store.figures.successionAsOf")
  }

  /// Held rows of the last applied run of each catalog source and scope; a run over the whole
  /// source ends those of its parts. What was taken back by then does not count.
  var held: Statement {
    let statement: Statement = """
      SELECT held.procedure_code, held.agency_ids, held.agency_readable
      FROM held_row AS held
      JOIN run USING (authority_id, run_id)
      JOIN source USING (authority_id, source_id)
      WHERE held.authority_id = \(authority)
        AND source.kind = 'catalog'
        AND run.state = 'applied'
        AND run.run_id <= \(run)
        AND NOT \(RunLedger.isUndone("run", authority: authority, upTo: run))
        AND NOT EXISTS (
          SELECT
          FROM run AS later
          WHERE later.authority_id = run.authority_id
            AND later.source_id = run.source_id
            AND later.state = 'applied'
            AND later.run_id > run.run_id
            AND later.run_id <= \(run)
            AND NOT \(RunLedger.isUndone("later", authority: authority, upTo: run))
            AND later.scope IN (run.scope, ''))
      """
    return statement.labelled("store.figures.held")
  }

  var exclusions: Statement {
    let known = PostgresTimestamp(microsecondsSince2000: version.recordedAt.microsecondsSince2000)
    let statement: Statement = """
      SELECT procedure_id, agency_id, indicator
      FROM exclusion
      WHERE authority_id = \(authority)
        AND valid_from <= \(day)
        AND valid_to > \(day)
        AND known_from <= \(known)
        AND known_to > \(known)
      """
    return statement.labelled("store.figures.exclusions")
  }

  static func demonstrationSources(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source_id
      FROM source
      WHERE authority_id = \(authority) AND demonstration
      """
    return statement.labelled("store.figures.demonstrationSources")
  }

  static func run(ofVersion version: Int64, authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT run_id
      FROM data_version
      WHERE authority_id = \(authority) AND version = \(version)
      """
    return statement.labelled("store.figures.runOfVersion")
  }
}
