internal import HTTPTypes
internal import Hummingbird

/// Lets requests in: asks for the token that an endpoint needs and refuses the rest.
struct AccessCheck: Sendable {
  private let rules: AccessRules
  private let proxies: TrustedProxies
  private let limiter: AttemptLimiter
  private let known = KnownTokens()

  init(_ rules: AccessRules, limiter: AttemptLimiter = AttemptLimiter()) {
    self.rules = rules
    self.limiter = limiter
    proxies = TrustedProxies(rules.trustedProxies)
  }

  /// Whether reading needs a token.
  var readingNeedsToken: Bool { rules.readingNeedsToken }

  /// What the token of a request opens; nil where none is needed.
  ///
  /// Where no token is needed, none is looked at: reading for everybody must not fail with the
  /// database. Throws `unauthorized` without a token that is good, `forbidden` for one that is not
  /// good for this, `too_many_attempts` after too many bad ones.
  func admit(
    _ access: Access, _ request: Request, _ context: ServiceContext
  ) async throws -> TokenGrant? {
    guard access.needsToken(rules.readingNeedsToken) else { return nil }
    let needed = access.scope
    let grant = try await grant(of: request, context, needed: needed)
    guard grant.scope.holds(needed) else { throw Self.forbidden(grant, needed: needed) }
    return grant
  }

  private func grant(
    of request: Request, _ context: ServiceContext, needed: TokenGrant.Scope
  ) async throws -> TokenGrant {
    guard let authority = rules.authority else {
      throw Problem.unauthorized(
        Wording(
          vi: "dịch vụ này không nhận mã truy cập nào", en: "this service takes no tokens"))
    }
    guard let field = request.headers[.authorization] else {
      // Nothing was tried, so nothing is counted.
      throw Problem.unauthorized(
        Wording(
          vi: "cần mã truy cập có quyền \(needed.rawValue); hãy gửi Authorization: Bearer mc_…",
          en: "a token of scope \(needed.rawValue) is needed; send Authorization: Bearer mc_…"))
    }
    // The scheme is read without regard to case (RFC 9110 §11.1).
    let parts = field.split(separator: " ", maxSplits: 1)
    let token =
      parts.count == 2 && parts[0].lowercased() == "bearer"
      ? String(String(parts[1]).trimmedOfBlanks) : nil
    let found: TokenGrant?
    if let token, known.holds(token, now: rules.clock()) {
      found = try await authority.grant(of: token)
    } else {
      let client = proxies.client(of: request.head, peer: context.remoteAddress?.ipAddress)
      found = try await attempt(token, of: authority, by: client)
    }
    if let token { known.note(token, isGood: found != nil, now: rules.clock()) }
    guard let found else {
      throw Problem.unauthorized(
        Wording(
          vi: "mã truy cập không đúng, đã hết hạn hoặc đã bị thu hồi; hãy xin mã mới",
          en: "the token is not known, has expired or was revoked; ask for another"),
        error: "invalid_token")
    }
    return found
  }

  /// Looks a token up whose holder may only be guessing.
  private func attempt(
    _ token: String?, of authority: any TokenAuthority, by client: String
  ) async throws -> TokenGrant? {
    switch limiter.begin(client, now: rules.clock()) {
    case .mustWait(let seconds): throw Self.tooMany(seconds)
    case .mayTry(let attempt):
      var isBad = false
      defer { limiter.end(attempt, failed: isBad, now: rules.clock()) }
      guard let token, let grant = try await authority.grant(of: token) else {
        isBad = true
        return nil
      }
      return grant
    }
  }

  private static func forbidden(_ grant: TokenGrant, needed: TokenGrant.Scope) -> Problem {
    var problem = Problem(
      .forbidden,
      Wording(
        vi: "mã truy cập \(grant.id) có quyền \(grant.scope.rawValue), ở đây cần "
          + "\(needed.rawValue)",
        en: "token \(grant.id) has scope \(grant.scope.rawValue), here \(needed.rawValue) is needed"
      ))
    problem.headers[.wwwAuthenticate] =
      "Bearer realm=\"motcua\", error=\"insufficient_scope\", scope=\"\(needed.rawValue)\""
    return problem
  }

  private static func tooMany(_ seconds: Int) -> Problem {
    var problem = Problem(
      .tooManyAttempts,
      Wording(
        vi: "địa chỉ này đã thử sai quá nhiều lần; hãy chờ \(seconds) giây",
        en: "too many attempts failed from this address; wait \(seconds) seconds"))
    problem.headers[.retryAfter] = String(seconds)
    return problem
  }
}

extension Problem {
  /// There is no token, or for the reason that `error` names it opens nothing (RFC 6750 §3.1).
  static func unauthorized(_ detail: Wording, error: String? = nil) -> Problem {
    var problem = Problem(.unauthorized, detail)
    let reason = error.map { ", error=\"\($0)\"" } ?? ""
    problem.headers[.wwwAuthenticate] = "Bearer realm=\"motcua\"\(reason)"
    return problem
  }
}

extension Access {
  /// The scope that a token must have.
  fileprivate var scope: TokenGrant.Scope {
    switch self {
    case .open, .read: .read
    case .sync: .sync
    case .admin: .admin
    }
  }
}
