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
    let said = try await claims(view, on: connection)
    let agencies = said.tree
    let register = said.register
    let positions = said.positions
    var assembly = OfferingAssembly(resolution: said.resolution)
    let offerings = try assembly.assemble(said.offerings, procedures: register.procedures.count)
    return CatalogSnapshot(
      authority: authority.code, validOn: CalendarDay(daysSince2000: view.day.daysSince2000),
      knownOn: view.version.recordedAt, dataVersion: view.version.number, agencies: agencies,
      fields: register.fields, procedures: register.procedures, offerings: offerings,
      held: try await held(view, register, agencies: positions, on: connection),
      exclusions: try await exclusions(view, register, agencies: positions, on: connection),
      succession: said.succession)
  }

  /// Reads what sources say, before anything is decided between them.
  func claims(
    _ view: CatalogView, on connection: borrowing PostgresConnection
  ) async throws -> CatalogClaims {
    let precedence = try await SourcePrecedence.load(
      authority: authority.id,
      known: PostgresTimestamp(
        microsecondsSince2000: view.version.recordedAt.microsecondsSince2000),
      on: connection)
    let agencies = try await agencies(view.agencies, on: connection)
    let assembly = TreeAssembly(root: authority.code, precedence: precedence)
    let then = assembly.tree(agencies)
    var tree = then
    var succession = try await succession(view, on: connection)
    if let day = view.treeDay {
      let now = assembly.tree(try await self.agencies(view.agencies(on: day), on: connection))
      (tree, succession.hasSplits) = now.carrying(then, by: succession.agencies)
      succession.treeDay = CalendarDay(daysSince2000: day.daysSince2000)
    }
    let procedures = try await procedures(view, on: connection)
    let register = ProcedureRegister(procedures, precedence: precedence)
    let levels = try await authority.levels(on: connection)
    let demonstrations = try await connection.query(
      CatalogView.demonstrationSources(authority: authority.id)
    ) { row in try row.decode(0, as: Int64.self) }
    var positions: [Int64: Int32] = [:]
    // Only what was in force on the day itself counts, whatever tree it is counted on.
    for node in then.nodes {
      if let index = tree.position(of: node.code) { positions[node.id] = Int32(index) }
    }
    var offerings = try await connection.reduce(
      view.offerings,
      into: ClaimColumns(procedures: register.positions, agencies: positions)
    ) { columns, row in
      try columns.take(row)
    }
    offerings.sort()
    return CatalogClaims(
      agencies: agencies, tree: tree, positions: positions, procedures: procedures,
      register: register, offerings: offerings, succession: succession,
      resolution: SourceResolution(
        levels: LevelTable(levels), demonstrations: Set(demonstrations), precedence: precedence))
  }

  func succession(
    _ view: CatalogView, on connection: borrowing PostgresConnection
  ) async throws -> Succession {
    let rows = try await connection.query(view.succession) { row in
      (
        isAgency: try row.decode(0, as: Bool.self), code: try row.decode(1, as: String.self),
        others: try row.decode(2, as: [String].self)
      )
    }
    var agencies: [AgencyCode: [AgencyCode]] = [:]
    for row in rows where row.isAgency {
      guard let code = AgencyCode(row.code) else { continue }
      agencies[code, default: []] += row.others.compactMap(AgencyCode.init)
    }
    let replaced = rows.filter { !$0.isAgency }.map { row in
      (code: ProcedureCode(local: row.code), replaced: row.others.map(ProcedureCode.init(local:)))
    }
    return Succession(
      agencies: AgencySuccession(agencies), procedures: ProcedureSuccession(replaced))
  }

  func agencies(
    _ statement: Statement, on connection: borrowing PostgresConnection
  ) async throws -> [AgencyClaimRow] {
    try await connection.query(statement) { row in
      AgencyClaimRow(
        id: try row.decode(0), code: try row.decode(1), name: try row.decode(2),
        tier: try row.decode(3), parent: try row.decode(4), source: try row.decode(5))
    }
  }

  func procedures(
    _ view: CatalogView, on connection: borrowing PostgresConnection
  ) async throws -> [ProcedureClaimRow] {
    try await connection.query(view.procedures) { row in
      ProcedureClaimRow(
        id: try row.decode(0), code: try row.decode(1), name: try row.decode(2),
        field: try row.decode(3), isInternal: try row.decode(4), source: try row.decode(5))
    }
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
