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
    authority: Authority, from day: CalendarDay, on connection: borrowing PostgresConnection
  ) async throws -> AgencyRegister {
    let rows = try await connection.query(select(authority: authority.id, from: day)) { row in
      AgencyClaimRow(
        id: try row.decode(0), code: try row.decode(1), name: try row.decode(2),
        tier: try row.decode(3), parent: try row.decode(4), source: try row.decode(5))
    }
    let aliases = try await connection.query(selectAliases(authority: authority.id)) { row in
      (name: try row.decode(0, as: String.self), id: try row.decode(1, as: Int64.self))
    }
    var names: [Int64: [String]] = [:]
    var codes: [Int64: AgencyCode] = [:]
    for row in rows {
      guard let code = AgencyCode(row.code) else { continue }
      codes[row.id] = code
      names[row.id, default: []].append(row.name)
    }
    let precedence = try await SourcePrecedence.load(
      authority: authority.id, known: .infinity, on: connection)
    let tree = TreeAssembly(root: authority.code, precedence: precedence).tree(rows)
    let known = codes.map { (id: $0.key, code: $0.value) }.sorted { $0.code < $1.code }
    return AgencyRegister(
      directory: AgencyDirectory(
        agencies: known.map { (id: $0.id, code: $0.code, names: names[$0.id] ?? []) },
        aliases: aliases.filter { codes[$0.id] != nil }, classes: classes(of: tree)),
      tree: tree, codes: codes)
  }

  /// What class names such as `UBND cấp xã` stand for: of districts and communes those that stand
  /// below no other of their tier. On the province's tier such a name may mean the root or all its
  /// departments, so it stands for none.
  private static func classes(of tree: AgencyTree) -> [Tier: [Int64]] {
    var result: [Tier: [Int64]] = [:]
    for node in tree.nodes {
      guard let tier = node.tier, tier == .district || tier == .commune else { continue }
      if let parent = node.parent, tree.nodes[parent].tier == tier { continue }
      result[tier, default: []].append(node.id)
    }
    return result
  }

  /// The numbers of an agency and of everything below it.
  func subtree(of code: AgencyCode) throws -> [Int64] {
    guard let position = tree.position(of: code) else {
      throw StoreError(
        .badRequest,
        """
        limit the sync to agency \(code): there is no such agency on the effective date; \
        `motcua sync agencies` loads them
        """,
        vi: "không giới hạn được vào cơ quan \(code): không có cơ quan này vào ngày hiệu lực; hãy "
          + "đồng bộ danh sách cơ quan")
    }
    let inside = tree.subtree(of: position)
    return tree.nodes.indices.filter { inside[$0] }.map { tree.nodes[$0].id }
  }

  /// The code of an agency.
  func code(of id: Int64) -> AgencyCode? { codes[id] }

  /// Of each source what holds on the day comes first, then what is to come.
  static func select(authority: Int64, from day: CalendarDay) -> Statement {
    let statement: Statement = """
      SELECT agency.agency_id, agency.code, claim.name, claim.tier, parent.code, claim.source_id
      FROM agency_claim AS claim
      JOIN agency USING (authority_id, agency_id)
      LEFT JOIN agency AS parent
        ON parent.authority_id = claim.authority_id AND parent.agency_id = claim.parent_id
      WHERE claim.authority_id = \(authority)
        AND claim.valid_to > \(PostgresDate(daysSince2000: day.daysSince2000))
      ORDER BY claim.source_id, claim.valid_from
      """
    return statement.labelled("store.agencies.register")
  }

  static func selectAliases(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT name, agency_id
      FROM agency_alias
      WHERE authority_id = \(authority) AND known_to = 'infinity'
      """
    return statement.labelled("store.agencies.aliases")
  }
}
