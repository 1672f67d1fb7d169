public import Postgres
public import Procedures

/// The access tokens of an authority: made, listed, revoked, and asked about with each use.
public struct TokenRegister: Sendable {
  static let registerName = "tokens"
  static let actions: [any RegisterAction.Type] = [
    CreateTokenAction.self, RevokeTokenAction.self,
  ]

  /// The longest time for which a token is made, in days.
  public static let longestDays = 3650

  let pool: PostgresPool
  let authority: Authority

  /// The register of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// What a new token shall be good for.
  public struct Wish: Sendable, Hashable {
    /// Who or what will hold it, 1…100 characters.
    public var name: String
    /// What it may do.
    public var scope: TokenScope
    /// The agency in whose tree it may sync; nil is the whole authority.
    public var agency: AgencyCode?
    /// The last day on which it is good.
    public var expiresOn: CalendarDay

    /// A wish.
    public init(
      name: String, scope: TokenScope, agency: AgencyCode? = nil, expiresOn: CalendarDay
    ) {
      self.name = name
      self.scope = scope
      self.agency = agency
      self.expiresOn = expiresOn
    }
  }

  /// Makes a token good as a run of the register. The caller shows ``AccessToken/text`` once; it
  /// cannot be read again.
  ///
  /// Throws `badRequest` for a name that another token in force bears, an empty or too long name,
  /// an agency that does not exist, an agency with scope `admin`, and a day in the past or more
  /// than ``longestDays`` away.
  public func create(
    _ token: AccessToken, _ wish: Wish, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    func refusal(_ reason: String) -> StoreError {
      StoreError(.badRequest, "create a token named \(wish.name.prefix(100)): \(reason)")
    }
    let name = wish.name
    guard (1...100).contains(name.unicodeScalars.count),
      name.unicodeScalars.allSatisfy({ !$0.properties.isControl })
    else { throw refusal("a name has 1 to 100 characters in one line") }
    guard wish.scope != .admin || wish.agency == nil else {
      throw refusal("scope admin is for the whole authority; leave --agency out, or use scope sync")
    }
    let today = request.startedAt.dayInHoChiMinh
    guard wish.expiresOn >= today else {
      throw refusal("its last day \(wish.expiresOn) has passed; choose a day from \(today) on")
    }
    let days = Int(wish.expiresOn.daysSince2000) - Int(today.daysSince2000)
    guard days <= Self.longestDays else {
      throw refusal("\(wish.expiresOn) is more than \(Self.longestDays) days away")
    }
    var action = CreateTokenAction(
      id: token.id, tokenName: name, scope: wish.scope.rawValue, agency: wish.agency?.text,
      expiresOn: wish.expiresOn.description)
    action.digest = token.digest
    return try await RegisterRun(pool: pool, authority: authority, request: request)
      .perform(action)
  }

  /// Takes a token back; the next request with it is refused. A token that was revoked before stays
  /// so, and no run is entered.
  ///
  /// Its secret goes first, without the authority's lock: a run at work, which may be one that the
  /// token itself began, delays the entry but not the end of access. Throws `busy` where the entry
  /// has to be made later, by asking again, and `badRequest` for an id that no token has.
  public func revoke(_ id: String, _ request: RegisterRequest) async throws -> RegisterOutcome {
    let known = try await pool.withConnection { connection in
      try await connection.queryOne(Self.selectOne(authority: authority.id, id: id)) { row in
        try row.string(0)
      }
    }
    guard known != nil else {
      throw StoreError(
        .badRequest,
        "revoke token \(id.prefix(100)): there is no such token; motcua token list shows the ids")
    }
    try await pool.withConnection { connection in
      try await connection.execute(
        RevokeTokenAction.deleteSecret(authority: authority.id, id: id))
    }
    do {
      return try await RegisterRun(pool: pool, authority: authority, request: request)
        .perform(RevokeTokenAction(id: id))
    } catch let error as StoreError where error.kind == .busy {
      throw StoreError(
        .busy,
        """
        revoke token \(id): its access has ended, but a sync of authority \(authority.code) is at \
        work, so that the entry in the book of runs is still to be made; run motcua token revoke \
        \(id) again when the sync has ended
        """,
        vi: "mã truy cập \(id) không còn dùng được, nhưng một đợt khác của \(authority.code) đang "
          + "chạy nên chưa ghi được vào sổ; hãy chạy lại motcua token revoke \(id) khi đợt đó xong")
    }
  }

  /// All tokens, also those that have ended, the newest first.
  public func list() async throws -> [GrantedToken] {
    try await pool.withConnection { connection in
      try await connection.query(Self.selectAll(authority: authority.id)) { row in
        try Self.granted(row)
      }
    }
  }

  /// The grant that a token's text stands for at a moment; nil where it is no token, was never
  /// made, was revoked, has expired or has another secret. Asks the database each time, so that a
  /// revoked token is refused at once.
  public func grant(
    of text: String, at now: Instant, deadline: Duration
  ) async throws -> GrantedToken? {
    guard let token = AccessToken(text) else { return nil }
    let found = try await pool.withConnection(deadline: deadline) { connection in
      try await connection.queryOne(Self.selectGrant(authority: authority.id, id: token.id)) {
        row in
        (grant: try Self.granted(row), digest: try row.decode(8, as: [UInt8].self))
      }
    }
    guard let found, token.matches(found.digest), found.grant.isGood(on: now.dayInHoChiMinh)
    else { return nil }
    return found.grant
  }

  /// Whether the token of an id opens anything at a moment: for work that waited since its token
  /// was looked at.
  public func isGood(_ id: String, at now: Instant, deadline: Duration) async throws -> Bool {
    let found = try await pool.withConnection(deadline: deadline) { connection in
      try await connection.queryOne(Self.selectGrant(authority: authority.id, id: id)) { row in
        try Self.granted(row)
      }
    }
    return found?.isGood(on: now.dayInHoChiMinh) ?? false
  }

  private static func granted(_ row: borrowing PostgresRow) throws -> GrantedToken {
    let name: String = try row.decode(2)
    guard let scope = TokenScope(rawValue: name) else {
      throw StoreError(
        .schemaNewer, "read a token: its scope \(name) is not known to this program")
    }
    let ended: PostgresTimestamp = try row.decode(6)
    return GrantedToken(
      id: try row.decode(0), name: try row.decode(1), scope: scope,
      agency: try row.decode(3, as: String?.self).flatMap { AgencyCode($0) },
      expiresOn: CalendarDay(daysSince2000: try row.date(4).daysSince2000),
      createdAt: Instant(try row.decode(5, as: PostgresTimestamp.self)),
      revokedAt: ended == .infinity ? nil : Instant(ended), run: try row.decode(7),
      isClosed: try row.decode(8, as: [UInt8]?.self) == nil)
  }

  static func selectOne(authority: Int64, id: String) -> Statement {
    let statement: Statement = """
      SELECT token_id
      FROM token
      WHERE authority_id = \(authority) AND token_id = \(id)
      """
    return statement.labelled("store.tokens.selectOne")
  }

  static func selectAll(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT token.token_id, token.name, token.scope, agency.code, token.expires_on,
        token.known_from, token.known_to, token.run_id, token_secret.sha256
      FROM token
      LEFT JOIN token_secret USING (authority_id, token_id)
      LEFT JOIN agency USING (authority_id, agency_id)
      WHERE token.authority_id = \(authority)
      ORDER BY token.run_id DESC
      """
    return statement.labelled("store.tokens.selectAll")
  }

  static func selectGrant(authority: Int64, id: String) -> Statement {
    let statement: Statement = """
      SELECT token.token_id, token.name, token.scope, agency.code, token.expires_on,
        token.known_from, token.known_to, token.run_id, token_secret.sha256
      FROM token
      JOIN token_secret USING (authority_id, token_id)
      LEFT JOIN agency USING (authority_id, agency_id)
      WHERE token.authority_id = \(authority)
        AND token.token_id = \(id)
        AND token.known_to = 'infinity'
      """
    return statement.labelled("store.tokens.selectGrant")
  }
}

extension Unicode.Scalar.Properties {
  /// Whether the character is a control character or ends a line.
  fileprivate var isControl: Bool {
    switch generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .format: true
    default: false
    }
  }
}
