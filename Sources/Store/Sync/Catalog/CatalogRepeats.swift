import Postgres

/// Finds rows of the file that name the same key twice: equal content is a duplicate, different
/// content holds all of them.
///
/// A row is held whole or applied whole: where one of its agencies conflicts, all of it is held.
/// Conflicts are looked for among all valid rows before any is held, so that the order of the
/// rows does not matter.
struct CatalogRepeats {
  /// A row held because another row says something else of the same key.
  struct Conflict: Sendable {
    let row: Int
    let code: String
    let agencies: [Int64]
    let service: String
    let attributes: String
    let otherRows: String
  }

  /// What was found; the staged rows carry it in their `state`.
  struct Result: Sendable {
    var conflicts: [Conflict] = []
    var duplicates = 0
  }

  static func mark(on connection: borrowing PostgresConnection) async throws -> Result {
    var result = Result()
    guard try await connection.execute(createRepeatedKeys) > 0 else { return result }
    if try await connection.execute(markConflicts) > 0 {
      result.conflicts = try await connection.query(conflictRows) { row in
        Conflict(
          row: Int(try row.decode(0, as: Int32.self)), code: try row.decode(1),
          agencies: try row.decode(2), service: try row.decode(3),
          attributes: Self.distinct(try row.decode(4)), otherRows: Self.distinct(try row.decode(5)))
      }
    }
    try await connection.execute(markDuplicates)
    result.duplicates = Int(
      try await connection.queryOne(countDuplicates) { row in try row.decode(0, as: Int64.self) }
        ?? 0)
    return result
  }

  /// A list without repeats: a row of several agencies can conflict in each of them alike.
  private static func distinct(_ list: String) -> String {
    var seen: Set<Substring> = []
    return list.split(separator: ", ").filter { seen.insert($0).inserted }.joined(separator: ", ")
  }
}

extension CatalogRepeats {
  static var createRepeatedKeys: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE stage_repeat ON COMMIT DROP AS
      SELECT procedure_ref, agency_key, service_code
      FROM stage_offering
      GROUP BY procedure_ref, agency_key, service_code
      HAVING count(*) > 1
      """
    return statement.labelled("store.catalog.createRepeatedKeys")
  }

  static var markConflicts: Statement {
    let statement: Statement = """
      UPDATE stage_offering
      SET state = 1
      WHERE row_number IN (
        SELECT staged.row_number
        FROM stage_offering AS staged
        JOIN (
          SELECT procedure_ref, agency_key, service_code
          FROM stage_offering
          JOIN stage_repeat USING (procedure_ref, agency_key, service_code)
          GROUP BY procedure_ref, agency_key, service_code
          HAVING count(DISTINCT (
            level_id, eligible, eligible_full, eligible_decision, fee, payment_eligible,
            payment_enabled, means, one_stop, interlinked, decision, valid_from)) > 1
        ) AS conflicting USING (procedure_ref, agency_key, service_code))
      """
    return statement.labelled("store.catalog.markConflicts")
  }

  static var conflictRows: Statement {
    let statement: Statement = """
      WITH held_key AS (
        SELECT procedure_ref, agency_key, service_code,
          concat_ws(', ',
            CASE WHEN count(DISTINCT level_id) > 1 THEN 'level' END,
            CASE WHEN count(DISTINCT eligible) > 1 THEN 'eligible' END,
            CASE WHEN count(DISTINCT eligible_full) > 1 THEN 'eligible_full' END,
            CASE WHEN count(DISTINCT eligible_decision) > 1 THEN 'eligible_decision' END,
            CASE WHEN count(DISTINCT fee) > 1 THEN 'fee' END,
            CASE WHEN count(DISTINCT payment_eligible) > 1 THEN 'payment_eligible' END,
            CASE WHEN count(DISTINCT payment_enabled) > 1 THEN 'payment_enabled' END,
            CASE WHEN count(DISTINCT means) > 1 THEN 'means' END,
            CASE WHEN count(DISTINCT one_stop) > 1 THEN 'one_stop' END,
            CASE WHEN count(DISTINCT interlinked) > 1 THEN 'interlinked' END,
            CASE WHEN count(DISTINCT decision) > 1 THEN 'decision' END,
            CASE WHEN count(DISTINCT valid_from) > 1 THEN 'effective_from' END) AS attributes,
          array_agg(row_number ORDER BY row_number) AS row_numbers
        FROM stage_offering
        JOIN stage_repeat USING (procedure_ref, agency_key, service_code)
        WHERE state = 1
        GROUP BY procedure_ref, agency_key, service_code
      )
      SELECT staged.row_number, min(procedure.code), array_agg(DISTINCT staged.agency_key),
        min(staged.service_code), COALESCE(string_agg(DISTINCT held_key.attributes, ', '), ''),
        COALESCE(
          string_agg(DISTINCT array_to_string(
            array_remove(held_key.row_numbers, staged.row_number), ', '), ', '), '')
      FROM stage_offering AS staged
      JOIN stage_procedure AS procedure USING (procedure_ref)
      LEFT JOIN held_key
        ON held_key.procedure_ref = staged.procedure_ref
        AND held_key.agency_key = staged.agency_key
        AND held_key.service_code = staged.service_code
        AND held_key.attributes <> ''
      WHERE staged.state = 1
      GROUP BY staged.row_number
      ORDER BY staged.row_number
      """
    return statement.labelled("store.catalog.conflictRows")
  }

  static var markDuplicates: Statement {
    let statement: Statement = """
      UPDATE stage_offering
      SET state = 2
      FROM (
        SELECT procedure_ref, agency_key, service_code, min(row_number) AS first_row
        FROM stage_offering
        JOIN stage_repeat USING (procedure_ref, agency_key, service_code)
        WHERE state = 0
        GROUP BY procedure_ref, agency_key, service_code
      ) AS kept
      WHERE stage_offering.procedure_ref = kept.procedure_ref
        AND stage_offering.agency_key = kept.agency_key
        AND stage_offering.service_code = kept.service_code
        AND stage_offering.state = 0
        AND stage_offering.row_number <> kept.first_row
      """
    return statement.labelled("store.catalog.markDuplicates")
  }

  /// A row of several agencies is a duplicate only where all of it stands elsewhere.
  static var countDuplicates: Statement {
    let statement: Statement = """
      SELECT count(*)
      FROM (
        SELECT row_number
        FROM stage_offering
        GROUP BY row_number
        HAVING bool_and(state = 2)
      ) AS repeated
      """
    return statement.labelled("store.catalog.countDuplicates")
  }
}
