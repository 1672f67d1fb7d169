public import Hummingbird
public import Logging

/// The service of the public port: figures and definitions, read only.
///
/// `GET` and `HEAD` on `/v1/stats/{indicator}` and `/v1/indicators`. Errors are problem documents
/// of RFC 9457 with a stable `code`; each answer names its request in `X-Request-Id`.
public func buildApplication(
  source: some StatsSource, configuration: StatsHTTPConfiguration, logger: Logger
) -> some ApplicationProtocol {
  let router = Router(context: BasicRequestContext.self)
  router.add(middleware: ProblemMiddleware(paths: ["/v1/stats/{indicator}", "/v1/indicators"]))
  StatsRoutes(source: source, configuration: configuration).add(to: router)
  return Application(
    router: router,
    configuration: ApplicationConfiguration(
      address: .hostname(configuration.host, port: configuration.port)),
    logger: logger)
}

/// The service of the admin port: `/health/live`, which never touches the source, and
/// `/health/ready`, which answers 503 where the source cannot answer within
/// ``StatsHTTPConfiguration/readinessTimeout``.
public func buildAdminApplication(
  source: some StatsSource, configuration: StatsHTTPConfiguration, logger: Logger
) -> some ApplicationProtocol {
  let router = Router(context: BasicRequestContext.self)
  router.add(middleware: ProblemMiddleware(paths: ["/health/live", "/health/ready"]))
  HealthRoutes(source: source, configuration: configuration).add(to: router)
  return Application(
    router: router,
    configuration: ApplicationConfiguration(
      address: .hostname(configuration.host, port: configuration.port)),
    logger: logger)
}
