internal import HTTPTypes
internal import Hummingbird
internal import Indicators
internal import Logging

/// Turns every error into a problem document and names the request in each answer.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
  /// The paths of the service, for who asks for another.
  let paths: [String]

  /// Where an answer carries the id under which the log knows its request.
  static var requestIDName: HTTPField.Name? { HTTPField.Name("X-Request-Id") }

  func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    // A log handler may keep no metadata, and `context.id` traps then.
    let id = context.logger[metadataKey: "hb.request.id"]?.description ?? "\(RequestID())"
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      let problem = problem(error, request: request, logger: context.logger)
      response = problem.response(requestID: id)
      if request.method == .head { response = response.createHeadResponse() }
    }
    if let name = Self.requestIDName { response.headers[name] = id }
    return response
  }

  private func problem(_ error: any Error, request: Request, logger: Logger) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as IndicatorError: return Problem(error)
    case let error as SourceUnavailable:
      logger.info("the source of figures is not available", metadata: ["error": "\(error)"])
      return .unavailable(
        "figures cannot be read at the moment; ask again later",
        retryAfterSeconds: error.retryAfterSeconds)
    case is CancellationError:
      return .unavailable("the service is shutting down; ask again", retryAfterSeconds: 1)
    case let error as HTTPError where error.status == .notFound:
      return unknownTarget(request)
    default:
      logger.info("a request failed", metadata: ["error": "\(error)"])
      return Problem(
        .internalError, status: .internalServerError,
        "the service failed to answer; its log tells why under the id of this request")
    }
  }

  /// The router has nothing for the request: its method is none of HTTP's, or its path is none of
  /// ours.
  private func unknownTarget(_ request: Request) -> Problem {
    guard Router<Context>.methods.contains(request.method) else {
      return Problem(
        .unknownMethod, status: .notImplemented,
        "the method \"\(request.method.rawValue.prefix(80))\" is not known; use GET or HEAD")
    }
    return Problem(
      .unknownPath, status: .notFound,
      "there is nothing at this path; ask for \(paths.joined(separator: " or "))")
  }
}
