internal import HTTPTypes
internal import Hummingbird

/// Counts and times what the routes answer.
struct CountingMiddleware<Context: RequestContext>: RouterMiddleware {
  private let routes: [String: RequestCounters.Route]
  private let unrouted: RequestCounters.Route
  private let now: @Sendable () -> ContinuousClock.Instant

  /// Counts by the ids of the endpoints. Ways of one path are counted together, under the first.
  init(
    _ counters: RequestCounters, endpoints: [Endpoint],
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    var routes: [String: RequestCounters.Route] = [:]
    for endpoint in endpoints where routes[endpoint.path] == nil {
      routes[endpoint.path] = counters.route(endpoint.id)
    }
    self.routes = routes
    unrouted = counters.route(RequestCounters.unrouted)
    self.now = now
  }

  func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    let start = now()
    var status = HTTPResponse.Status.internalServerError
    defer {
      let route = context.endpointPath.flatMap { routes[$0] } ?? unrouted
      route.count(status: status.code, took: now() - start)
    }
    let response = try await next(request, context)
    status = response.status
    return response
  }
}
