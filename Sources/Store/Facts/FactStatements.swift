import Postgres

/// The statements of an import, made for one kind of fact.
///
/// Rows of the file lie in `stage_fact`. Their `standing` is 0 where they are the latest of their key,
/// 1 where another row of the file says the same or something later, 2 where they contradict
/// another of the same time, 3 where their status cannot follow an earlier one.
struct FactStatements<Table: FactTable> {
  let authority: Int64

  static var createStage: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE stage_fact ON COMMIT DROP AS
      SELECT row_number, \(Table.columns), false AS is_suspect, 0::smallint AS standing
      FROM \(Table.table)
      WITH NO DATA
      """
    return statement.labelled("store.facts.createStage")
  }

  static var copyStage: Statement {
    let statement: Statement = """
      COPY stage_fact (row_number, \(Table.columns), is_suspect, standing)
      FROM STDIN (FORMAT binary)
      """
    return statement.labelled("store.facts.copyStage")
  }

  /// One row for each key of the file that stands in several rows.
  static var createRepeatedKeys: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE stage_repeat ON COMMIT DROP AS
      SELECT \(Table.saidKeys)
      FROM stage_fact AS said
      WHERE EXISTS (
        SELECT
        FROM stage_fact AS fact
        WHERE fact.is_suspect AND \(Table.isSameKey))
      GROUP BY \(Table.saidKeys)
      HAVING count(*) > 1
      """
    return statement.labelled("store.facts.createRepeatedKeys")
  }

  static var analyzeRepeatedKeys: Statement {
    let statement: Statement = "ANALYZE stage_repeat"
    return statement.labelled("store.facts.analyzeRepeatedKeys")
  }

  /// Settles the rows of repeated keys: contradictions first, then what cannot follow, then the
  /// latest of the rest. A row is judged by all earlier rows of the file, held ones too: what an
  /// earlier status forbids stays forbidden.
  static var settleRepeats: Statement {
    let statement: Statement = """
      WITH judged AS (
        SELECT row_number, \(Table.columns),
          min(content) OVER moment <> max(content) OVER moment AS contradicts,
          \(Table.isForbiddenInFile) AS is_forbidden
        FROM stage_fact
        JOIN stage_repeat USING (\(Table.keys))
        WINDOW moment AS (PARTITION BY \(Table.keys)\(Table.sameTime)),
          earlier AS (
            PARTITION BY \(Table.keys) ORDER BY \(Table.earliestFirst)row_number
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      ), placed AS (
        SELECT row_number, contradicts, is_forbidden,
          row_number() OVER (
            PARTITION BY \(Table.keys), contradicts OR is_forbidden
            ORDER BY \(Table.latestFirst)row_number) AS place
        FROM judged
      )
      UPDATE stage_fact
      SET standing = CASE WHEN contradicts THEN 2 WHEN is_forbidden THEN 3 ELSE 1 END
      FROM placed
      WHERE placed.row_number = stage_fact.row_number
        AND (contradicts OR is_forbidden OR place > 1)
      """
    return statement.labelled("store.facts.settleRepeats")
  }

  static var countStates: Statement {
    let statement: Statement = """
      SELECT count(*) FILTER (WHERE standing = 0), count(*) FILTER (WHERE standing = 1),
        count(*) FILTER (WHERE standing > 1)
      FROM stage_fact
      """
    return statement.labelled("store.facts.countStates")
  }

  var isStored: Statement {
    let statement: Statement = """
      SELECT EXISTS (SELECT FROM \(Table.table) WHERE authority_id = \(authority))
      """
    return statement.labelled("store.facts.isStored")
  }

  static var analyzeStage: Statement {
    let statement: Statement = "ANALYZE stage_fact (row_number, \(Table.keys), standing)"
    return statement.labelled("store.facts.analyzeStage")
  }

  /// What differs from what is stored and is not older. The hash decides, so that a repeated
  /// delivery costs one join and no write.
  var createPlan: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE plan_fact ON COMMIT DROP AS
      SELECT said.row_number, \(Table.saidKeys), fact.authority_id IS NOT NULL AS is_stored,
        fact.authority_id IS NOT NULL AND \(Table.isForbidden) AS is_forbidden
      FROM stage_fact AS said
      LEFT JOIN \(Table.table) AS fact
        ON fact.authority_id = \(authority) AND \(Table.isSameKey)
      WHERE said.standing = 0
        AND (fact.authority_id IS NULL
          OR (fact.content <> said.content AND \(Table.isNotOlder)))
      """
    return statement.labelled("store.facts.createPlan")
  }

  static var holdForbidden: Statement {
    let statement: Statement = """
      UPDATE stage_fact
      SET standing = 3
      WHERE row_number IN (SELECT row_number FROM plan_fact WHERE is_forbidden)
      """
    return statement.labelled("store.facts.holdForbidden")
  }

  static var countPlan: Statement {
    let statement: Statement = """
      SELECT count(*) FILTER (WHERE NOT is_stored),
        count(*) FILTER (WHERE is_stored AND NOT is_forbidden),
        count(*) FILTER (WHERE is_forbidden)
      FROM plan_fact
      """
    return statement.labelled("store.facts.countPlan")
  }

  /// The rows of the file that are held, in its order.
  var selectHeld: Statement {
    let statement: Statement = """
      SELECT held.row_number, held.standing, held.key, procedure.code, held.agencies,
        held.fact_from, held.fact_to
      FROM (
        SELECT said.row_number::bigint, said.standing, \(Table.held)
        FROM stage_fact AS said
        WHERE said.standing > 1
      ) AS held (row_number, standing, key, procedure_id, agencies, fact_from, fact_to)
      LEFT JOIN procedure
        ON procedure.authority_id = \(authority) AND procedure.procedure_id = held.procedure_id
      ORDER BY held.row_number
      """
    return statement.labelled("store.facts.selectHeld")
  }

  func moveToPast(run: Int64, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      WITH moved AS (
        DELETE FROM \(Table.table) AS fact
        USING plan_fact AS said
        WHERE fact.authority_id = \(authority)
          AND \(Table.isSameKey)
          AND said.is_stored
          AND NOT said.is_forbidden
        RETURNING fact.*
      )
      INSERT INTO \(Table.past) (
        authority_id, \(Table.columns), known_from, run_id, row_number\(Table.sourceColumn),
        known_to, superseded_by_run)
      SELECT authority_id, \(Table.columns), known_from, run_id, row_number\(Table.sourceColumn),
        \(known), \(run)
      FROM moved
      """
    return statement.labelled("store.facts.moveToPast")
  }

  /// Ordered by key, so that the primary key's index grows at its end and stays dense.
  func insert(
    planned: Bool, run: Int64, source: Int64, known: PostgresTimestamp
  ) -> Statement {
    let sourceValue: Statement = Table.hasSource ? ", \(source)" : ""
    let chosen: Statement =
      planned
      ? "row_number IN (SELECT row_number FROM plan_fact WHERE NOT is_forbidden)" : "standing = 0"
    let statement: Statement = """
      INSERT INTO \(Table.table) (
        authority_id, \(Table.columns), known_from, run_id, row_number\(Table.sourceColumn))
      SELECT \(authority), \(Table.columns), \(known), \(run), row_number\(sourceValue)
      FROM stage_fact
      WHERE \(chosen)
      ORDER BY \(Table.keys)
      """
    return statement.labelled("store.facts.insert")
  }

  func buildRollups(_ rollup: Rollup) -> Statement {
    let statement: Statement = "SELECT public.rollup_build(\(rollup.fact), \(authority))"
    return statement.labelled("store.facts.buildRollups")
  }

  static var analyze: Statement {
    let statement: Statement = "ANALYZE (SKIP_LOCKED) \(Table.table)"
    return statement.labelled("store.facts.analyze")
  }
}
