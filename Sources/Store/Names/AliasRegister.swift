public import Postgres
public import Procedures

/// Other spellings of agencies and fields: entered once by a person, they hold for all later runs.
public struct AliasRegister: Sendable {
  /// The name of the source under which runs of this register are entered.
  static let registerName = "aliases"

  let pool: PostgresPool
  let authority: Authority

  /// The register of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// The actions of this register, for reading their JSON again.
  static let actions: [any RegisterAction.Type] = [
    SetAgencyAliasAction.self, EndAgencyAliasAction.self, SetFieldAliasAction.self,
    EndFieldAliasAction.self,
  ]

  /// One spelling.
  public struct Entry: Sendable, Hashable {
    /// The spelling, as it was entered.
    public let name: String
    /// The agency's code, or the field's name.
    public let target: String
    /// From when it holds.
    public let since: Instant
    /// The run that entered it.
    public let run: Int64
  }

  /// The spellings of agencies that hold now, in the order of the names.
  public func agencies() async throws -> [Entry] { try await entries(Self.selectAgencies) }

  /// The spellings of fields that hold now, in the order of the names.
  public func fields() async throws -> [Entry] { try await entries(Self.selectFields) }

  /// Says that a name stands for an agency, also where several agencies bear it. Throws
  /// `badRequest` where the authority has no such agency.
  public func addAgency(
    _ name: String, code: AgencyCode, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await perform(SetAgencyAliasAction(name: name, code: code.text), request)
  }

  /// Takes a spelling of an agency back. Throws `badRequest` where there is none.
  public func endAgency(
    _ name: String, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await perform(EndAgencyAliasAction(name: name), request)
  }

  /// Says that a name stands for a field that is known by another. Throws `badRequest` where no
  /// field of that name is known, and where the spelling differs in nothing that counts.
  public func addField(
    _ name: String, field: String, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await perform(SetFieldAliasAction(name: name, field: field), request)
  }

  /// Takes a spelling of a field back. Throws `badRequest` where there is none.
  public func endField(
    _ name: String, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await perform(EndFieldAliasAction(name: name), request)
  }

  private func perform(
    _ action: some RegisterAction, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await RegisterRun(pool: pool, authority: authority, request: request).perform(action)
  }

  private func entries(_ statement: (Int64) -> Statement) async throws -> [Entry] {
    let statement = statement(authority.id)
    return try await pool.withConnection { connection in
      try await connection.query(statement) { row in
        Entry(
          name: try row.decode(0), target: try row.decode(1),
          since: Instant(
            microsecondsSince2000: try row.decode(2, as: PostgresTimestamp.self)
              .microsecondsSince2000),
          run: try row.decode(3))
      }
    }
  }

  static func selectAgencies(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT alias.name, agency.code, alias.known_from, alias.run_id
      FROM agency_alias AS alias
      JOIN agency USING (authority_id, agency_id)
      WHERE alias.authority_id = \(authority) AND alias.known_to = 'infinity'
      ORDER BY alias.match_key COLLATE "C"
      """
    return statement.labelled("store.aliases.agencies")
  }

  static func selectFields(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT alias.name, field.name, alias.known_from, alias.run_id
      FROM field_alias AS alias
      JOIN field USING (authority_id, field_id)
      WHERE alias.authority_id = \(authority) AND alias.known_to = 'infinity'
      ORDER BY alias.match_key COLLATE "C"
      """
    return statement.labelled("store.aliases.fields")
  }
}
