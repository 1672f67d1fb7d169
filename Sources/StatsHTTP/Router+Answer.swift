internal import HTTPTypes
internal import Hummingbird

extension Router {
  /// The methods of HTTP; any other is unknown to the service (RFC 9110 §9.1, RFC 5789).
  static var methods: [HTTPRequest.Method] {
    [.get, .head, .post, .put, .patch, .delete, .options, .connect, .trace]
  }

  /// Answers GET on a path, HEAD with the same header fields, and any other method with 405.
  func answer(
    _ path: RouterPath, _ handler: @escaping @Sendable (Request, Context) async throws -> Response
  ) {
    get(path, use: handler)
    head(path) { request, context in
      try await handler(request, context).createHeadResponse()
    }
    for method in Self.methods where method != .get && method != .head {
      on(path, method: method) { _, _ -> Response in
        var problem = Problem(
          .methodNotAllowed, status: .methodNotAllowed,
          "\(method.rawValue) is not answered here; use GET or HEAD")
        problem.headers[.allow] = "GET, HEAD"
        throw problem
      }
    }
  }
}
