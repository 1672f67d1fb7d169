import Intake
import Postgres
import Procedures

/// The agencies and procedures that rows of facts can name: all that were ever entered, because a
/// dossier outlives the agency that handled it.
struct FactDirectories: Sendable {
  let agencies: AgencyDirectory
  let procedures: ProcedureDirectory

  /// Names are those that are believed to hold on the day or later, and aliases.
  static func load(
    authority: Authority, from day: CalendarDay, on connection: borrowing PostgresConnection
  ) async throws -> FactDirectories {
    var names: [Int64: [String]] = [:]
    let claims = try await connection.query(
      AgencyRegister.select(authority: authority.id, from: day)
    ) { row in (id: try row.int64(0), name: try row.string(2)) }
    for claim in claims { names[claim.id, default: []].append(claim.name) }
    let aliases = try await connection.query(
      AgencyRegister.selectAliases(authority: authority.id)
    ) { row in (name: try row.string(0), id: try row.int64(1)) }
    let agencies = try await connection.query(selectAgencies(authority: authority.id)) { row in
      (id: try row.int64(0), code: try row.string(1))
    }
    let procedures = try await connection.query(selectProcedures(authority: authority.id)) { row in
      (id: try row.int64(0), code: try row.string(1))
    }
    return FactDirectories(
      agencies: AgencyDirectory(
        agencies: agencies.compactMap { agency in
          AgencyCode(agency.code).map {
            (id: agency.id, code: $0, names: names[agency.id] ?? [])
          }
        }, aliases: aliases),
      procedures: ProcedureDirectory(
        procedures.map { (ProcedureCode(local: $0.code), $0.id) }))
  }

  static func selectAgencies(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT agency_id, code
      FROM agency
      WHERE authority_id = \(authority)
      ORDER BY code
      """
    return statement.labelled("store.facts.selectAgencies")
  }

  static func selectProcedures(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT procedure_id, code
      FROM procedure
      WHERE authority_id = \(authority)
      ORDER BY code
      """
    return statement.labelled("store.facts.selectProcedures")
  }
}
