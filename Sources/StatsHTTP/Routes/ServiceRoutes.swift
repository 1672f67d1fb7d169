internal import HTTPTypes
internal import Hummingbird

/// The endpoints of a port with what answers them: the router and the document of the service are
/// both made from this list.
struct ServiceRoutes {
  typealias Handler = @Sendable (Request, ServiceContext) async throws -> Response

  /// The methods that the router knows (RFC 9110 §9.1, RFC 5789).
  static let methods: [HTTPRequest.Method] = [
    .get, .head, .post, .put, .patch, .delete, .options, .connect, .trace,
  ]

  private(set) var endpoints: [Endpoint] = []
  private var handlers: [Handler] = []

  /// Adds an endpoint. One that answers GET answers HEAD with the same header fields.
  mutating func add(_ endpoint: Endpoint, _ handler: @escaping Handler) {
    precondition(
      !endpoints.contains {
        $0.id == endpoint.id || ($0.path == endpoint.path && $0.method == endpoint.method)
      }, "two endpoints have the id \(endpoint.id) or its path")
    endpoints.append(endpoint)
    handlers.append(handler)
  }

  /// The paths, each once.
  var paths: [String] {
    endpoints.map(\.path).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The methods that a path answers.
  func allowed(at path: String) -> [HTTPRequest.Method] {
    let own = endpoints.filter { $0.path == path }.map(\.method)
    return own.contains(.get) ? own + [.head] : own
  }

  /// Adds everything to a router; a method that a path does not answer gets 405 with the others.
  func install(on router: Router<ServiceContext>) {
    for (endpoint, handler) in zip(endpoints, handlers) {
      router.on(RouterPath(endpoint.path), method: endpoint.method, use: handler)
      guard endpoint.method == .get else { continue }
      router.head(RouterPath(endpoint.path)) { request, context in
        try await handler(request, context).createHeadResponse()
      }
    }
    for path in paths {
      let allowed = allowed(at: path)
      for method in Self.methods where !allowed.contains(method) {
        router.on(RouterPath(path), method: method) { _, _ -> Response in
          throw Problem.notAllowed(method, instead: allowed)
        }
      }
    }
  }

  /// Why the router has nothing for a request: its path is none of ours, or its method is none of
  /// HTTP's, which the router does not know either.
  func refusal(of request: Request) -> Problem {
    let parts = request.uri.path.split(separator: "/")
    let path = paths.first { path in
      let names = path.split(separator: "/")
      return names.count == parts.count
        && zip(names, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }
    if let path { return .notAllowed(request.method, instead: allowed(at: path)) }
    let list = paths.joined(separator: ", ")
    return Problem(
      .unknownPath,
      Wording(
        vi: "không có địa chỉ này; các địa chỉ có là \(list)",
        en: "there is nothing at this path; there are \(list)"))
  }
}

extension Problem {
  /// The path does not answer the method.
  static func notAllowed(
    _ method: HTTPRequest.Method, instead allowed: [HTTPRequest.Method]
  ) -> Problem {
    let names = allowed.map(\.rawValue).joined(separator: ", ")
    let name = method.rawValue.prefix(80)
    var problem = Problem(
      .methodNotAllowed,
      Wording(
        vi: "địa chỉ này không nhận phương thức \(name); hãy dùng \(names)",
        en: "\(name) is not answered here; use \(names)"))
    problem.headers[.allow] = names
    return problem
  }
}
