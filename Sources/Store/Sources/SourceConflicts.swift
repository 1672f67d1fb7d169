public import Postgres
public import Procedures

/// Two or more sources that know different values of the same attribute.
public struct SourceConflict: Sendable, Hashable {
  /// One source and what it says.
  public struct Voice: Sendable, Hashable {
    /// Name of the source.
    public let source: String
    /// The value as people read it: a level as scale and code, Có or Không, means with `;` between.
    public let value: String
  }

  /// The procedure; nil where the conflict is about an agency itself.
  public let procedure: ProcedureCode?
  /// The name that the procedure goes by; empty where none is known.
  public let procedureName: String
  /// The agency of the offering, or the agency itself; nil where the conflict is about a procedure.
  public let agency: AgencyCode?
  /// The name that the agency goes by; empty where there is none.
  public let agencyName: String
  /// What they disagree about.
  public let attribute: SourceAttribute
  /// All sources that know a value, the one that is believed first in front: its value counts.
  public let voices: [Voice]

  /// The value that figures read.
  public var counted: String { voices.first?.value ?? "" }
}

/// A part of the list of conflicts, in the order of procedure, agency and attribute; conflicts on
/// agencies themselves come first.
public struct SourceConflictPage: Sendable, Hashable {
  /// The conflicts of this part.
  public let conflicts: [SourceConflict]
  /// How many there are in the whole list.
  public let total: Int
  /// To be given as `after` for the next part; nil where this one is the last.
  public let next: String?
  /// The data version that was read.
  public let dataVersion: Int64
  /// When that version was recorded.
  public let knownOn: Instant
}

/// Lists where sources disagree, from the same claims and by the same decisions as figures.
public struct SourceConflicts: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// The conflicts of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// A part of the conflicts on a day, by what was known at an instant; nil is now.
  ///
  /// Throws `badRequest` for an instant before the records begin, a limit under 1 and an `after`
  /// that no page gave. Costs as much as loading the catalog, whatever the limit.
  public func page(
    on day: CalendarDay, known: Instant? = nil, limit: Int, after: String? = nil
  ) async throws -> SourceConflictPage {
    guard limit >= 1 else {
      throw StoreError(
        .badRequest, "list conflicts: the limit \(limit) is no number from 1; give one",
        vi: "không liệt kê được mâu thuẫn: limit \(limit) không phải là số từ 1; hãy cho một số")
    }
    let start = try after.map { try ConflictPlace($0) }
    return try await pool.withTransaction(.snapshot) { connection in
      let view = try await CatalogView.at(day, known: known, of: authority, on: connection)
      let claims = try await CatalogLoader(authority: authority).claims(view, on: connection)
      let names = try await connection.query(
        Self.selectNames(authority: authority.id)
      ) { row in (id: try row.int64(0), name: try row.string(1)) }
      let search = ConflictSearch(
        claims: claims,
        sources: Dictionary(names.map { ($0.id, $0.name) }) { first, _ in first })
      var found: [SourceConflict] = []
      var last: ConflictPlace?
      var hasMore = false
      var total = 0
      search.forEach { conflict in
        total += 1
        let place = ConflictPlace(conflict)
        if let start, !(start < place) { return }
        if found.count < limit {
          found.append(conflict)
          last = place
        } else {
          hasMore = true
        }
      }
      return SourceConflictPage(
        conflicts: found, total: total, next: hasMore ? last?.text : nil,
        dataVersion: view.version.number, knownOn: view.version.recordedAt)
    }
  }

  static func selectNames(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT source_id, name
      FROM source
      WHERE authority_id = \(authority)
      """
    return statement.labelled("store.sources.selectAllNames")
  }
}

/// Where a conflict stands in the list.
private struct ConflictPlace: Comparable {
  let code: String
  let agency: AgencyCode?
  let attribute: Int

  init(_ conflict: SourceConflict) {
    code = conflict.procedure?.text ?? ""
    agency = conflict.agency
    attribute = SourceAttribute.allCases.firstIndex(of: conflict.attribute) ?? 0
  }

  /// Reads what ``text`` wrote.
  init(_ text: String) throws {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[1].isEmpty || AgencyCode(parts[1]) != nil,
      let attribute = SourceAttribute.allCases.firstIndex(where: { $0.rawValue == parts[2] })
    else {
      throw StoreError(
        .badRequest,
        "list conflicts after \(text): no page gave that; start again without it",
        vi:
          "không liệt kê tiếp được mâu thuẫn sau \(text): không trang nào cho giá trị đó; hãy bắt "
          + "đầu lại và bỏ giá trị đó")
    }
    code = parts[0]
    agency = AgencyCode(parts[1])
    self.attribute = attribute
  }

  var text: String {
    "\(code)/\(agency?.text ?? "")/\(SourceAttribute.allCases[attribute].rawValue)"
  }

  static func < (left: ConflictPlace, right: ConflictPlace) -> Bool {
    if left.code != right.code { return left.code < right.code }
    if left.agency != right.agency {
      guard let one = left.agency else { return true }
      guard let other = right.agency else { return false }
      return one < other
    }
    return left.attribute < right.attribute
  }
}
