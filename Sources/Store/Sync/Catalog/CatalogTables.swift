import Postgres

/// The temporary tables that a sync of the catalog works in. They go with the transaction.
enum CatalogTables {
  /// One row for each agency of each valid row of the file. `state`: 0 to be applied,
  /// 1 held for a conflict, 2 an equal repeat. Agency 0: the row declares the procedure.
  static var createStageOffering: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE stage_offering (
        row_number integer NOT NULL,
        procedure_ref integer NOT NULL,
        agency_key bigint NOT NULL,
        service_code text NOT NULL,
        level_id smallint,
        eligible smallint,
        eligible_full smallint,
        eligible_decision text,
        fee smallint,
        payment_eligible smallint,
        payment_enabled smallint,
        means text,
        one_stop smallint,
        interlinked smallint,
        decision text,
        valid_from date NOT NULL,
        state smallint NOT NULL DEFAULT 0
      ) ON COMMIT DROP
      """
    return statement.labelled("store.catalog.createStageOffering")
  }

  static var copyStageOffering: Statement {
    let statement: Statement = """
      COPY stage_offering (
        row_number, procedure_ref, agency_key, service_code, level_id, eligible, eligible_full,
        eligible_decision, fee, payment_eligible, payment_enabled, means, one_stop, interlinked,
        decision, valid_from)
      FROM STDIN (FORMAT binary)
      """
    return statement.labelled("store.catalog.copyStageOffering")
  }

  /// Only the columns that the plans join on: the others decide nothing about a plan.
  static var analyzeStageOffering: Statement {
    let statement: Statement =
      "ANALYZE stage_offering (procedure_ref, agency_key, service_code, state, row_number)"
    return statement.labelled("store.catalog.analyzeStageOffering")
  }

  /// One row for each distinct code of the file, with what its rows say of the procedure itself.
  static var createStageProcedure: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE stage_procedure (
        procedure_ref integer NOT NULL PRIMARY KEY,
        code text NOT NULL,
        name text,
        field_name text,
        field_key text,
        field_unknown boolean NOT NULL,
        tiers text,
        is_internal smallint,
        replaces text[],
        declared boolean NOT NULL,
        row_number integer NOT NULL,
        procedure_id bigint,
        valid_from date
      ) ON COMMIT DROP
      """
    return statement.labelled("store.catalog.createStageProcedure")
  }

  static var copyStageProcedure: Statement {
    let statement: Statement = """
      COPY stage_procedure (
        procedure_ref, code, name, field_name, field_key, field_unknown, tiers, is_internal,
        replaces, declared, row_number)
      FROM STDIN (FORMAT binary)
      """
    return statement.labelled("store.catalog.copyStageProcedure")
  }

  /// Keys named in held rows: they count as present. A null service stands for all of them.
  static var createStageHeldKey: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE stage_held_key (
        code text NOT NULL,
        agency_key bigint NOT NULL,
        service_code text
      ) ON COMMIT DROP
      """
    return statement.labelled("store.catalog.createStageHeldKey")
  }

  static var copyStageHeldKey: Statement {
    let statement: Statement =
      "COPY stage_held_key (code, agency_key, service_code) FROM STDIN (FORMAT binary)"
    return statement.labelled("store.catalog.copyStageHeldKey")
  }

  /// Gives fields the name that a person has said theirs to be another spelling of.
  static func applyFieldAliases(authority: Int64) -> Statement {
    let statement: Statement = """
      UPDATE stage_procedure
      SET field_key = field.match_key, field_name = field.name
      FROM field_alias AS alias
      JOIN field USING (authority_id, field_id)
      WHERE alias.authority_id = \(authority)
        AND alias.known_to = 'infinity'
        AND alias.match_key = stage_procedure.field_key
      """
    return statement.labelled("store.catalog.applyFieldAliases")
  }

  /// Gives the staged procedures the numbers they have already, and the first day any of their
  /// rows is valid from; null where no row of theirs is to be applied.
  static func resolveProcedures(authority: Int64) -> Statement {
    let statement: Statement = """
      UPDATE stage_procedure
      SET procedure_id = found.procedure_id,
        valid_from = found.valid_from
      FROM (
        SELECT staged.procedure_ref, procedure.procedure_id, rows.valid_from
        FROM stage_procedure AS staged
        LEFT JOIN procedure
          ON procedure.authority_id = \(authority) AND procedure.code = staged.code
        LEFT JOIN (
          SELECT procedure_ref, min(valid_from) AS valid_from
          FROM stage_offering
          WHERE state = 0
          GROUP BY procedure_ref
        ) AS rows ON rows.procedure_ref = staged.procedure_ref
      ) AS found
      WHERE found.procedure_ref = stage_procedure.procedure_ref
      """
    return statement.labelled("store.catalog.resolveProcedures")
  }
}
