import Postgres
import Procedures

/// Enters a token. Its canonical JSON, which is kept and audited, holds neither the secret nor its
/// digest: done again from the kept bytes, it gives a token that nobody can use.
struct CreateTokenAction: RegisterAction {
  static let name = "create_token"
  static let register = TokenRegister.registerName

  let id: String
  let tokenName: String
  let scope: String
  let agency: String?
  let expiresOn: String
  /// SHA-256 of the secret; never encoded.
  var digest: [UInt8]?

  private enum CodingKeys: String, CodingKey {
    case id, tokenName, scope, agency, expiresOn
  }

  var sentence: String {
    let part = agency.map { " của \($0)" } ?? ""
    return "Cấp mã truy cập \(id) cho \(tokenName): quyền \(scope)\(part), đến hết \(expiresOn)"
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let authority = context.authority.id
    let other = try await connection.queryOne(
      Self.selectNamed(authority: authority, name: tokenName)
    ) { row in try row.string(0) }
    if let other {
      throw StoreError(
        .badRequest,
        """
        create a token named \(tokenName): token \(other) bears that name; revoke it first \
        (motcua token revoke \(other)), or choose another name
        """)
    }
    var agencyID: Int64?
    if let agency {
      agencyID = try await connection.queryOne(
        Self.selectAgency(authority: authority, code: agency)
      ) { row in try row.int64(0) }
      guard agencyID != nil else {
        throw StoreError(
          .badRequest,
          """
          create a token for agency \(agency): there is no such agency; motcua agencies list shows \
          them
          """)
      }
    }
    guard let day = CalendarDay(iso: expiresOn) else {
      throw StoreError(.badRequest, "create token \(id): it ends on no day: \(expiresOn)")
    }
    let rows = try await connection.execute(insert(context, agency: agencyID, expires: day))
    if let digest {
      try await connection.execute(
        Self.insertSecret(authority: authority, id: id, sha256: digest))
    }
    return RegisterEffect(rows: rows)
  }

  func insert(_ context: RegisterContext, agency: Int64?, expires: CalendarDay) -> Statement {
    let statement: Statement = """
      INSERT INTO token (
        authority_id, token_id, name, scope, agency_id, expires_on, known_from, run_id)
      VALUES (\(context.authority.id), \(id), \(tokenName), \(scope), \(agency),
        \(PostgresDate(expires)), \(context.known), \(context.run))
      """
    return statement.labelled("store.tokens.insert")
  }

  static func insertSecret(authority: Int64, id: String, sha256: [UInt8]) -> Statement {
    let statement: Statement = """
      INSERT INTO token_secret (authority_id, token_id, sha256)
      VALUES (\(authority), \(id), \(sha256))
      """
    return statement.labelled("store.tokens.insertSecret")
  }

  static func selectNamed(authority: Int64, name: String) -> Statement {
    let statement: Statement = """
      SELECT token_id
      FROM token
      WHERE authority_id = \(authority) AND name = \(name) AND known_to = 'infinity'
      """
    return statement.labelled("store.tokens.selectNamed")
  }

  static func selectAgency(authority: Int64, code: String) -> Statement {
    let statement: Statement = """
      SELECT agency_id
      FROM agency
      WHERE authority_id = \(authority) AND code = \(code)
      """
    return statement.labelled("store.tokens.selectAgency")
  }
}

/// Ends a token; the digest of its secret is deleted. A token that was revoked already stays so.
struct RevokeTokenAction: RegisterAction {
  static let name = "revoke_token"
  static let register = TokenRegister.registerName

  let id: String

  var sentence: String { "Thu hồi mã truy cập \(id)" }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let authority = context.authority.id
    let rows = try await connection.execute(
      Self.end(authority: authority, id: id, known: context.known))
    try await connection.execute(Self.deleteSecret(authority: authority, id: id))
    return RegisterEffect(rows: rows)
  }

  static func end(authority: Int64, id: String, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      UPDATE token
      SET known_to = \(known)
      WHERE authority_id = \(authority) AND token_id = \(id) AND known_to = 'infinity'
      """
    return statement.labelled("store.tokens.end")
  }

  static func deleteSecret(authority: Int64, id: String) -> Statement {
    let statement: Statement = """
      DELETE FROM token_secret
      WHERE authority_id = \(authority) AND token_id = \(id)
      """
    return statement.labelled("store.tokens.deleteSecret")
  }
}
