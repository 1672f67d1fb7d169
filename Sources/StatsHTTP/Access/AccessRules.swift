/// Who may use the service, by configuration.
public struct AccessRules: Sendable {
  /// Where tokens are known; nil lets nobody in where a token is needed.
  public var authority: (any TokenAuthority)?
  /// Whether reading needs a token, too.
  public var readingNeedsToken: Bool
  /// Addresses of the proxies whose `X-Forwarded-For` is believed.
  public var trustedProxies: Set<String>
  /// The clock by which those who tried bad tokens wait.
  public var clock: @Sendable () -> ContinuousClock.Instant

  /// Rules; without any, reading is free and nothing else is possible.
  public init(
    authority: (any TokenAuthority)? = nil, readingNeedsToken: Bool = false,
    trustedProxies: Set<String> = [],
    clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.clock = clock
    self.authority = authority
    self.readingNeedsToken = readingNeedsToken
    self.trustedProxies = trustedProxies
  }
}
