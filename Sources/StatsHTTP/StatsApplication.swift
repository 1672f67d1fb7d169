public import Hummingbird
public import Logging

/// The service of the public port: figures and definitions.
///
/// Errors are problem documents of RFC 9457 with a stable `code`; each answer names its request in
/// `X-Request-Id`. What it takes and answers stands in `/openapi.json`. Without an `intake` there is
/// nothing to write to, without a `front` nothing is repeated and connections have no limits.
public func buildApplication(
  source: some StatsSource, answers: AnswerStore, access: AccessRules = AccessRules(),
  intake: (any IntakeSource)? = nil, feed: VersionFeed? = nil, counters: RequestCounters? = nil,
  front: Front? = nil, security: TransportSecurity? = nil, configuration: StatsHTTPConfiguration,
  logger: Logger
) -> some ApplicationProtocol {
  let routes = PublicRoutes(
    source: source, answers: answers, configuration: configuration, access: AccessCheck(access),
    intake: intake, feed: feed, counters: counters)
  return Application(
    router: routes.router(),
    server: front.map { .stats(front: $0, security: security) } ?? .http1(),
    configuration: ApplicationConfiguration(
      address: .hostname(configuration.host, port: configuration.port)),
    logger: logger)
}

/// The service of the admin port: `/health/live`, which never touches the source, and
/// `/health/ready`, which answers 503 where the source cannot answer within
/// ``StatsHTTPConfiguration/readinessTimeout``; and `/metrics`, where `metrics` gives its text.
public func buildAdminApplication(
  source: some StatsSource, configuration: StatsHTTPConfiguration, metrics: MetricsText? = nil,
  logger: Logger
) -> some ApplicationProtocol {
  var routes = ServiceRoutes()
  if let metrics { MetricsRoute(metrics: metrics).add(to: &routes) }
  HealthRoutes(source: source, configuration: configuration).add(to: &routes)
  let router = Router(context: ServiceContext.self)
  router.add(middleware: ProblemMiddleware(routes: routes))
  routes.install(on: router)
  return Application(
    router: router,
    configuration: ApplicationConfiguration(
      address: .hostname(configuration.host, port: configuration.port)),
    logger: logger)
}
