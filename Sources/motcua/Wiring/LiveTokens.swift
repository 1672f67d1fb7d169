import Postgres
import StatsHTTP
import Store

/// Tells the HTTP service what tokens open, from the register.
struct LiveTokens: TokenAuthority {
  let register: TokenRegister

  /// The service answers within two seconds, whatever the database does.
  private static let deadline = Duration.milliseconds(1500)

  func grant(of token: String) async throws -> TokenGrant? {
    do {
      let found = try await register.grant(
        of: token, at: SystemClock.now, deadline: Self.deadline)
      return found.map { found in
        TokenGrant(
          id: found.id, name: found.name, scope: Self.scope(found.scope), agency: found.agency)
      }
    } catch let error as PostgresError where error.isOutage {
      throw SourceUnavailable(reason: error.description, retryAfterSeconds: 5)
    }
  }

  private static func scope(_ scope: TokenScope) -> TokenGrant.Scope {
    switch scope {
    case .read: .read
    case .sync: .sync
    case .admin: .admin
    }
  }
}
