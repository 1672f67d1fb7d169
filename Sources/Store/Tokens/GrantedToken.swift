public import Procedures

/// A token as the register knows it: everything but the secret.
public struct GrantedToken: Sendable, Hashable {
  /// Ten letters and digits that name it.
  public let id: String
  /// Who or what holds it, as the person said who made it.
  public let name: String
  /// What it is good for.
  public let scope: TokenScope
  /// The agency in whose tree it may sync; nil is the whole authority.
  public let agency: AgencyCode?
  /// The last day in Asia/Ho_Chi_Minh on which it is good.
  public let expiresOn: CalendarDay
  /// When it was made.
  public let createdAt: Instant
  /// When it was revoked; nil where it was not.
  public let revokedAt: Instant?
  /// The run that made it.
  public let run: Int64
  /// Whether its secret is gone, so that it opens nothing, also before the run that revokes it is
  /// entered.
  public let isClosed: Bool

  /// Whether it opens anything on a day.
  public func isGood(on day: CalendarDay) -> Bool {
    revokedAt == nil && !isClosed && day <= expiresOn
  }
}
