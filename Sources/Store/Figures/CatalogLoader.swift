import Indicators
import Postgres
import Procedures

/// Loads the catalog of one day, by what was known at one instant, as packed columns.
///
/// 300,000 offerings take some hundred milliseconds and a few megabytes.
struct CatalogLoader {
  let authority: Authority

  /// Reads one snapshot. The connection is in a transaction that sees one state of the database.
  func load(
    _ view: CatalogView, on connection: borrowing PostgresConnection
  ) async throws -> CatalogSnapshot {
    let agencies = try await agencies(view, on: connection)
    let register = try await procedures(view, on: connection)
    let levels = try await authority.levels(on: connection)
    let demonstrations = try await connection.query(
      CatalogView.demonstrationSources(authority: authority.id)
    ) { row in try row.decode(0, as: Int64.self) }
    var positions: [Int64: Int32] = [:]
    for (index, node) in agencies.nodes.enumerated() { positions[node.id] = Int32(index) }
    var claims = try await connection.reduce(
      view.offerings,
      into: ClaimColumns(procedures: register.positions, agencies: positions)
    ) { columns, row in
      try columns.take(row)
    }
    claims.sort()
    var assembly = OfferingAssembly(
      resolution: SourceResolution(
        levels: LevelTable(levels), demonstrations: Set(demonstrations)))
    let offerings = try assembly.assemble(claims, procedures: register.procedures.count)
    return CatalogSnapshot(
      authority: authority.code, validOn: CalendarDay(daysSince2000: view.day.daysSince2000),
      knownOn: view.version.recordedAt, dataVersion: view.version.number, agencies: agencies,
      fields: register.fields, procedures: register.procedures, offerings: offerings,
      held: try await held(view, register, agencies: positions, on: connection),
      exclusions: try await exclusions(view, register, agencies: positions, on: connection))
  }

  private func agencies(
    _ view: CatalogView, on connection: borrowing PostgresConnection
  ) async throws -> AgencyTree {
    let rows = try await connection.query(view.agencies) { row in
      AgencyClaimRow(
        id: try row.decode(0), code: try row.decode(1), name: try row.decode(2),
        tier: try row.decode(3), parent: try row.decode(4), source: try row.decode(5))
    }
    return TreeAssembly(root: authority.code).tree(rows)
  }

  private func procedures(
    _ view: CatalogView, on connection: borrowing PostgresConnection
  ) async throws -> ProcedureRegister {
    let rows = try await connection.query(view.procedures) { row in
      ProcedureClaimRow(
        id: try row.decode(0), code: try row.decode(1), name: try row.decode(2),
        field: try row.decode(3), isInternal: try row.decode(4), source: try row.decode(5))
    }
    return ProcedureRegister(rows)
  }

  private func held(
    _ view: CatalogView, _ register: ProcedureRegister, agencies: [Int64: Int32],
    on connection: borrowing PostgresConnection
  ) async throws -> [HeldRowScope] {
    try await connection.query(view.held) { row in
      let code = try row.decode(0, as: String?.self)
      let ids = try row.decode(1, as: [Int64].self)
      let places = ids.compactMap { agencies[$0] }
      // An agency that is not in force on the day may be any other by then.
      let isReadable = try row.decode(2, as: Bool.self) && places.count == ids.count
      return HeldRowScope(
        procedure: code.flatMap { register.byCode[$0] },
        agencies: isReadable ? places.map(Int.init).sorted() : [])
    }
  }

  private func exclusions(
    _ view: CatalogView, _ register: ProcedureRegister, agencies: [Int64: Int32],
    on connection: borrowing PostgresConnection
  ) async throws -> [Exclusion] {
    let rows = try await connection.query(view.exclusions) { row in
      (
        procedure: try row.decode(0, as: Int64.self), agency: try row.decode(1, as: Int64?.self),
        indicator: try row.decode(2, as: String.self)
      )
    }
    return rows.compactMap { row in
      guard let procedure = register.positions[row.procedure] else { return nil }
      guard let agency = row.agency else {
        return Exclusion(procedure: Int(procedure), agency: nil, indicator: row.indicator)
      }
      guard let place = agencies[agency] else { return nil }
      return Exclusion(
        procedure: Int(procedure), agency: Int(place), indicator: row.indicator)
    }
  }
}
