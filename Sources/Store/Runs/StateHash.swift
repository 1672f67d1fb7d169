import Crypto
public import Postgres
import Procedures

/// SHA-256 of what is believed after a run, without the instants, numbers and runs by which it came
/// to be: two databases that believe the same have the same.
///
/// It covers claims with their valid days, facts, held rows in force, spellings, exclusions, closed
/// periods, what was adopted, reports on tasks, tokens and the precedence of sources; limits and
/// maximum ages of sources only as they are now, because they keep no history.
public enum StateHash {
  /// The hash after run `run`, computed in the server. Costs a pass over all claims.
  public static func current(
    asOf run: Int64, authority: Authority, on connection: borrowing PostgresConnection
  ) async throws -> [UInt8] {
    try await current(asOf: run, limits: true, authority: authority.id, on: connection)
  }

  static func current(
    asOf run: Int64, limits: Bool, authority: Int64, on connection: borrowing PostgresConnection
  ) async throws -> [UInt8] {
    try await connection.execute(ChangeDigest.prepare)
    let hash = try await connection.queryOne(
      select(authority: authority, asOf: run, limits: limits)
    ) { row in try row.decode(0, as: [UInt8]?.self) }
    return (hash ?? nil) ?? Array(SHA256.hash(data: [UInt8]()))
  }

  static func select(authority: Int64, asOf run: Int64, limits: Bool) -> Statement {
    let statement: Statement = """
      WITH moment AS (
        SELECT \(authority) AS authority_id, max(known_at) AS known
        FROM run
        WHERE authority_id = \(authority) AND state = 'applied' AND run_id <= \(run)
      ), line (part, content) AS (
        SELECT procedure.code, ROW(\(ClaimLines.offering))::text
        FROM moment
        JOIN offering_claim AS claim USING (authority_id)
        \(ClaimLines.offeringCodes)
        WHERE claim.known_from <= moment.known
        UNION ALL
        SELECT procedure.code, ROW(\(ClaimLines.offering))::text
        FROM moment
        JOIN offering_claim_past AS claim USING (authority_id)
        \(ClaimLines.offeringCodes)
        WHERE claim.known_from <= moment.known AND claim.known_to > moment.known
        UNION ALL
        SELECT procedure.code, ROW(\(ClaimLines.procedure))::text
        FROM moment
        JOIN procedure_claim AS claim USING (authority_id)
        \(ClaimLines.procedureCodes)
        WHERE claim.known_from <= moment.known
        UNION ALL
        SELECT procedure.code, ROW(\(ClaimLines.procedure))::text
        FROM moment
        JOIN procedure_claim_past AS claim USING (authority_id)
        \(ClaimLines.procedureCodes)
        WHERE claim.known_from <= moment.known AND claim.known_to > moment.known
        UNION ALL
        SELECT 'agency ' || agency.code, ROW(\(ClaimLines.agency))::text
        FROM moment
        JOIN agency_claim AS claim USING (authority_id)
        \(ClaimLines.agencyCodes)
        WHERE claim.known_from <= moment.known
        UNION ALL
        SELECT 'agency ' || agency.code, ROW(\(ClaimLines.agency))::text
        FROM moment
        JOIN agency_claim_past AS claim USING (authority_id)
        \(ClaimLines.agencyCodes)
        WHERE claim.known_from <= moment.known AND claim.known_to > moment.known
        UNION ALL
        \(FactLines.state)
        UNION ALL
        \(heldRows(authority: authority, asOf: run))
        UNION ALL
        \(registers(limits: limits))
        UNION ALL
        SELECT 'exclusion', ROW(\(ClaimLines.exclusion))::text
        FROM moment
        JOIN exclusion USING (authority_id)
        \(ClaimLines.exclusionCodes)
        WHERE exclusion.known_from <= moment.known AND exclusion.known_to > moment.known
        UNION ALL
        SELECT 'token', ROW(\(ClaimLines.token))::text
        FROM moment
        JOIN token USING (authority_id)
        \(ClaimLines.tokenCodes)
        WHERE token.known_from <= moment.known AND token.known_to > moment.known
        UNION ALL
        \(closedPeriods(asOf: run))
      ), part AS (
        SELECT part, sha256(convert_to(
          string_agg(content, E'\\n' ORDER BY content COLLATE "C"), 'UTF8')) AS digest
        FROM line
        GROUP BY part
      )
      SELECT sha256(string_agg(
        sha256(convert_to(part, 'UTF8')) || digest, ''::bytea ORDER BY part COLLATE "C"))
      FROM part
      """
    return statement.labelled("store.state.hash")
  }

  /// Those that figures count: of the last run of each source and scope.
  private static func heldRows(authority: Int64, asOf run: Int64) -> Statement {
    """
    SELECT 'held ' || held.row_number / 1000, ROW('held', source.kind, source.name, run.scope,
      held.row_number, held.column_name, held.rule, held.raw, held.procedure_code, ARRAY(
        SELECT agency.code
        FROM agency
        WHERE agency.authority_id = held.authority_id
          AND agency.agency_id = ANY (held.agency_ids)
        ORDER BY agency.code COLLATE "C"), held.agency_readable, held.service_code)::text
      || COALESCE(' ' || held.fact_from || '..' || held.fact_to, '')
    FROM held_row AS held
    JOIN run USING (authority_id, run_id)
    JOIN source USING (authority_id, source_id)
    WHERE held.authority_id = \(authority)
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
  }

  /// Closings that hold, with their figures and what runs since would change in them.
  private static func closedPeriods(asOf run: Int64) -> Statement {
    """
    SELECT 'closed', ROW(\(ClaimLines.closedPeriod))::text
    FROM moment
    JOIN closed_period AS closed USING (authority_id)
    WHERE closed.known_from <= moment.known AND closed.known_to > moment.known
    UNION ALL
    SELECT 'closed', ROW(\(ClaimLines.closedFigure))::text
    FROM moment
    JOIN closed_period AS holding USING (authority_id)
    JOIN closed_figure AS closed USING (authority_id, run_id)
    WHERE holding.known_from <= moment.known AND holding.known_to > moment.known
    UNION ALL
    SELECT 'closed', ROW(\(ClaimLines.pendingRestatement), pending.run_id)::text
    FROM moment
    JOIN pending_restatement AS pending USING (authority_id)
    WHERE pending.run_id <= \(run)
    """
  }

  private static func registers(limits: Bool) -> Statement {
    """
    SELECT 'alias', ROW('agency', alias.match_key, alias.name, agency.code)::text
    FROM moment
    JOIN agency_alias AS alias USING (authority_id)
    JOIN agency
      ON agency.authority_id = alias.authority_id AND agency.agency_id = alias.agency_id
    WHERE alias.known_from <= moment.known AND alias.known_to > moment.known
    UNION ALL
    SELECT 'alias', ROW('field', alias.match_key, alias.name, field.match_key)::text
    FROM moment
    JOIN field_alias AS alias USING (authority_id)
    JOIN field
      ON field.authority_id = alias.authority_id AND field.field_id = alias.field_id
    WHERE alias.known_from <= moment.known AND alias.known_to > moment.known
    UNION ALL
    SELECT 'precedence', ROW(precedence.attribute, precedence.position, source.kind,
      source.name)::text
    FROM moment
    JOIN source_precedence AS precedence USING (authority_id)
    JOIN source
      ON source.authority_id = precedence.authority_id
      AND source.source_id = precedence.source_id
    WHERE precedence.known_from <= moment.known AND precedence.known_to > moment.known
    UNION ALL
    SELECT 'adoption', ROW(document.kind, document.document_id, document.content)::text
    FROM moment
    JOIN adopted_document AS document USING (authority_id)
    WHERE document.known_from <= moment.known AND document.known_to > moment.known
    UNION ALL
    SELECT 'holiday', ROW(holiday.day, holiday.kind, holiday.name)::text
    FROM moment
    JOIN holiday USING (authority_id)
    WHERE holiday.known_from <= moment.known AND holiday.known_to > moment.known
    UNION ALL
    SELECT 'task', ROW(task.plan_id, task.task_ref, task.state, task.done_on, task.due_on,
      task.progress, task.deliverable_ids, task.deliverable_progress, task.evidence)::text
    FROM moment
    JOIN task_state AS task USING (authority_id)
    WHERE task.known_from <= moment.known AND task.known_to > moment.known
    UNION ALL
    SELECT 'limit', ROW(source.kind, source.name, source_limit.rule, source_limit.at_least,
      source_limit.percent)::text
    FROM source_limit
    JOIN source USING (authority_id, source_id)
    WHERE \(limits) AND source_limit.authority_id = (SELECT authority_id FROM moment)
    UNION ALL
    SELECT 'limit', ROW(source.kind, source.name, 'max_hours', source_age.max_hours)::text
    FROM source_age
    JOIN source USING (authority_id, source_id)
    WHERE \(limits) AND source_age.authority_id = (SELECT authority_id FROM moment)
    """
  }
}
