import Intake
import Postgres
import Procedures

/// The agencies that rows of a catalog can name: all that are believed to be in force on the
/// effective date or later.
struct AgencyRegister {
  /// For looking up codes and names.
  let directory: AgencyDirectory
  private let tree: AgencyTree
  private let codes: [Int64: AgencyCode]

  /// Whether no agency is loaded at all.
  var isEmpty: Bool { codes.isEmpty }

  static func load(
    authority: Int64, from day: CalendarDay, on connection: borrowing PostgresConnection
  ) async throws -> AgencyRegister {
    let rows = try await connection.query(select(authority: authority, from: day)) { row in
      (
        id: try row.decode(0, as: Int64.self), code: try row.decode(1, as: String.self),
        name: try row.decode(2, as: String.self), parent: try row.decode(3, as: String?.self)
      )
    }
    var names: [Int64: [String]] = [:]
    var codes: [Int64: AgencyCode] = [:]
    var parents: [Int64: AgencyCode] = [:]
    for row in rows {
      guard let code = AgencyCode(row.code) else { continue }
      codes[row.id] = code
      names[row.id, default: []].append(row.name)
      parents[row.id] = row.parent.flatMap(AgencyCode.init)
    }
    let known = codes.map { (id: $0.key, code: $0.value) }.sorted { $0.code < $1.code }
    return AgencyRegister(
      directory: AgencyDirectory(
        agencies: known.map { (id: $0.id, code: $0.code, names: names[$0.id] ?? []) }),
      tree: AgencyTree(
        known.map {
          (
            id: $0.id, code: $0.code, name: names[$0.id]?.first ?? "", tier: nil,
            parent: parents[$0.id]
          )
        }),
      codes: codes)
  }

  /// The numbers of an agency and of everything below it.
  func subtree(of code: AgencyCode) throws -> [Int64] {
    guard let position = tree.position(of: code) else {
      throw StoreError(
        .badRequest,
        """
        limit the sync to agency \(code): there is no such agency on the effective date; \
        `motcua sync agencies` loads them
        """)
    }
    let inside = tree.subtree(of: position)
    return tree.nodes.indices.filter { inside[$0] }.map { tree.nodes[$0].id }
  }

  /// The code of an agency.
  func code(of id: Int64) -> AgencyCode? { codes[id] }

  /// What holds on the day comes last, so that it wins over what is to come, and the first source
  /// after the others.
  static func select(authority: Int64, from day: CalendarDay) -> Statement {
    let statement: Statement = """
      SELECT agency.agency_id, agency.code, claim.name, parent.code
      FROM agency_claim AS claim
      JOIN agency USING (authority_id, agency_id)
      LEFT JOIN agency AS parent
        ON parent.authority_id = claim.authority_id AND parent.agency_id = claim.parent_id
      WHERE claim.authority_id = \(authority)
        AND claim.valid_to > \(PostgresDate(daysSince2000: day.daysSince2000))
      ORDER BY claim.source_id DESC, claim.valid_from DESC
      """
    return statement.labelled("store.agencies.register")
  }
}
