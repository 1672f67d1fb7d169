import Procedures
import Store

/// A token as it goes over the wire: without its secret.
struct TokenDocument: Encodable {
  let id: String
  let name: String
  let scope: String
  let agency: String?
  let expiresOn: String
  /// `good`, `expired` or `revoked`.
  let state: String
  let createdAt: String
  let revokedAt: String?
  let run: Int64

  enum CodingKeys: String, CodingKey {
    case id, name, scope, agency, state, run
    case expiresOn = "expires_on"
    case createdAt = "created_at"
    case revokedAt = "revoked_at"
  }

  init(_ token: GrantedToken, on day: CalendarDay) {
    id = token.id
    name = token.name
    scope = token.scope.rawValue
    agency = token.agency?.text
    expiresOn = "\(token.expiresOn)"
    state = Self.state(of: token, on: day)
    createdAt = "\(token.createdAt)"
    revokedAt = token.revokedAt.map { "\($0)" }
    run = token.run
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(name, forKey: .name)
    try container.encode(scope, forKey: .scope)
    try container.encode(agency, forKey: .agency)
    try container.encode(expiresOn, forKey: .expiresOn)
    try container.encode(state, forKey: .state)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encode(revokedAt, forKey: .revokedAt)
    try container.encode(run, forKey: .run)
  }

  /// How a token stands on a day.
  static func state(of token: GrantedToken, on day: CalendarDay) -> String {
    if token.revokedAt != nil || token.isClosed { return "revoked" }
    return token.isGood(on: day) ? "good" : "expired"
  }
}

/// A token that was just made, with its text: shown once.
struct NewTokenDocument: Encodable {
  let token: String
  let id: String
  let name: String
  let scope: String
  let agency: String?
  let expiresOn: String
  let run: Int64?

  enum CodingKeys: String, CodingKey {
    case token, id, name, scope, agency, run
    case expiresOn = "expires_on"
  }

  init(_ token: AccessToken, _ wish: TokenRegister.Wish, run: Int64?) {
    self.token = token.text
    id = token.id
    name = wish.name
    scope = wish.scope.rawValue
    agency = wish.agency?.text
    expiresOn = "\(wish.expiresOn)"
    self.run = run
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(token, forKey: .token)
    try container.encode(id, forKey: .id)
    try container.encode(name, forKey: .name)
    try container.encode(scope, forKey: .scope)
    try container.encode(agency, forKey: .agency)
    try container.encode(expiresOn, forKey: .expiresOn)
    try container.encode(run, forKey: .run)
  }
}
