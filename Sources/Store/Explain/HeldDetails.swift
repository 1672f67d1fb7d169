import Indicators
import Postgres
import Procedures

/// The held rows that figures count, with what is wrong with them.
struct HeldDetails {
  let view: CatalogView
  /// The agencies and procedures by which the rows are placed.
  let catalog: CatalogSnapshot
  /// The kinds of sources whose rows are listed.
  let kinds: [String]

  /// A held row, and where it could belong.
  struct Entry: Sendable {
    let event: HeldEvent
    let row: ExplainedRow
  }

  /// Those of the last applied run of each source, by source, run and row.
  func load(on connection: borrowing PostgresConnection) async throws -> [Entry] {
    var positions: [String: Int] = [:]
    for (position, procedure) in catalog.procedures.enumerated() {
      positions[procedure.code.text] = position
    }
    var places: [Int64: Int] = [:]
    for (position, node) in catalog.agencies.nodes.enumerated() { places[node.id] = position }
    let (procedures, agencies) = (positions, places)
    return try await connection.query(Self.select(view, kinds: kinds)) { row in
      let code = try row.stringOrNil(0)
      let ids = try row.decode(1, as: [Int64].self)
      let found = ids.compactMap { agencies[$0] }
      let isReadable = try row.bool(2) && found.count == ids.count
      let scope = HeldRowScope(
        procedure: code.flatMap { procedures[$0] }, agencies: isReadable ? found.sorted() : [])
      let from = try row.dateOrNil(12)?.daysSince2000
      let to = try row.dateOrNil(13)?.daysSince2000
      let first = from ?? .min
      return Entry(
        event: HeldEvent(
          scope: scope, days: from == nil && to == nil ? nil : first...max(first, to ?? .max)),
        row: try explained(row, code: code, scope: scope))
    }
  }

  private func explained(
    _ row: borrowing PostgresRow, code: String?, scope: HeldRowScope
  ) throws -> ExplainedRow {
    let number = Int(try row.int64(3))
    let position = try row.int32OrNil(5).map(Int.init)
    let agency = scope.agencies.count == 1 ? catalog.agencies.nodes[scope.agencies[0]] : nil
    return ExplainedRow(
      kind: .held, procedure: code.map(ProcedureCode.init(local:)),
      procedureName: scope.procedure.map { catalog.procedures[$0].name } ?? "",
      agency: agency?.code, agencyName: agency?.name ?? "",
      held: HeldDetail(
        rule: try row.string(6), raw: try row.string(7),
        place: SourcePlace(
          source: try row.string(8), run: try row.int64(9), file: try row.string(10),
          sheet: try row.stringOrNil(11), row: number, column: try row.string(4),
          cell: position.map { CellAddress(column: $0, row: number).text })))
  }

  /// The rows of `CatalogView.held` and `CatalogView.heldFacts` with their address.
  static func select(_ view: CatalogView, kinds: [String]) -> Statement {
    let statement: Statement = """
      SELECT held.procedure_code, held.agency_ids, held.agency_readable, held.row_number,
        held.column_name, held.column_position, held.rule, held.raw, source.name, run.run_id,
        run.location, run.sheet, held.fact_from, held.fact_to
      FROM held_row AS held
      JOIN run USING (authority_id, run_id)
      JOIN source USING (authority_id, source_id)
      WHERE held.authority_id = \(view.authority)
        AND source.kind = ANY (\(kinds))
        AND run.state = 'applied'
        AND run.run_id <= \(view.run)
        AND NOT \(RunLedger.isUndone("run", authority: view.authority, upTo: view.run))
        AND NOT EXISTS (
          SELECT
          FROM run AS later
          WHERE later.authority_id = run.authority_id
            AND later.source_id = run.source_id
            AND later.state = 'applied'
            AND later.run_id > run.run_id
            AND later.run_id <= \(view.run)
            AND NOT \(RunLedger.isUndone("later", authority: view.authority, upTo: view.run))
            AND later.scope IN (run.scope, ''))
      ORDER BY source.kind COLLATE "C", source.name COLLATE "C", run.run_id, held.row_number,
        held.held_id
      """
    return statement.labelled("store.explain.held")
  }
}
