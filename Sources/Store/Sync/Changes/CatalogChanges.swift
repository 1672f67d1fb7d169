import Postgres
import Procedures

/// The complete list of changes of a planned catalog sync, as a temporary table. Costs about as
/// much as the plan itself, so that it is only made where somebody looks at it.
struct CatalogChanges {
  let authority: Int64
  let source: Int64
  let effective: CalendarDay
  /// Whether the sync is limited to a part of the source.
  let isPartial: Bool

  /// Lists the changes; the tables of the plan must stand, and nothing may be written yet.
  func create(on connection: borrowing PostgresConnection) async throws {
    try await connection.execute(Self.createMoves)
    try await connection.execute(Self.createTable)
    try await connection.execute(Self.addArrivals(authority: authority, source: source))
    try await connection.execute(Self.addDifferences(authority: authority, source: source))
    try await connection.execute(
      Self.addDepartures(authority: authority, source: source, effective: effective))
    try await connection.execute(
      Self.addProcedures(authority: authority, source: source, isPartial: isPartial))
    try await connection.execute(
      Self.addLeavingProcedures(authority: authority, source: source, effective: effective))
  }

  /// Counts by kind, the first of each kind, and the digest.
  func overview(on connection: borrowing PostgresConnection) async throws -> ChangeDigestForPeople {
    var overview = ChangeDigestForPeople()
    let counts = try await connection.query(Self.countKinds) { row in
      (kind: try row.decode(0, as: String.self), count: Int(try row.int64(1)))
    }
    for entry in counts {
      if let kind = ChangeKind(rawValue: entry.kind) { overview.counts[kind] = entry.count }
    }
    overview.first = try await connection.query(
      Self.selectFirst(authority: authority, source: source)
    ) { try Self.change($0) }
    .sorted { $0.kind.place < $1.kind.place }
    overview.digest =
      try await connection.queryOne(Self.selectDigest) { row in try row.decode(0, as: String.self) }
      ?? ""
    return overview
  }

  /// The complete list in order, one after the other; memory does not grow with their number.
  func reduce<State: Sendable>(
    into state: State, on connection: borrowing PostgresConnection,
    _ body: @escaping @Sendable (inout State, PlannedChange) throws -> Void
  ) async throws -> State {
    try await connection.reduce(
      Self.selectAll(authority: authority, source: source), into: state
    ) { state, row in
      try body(&state, try Self.change(row))
    }
  }

  private static func change(_ row: borrowing PostgresRow) throws -> PlannedChange {
    let kind = try row.decode(0, as: String.self)
    let subject = try row.decode(1, as: String.self)
    guard let kind = ChangeKind(rawValue: kind), let subject = ChangeSubject(rawValue: subject)
    else {
      throw StoreError(.badRequest, "read a planned change: \(kind) of \(subject) is no kind")
    }
    return PlannedChange(
      kind: kind, subject: subject, code: try row.decode(2), name: try row.decode(3),
      agencyCode: try row.decode(4), agencyName: try row.decode(5), service: try row.decode(6),
      attribute: try row.decode(7), oldValue: try row.decode(8), newValue: try row.decode(9),
      row: try row.decode(10, as: Int64?.self).map(Int.init))
  }
}

extension CatalogChanges {
  static var createTable: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE plan_change (
        kind text COLLATE "C" NOT NULL,
        subject text COLLATE "C" NOT NULL,
        code text COLLATE "C" NOT NULL,
        agency_code text COLLATE "C",
        service_code text COLLATE "C" NOT NULL,
        attribute text COLLATE "C",
        old_value text,
        new_value text,
        row_number bigint
      ) ON COMMIT DROP
      """
    return statement.labelled("store.changes.createTable")
  }

  static var countKinds: Statement {
    let statement: Statement = """
      SELECT kind, count(*)
      FROM plan_change
      GROUP BY kind
      """
    return statement.labelled("store.changes.countKinds")
  }

  /// The lines are those of ``PlannedChange/canonicalLine``.
  static var selectDigest: Statement {
    let statement: Statement = """
      SELECT encode(sha256(COALESCE(string_agg(
        sha256(convert_to(
          concat(kind, E'\\x1F', subject, E'\\x1F', code, E'\\x1F',
            COALESCE(agency_code, E'\\x1E'), E'\\x1F', service_code, E'\\x1F',
            COALESCE(attribute, E'\\x1E'), E'\\x1F', COALESCE(old_value, E'\\x1E'), E'\\x1F',
            COALESCE(new_value, E'\\x1E')), 'UTF8')),
        ''::bytea
        ORDER BY code, COALESCE(agency_code, ''), service_code, subject, COALESCE(attribute, ''),
          kind), ''::bytea)), 'hex')
      FROM plan_change
      """
    return statement.labelled("store.changes.selectDigest")
  }

  static func selectAll(authority: Int64, source: Int64) -> Statement {
    let statement: Statement = """
      \(named("plan_change", authority: authority, source: source))
      ORDER BY change.code, COALESCE(change.agency_code, ''), change.service_code, change.subject,
        COALESCE(change.attribute, ''), change.kind
      """
    return statement.labelled("store.changes.selectAll")
  }

  static func selectFirst(authority: Int64, source: Int64) -> Statement {
    let numbered: Statement = """
      (SELECT *
        FROM (
          SELECT plan_change.*,
            row_number() OVER (
              PARTITION BY kind
              ORDER BY code, COALESCE(agency_code, ''), service_code, subject,
                COALESCE(attribute, '')) AS place
          FROM plan_change) AS numbered
        WHERE place <= \(Int64(ChangeDigestForPeople.shownOfEachKind)))
      """
    let statement: Statement = """
      \(named(numbered, authority: authority, source: source))
      ORDER BY change.kind, change.place
      """
    return statement.labelled("store.changes.selectFirst")
  }

  /// Changes with the names that people know things by: the file's, else what the source said
  /// last, else what another did.
  private static func named(
    _ changes: Statement, authority: Int64, source: Int64
  ) -> Statement {
    """
    SELECT change.kind, change.subject, change.code,
      COALESCE(NULLIF(staged.name, ''), told.name, ''), change.agency_code,
      COALESCE(agency.name, ''), change.service_code, change.attribute, change.old_value,
      change.new_value, change.row_number
    FROM \(changes) AS change
    LEFT JOIN stage_procedure AS staged ON staged.code = change.code
    LEFT JOIN (
      SELECT DISTINCT ON (procedure.code) procedure.code, claim.name
      FROM procedure_claim AS claim
      JOIN procedure USING (authority_id, procedure_id)
      WHERE claim.authority_id = \(authority) AND claim.name <> ''
      ORDER BY procedure.code, claim.source_id = \(source) DESC, claim.source_id,
        claim.valid_from DESC
    ) AS told ON told.code = change.code
    LEFT JOIN (
      SELECT DISTINCT ON (agency.code) agency.code, claim.name
      FROM agency_claim AS claim
      JOIN agency USING (authority_id, agency_id)
      WHERE claim.authority_id = \(authority)
      ORDER BY agency.code, claim.source_id, claim.valid_from DESC
    ) AS agency ON agency.code = change.agency_code
    """
  }
}
