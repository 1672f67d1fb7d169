public import Procedures

/// What a token opens.
public struct TokenGrant: Sendable, Hashable {
  /// What its holder may do; each holds the ones before it.
  public enum Scope: String, Sendable, Hashable, CaseIterable {
    /// Read figures.
    case read
    /// Sync and import.
    case sync
    /// Everything.
    case admin

    /// Whether this scope holds another.
    func holds(_ other: Scope) -> Bool { rank >= other.rank }

    private var rank: Int {
      switch self {
      case .read: 0
      case .sync: 1
      case .admin: 2
      }
    }
  }

  /// Names the token in logs and in the book of posts; no secret.
  public let id: String
  /// Who or what holds it; runs are started by `token:` and this name.
  public let name: String
  /// What it opens.
  public let scope: Scope
  /// The agency in whose tree it may sync; nil is the whole authority.
  public let agency: AgencyCode?

  /// A grant.
  public init(id: String, name: String, scope: Scope, agency: AgencyCode? = nil) {
    self.id = id
    self.name = name
    self.scope = scope
    self.agency = agency
  }
}

/// Where tokens are known.
public protocol TokenAuthority: Sendable {
  /// What a token opens now; nil for what is no token, or was revoked, or has expired.
  ///
  /// Must ask anew each time, so that a revoked token is refused at once, and compare secrets in a
  /// time that says nothing about them. Throws ``SourceUnavailable`` where it cannot be known now.
  func grant(of token: String) async throws -> TokenGrant?
}
