internal import HTTPTypes
internal import Hummingbird

/// What browsers need to be told in every answer, errors too: who may read it, and that they shall
/// not guess its type nor tell others where they were.
struct BrowserMiddleware<Context: RequestContext>: RouterMiddleware {
  let origins: CrossOriginPolicy

  /// The fields of an answer that a page of another origin may read beside the simple ones.
  private static var exposed: String { "Age, ETag, Link, Location, Retry-After, X-Request-Id" }
  /// The fields that such a page may send.
  private static var accepted: String {
    "Accept, Accept-Language, Authorization, If-None-Match, Last-Event-ID"
  }

  func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    var response: Response
    if let answer = preflight(request) {
      response = answer
    } else {
      response = try await next(request, context)
    }
    set("X-Content-Type-Options", "nosniff", in: &response)
    set("Referrer-Policy", "no-referrer", in: &response)
    if origins.dependsOnOrigin {
      // Also where no origin was named: a cache must not give that answer to one that is.
      response.headers[.vary] =
        response.headers[.vary].map { $0 + ", Origin" } ?? "Origin"
    }
    if let allowed = origins.allowed(request.headers[.origin]) {
      set("Access-Control-Allow-Origin", allowed, in: &response)
      set("Access-Control-Expose-Headers", Self.exposed, in: &response)
    }
    return response
  }

  /// The answer to a browser that asks whether a page may ask; nil for any other request, for an
  /// origin that may not, and for a page that wants to write: the router refuses the method then. A
  /// list of allowed methods alone would not do, as browsers always let POST through.
  private func preflight(_ request: Request) -> Response? {
    guard request.method == .options, let origin = request.headers[.origin],
      let name = HTTPField.Name("Access-Control-Request-Method"),
      let method = request.headers[name], method == "GET" || method == "HEAD",
      origins.allowed(origin) != nil
    else { return nil }
    var response = Response(status: .noContent)
    set("Access-Control-Allow-Methods", "GET, HEAD", in: &response)
    set("Access-Control-Allow-Headers", Self.accepted, in: &response)
    set("Access-Control-Max-Age", "600", in: &response)
    return response
  }

  private func set(_ name: String, _ value: String, in response: inout Response) {
    if let name = HTTPField.Name(name) { response.headers[name] = value }
  }
}
