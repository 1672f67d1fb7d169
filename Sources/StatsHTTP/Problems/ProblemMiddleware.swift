internal import HTTPTypes
internal import Hummingbird
internal import Indicators
internal import Logging
internal import NIOHTTP1

/// Turns every error into a problem document and names the request in each answer.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
  /// What the port answers, for who asks for something else.
  let routes: ServiceRoutes

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
      response = problem.response(
        requestID: id, language: Language(accepting: request.headers))
      if request.method == .head { response = response.createHeadResponse() }
    }
    if let name = Self.requestIDName { response.headers[name] = id }
    return response
  }

  private func problem(_ error: any Error, request: Request, logger: Logger) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as IndicatorError: return Problem(error)
    case let error as NotFound: return Problem(error)
    case let error as BadCursor: return Problem(error)
    case let error as SourceUnavailable:
      logger.info("the source of figures is not available", metadata: ["error": "\(error)"])
      return .unavailable(
        Wording(
          vi: "hiện không đọc được số liệu; hãy hỏi lại sau",
          en: "figures cannot be read at the moment; ask again later"),
        retryAfterSeconds: error.retryAfterSeconds)
    case is HTTPParserError:
      return Problem(
        .badRequest,
        Wording(
          vi: "phần thân yêu cầu bị ngắt giữa chừng hoặc viết sai; hãy gửi lại",
          en: "the body of the request broke off or is framed wrongly; send it again"))
    case is CancellationError:
      return .unavailable(
        Wording(
          vi: "dịch vụ đang dừng; hãy hỏi lại", en: "the service is shutting down; ask again"),
        retryAfterSeconds: 1)
    case let error as HTTPError where error.status == .notFound:
      return routes.refusal(of: request)
    default:
      logger.info("a request failed", metadata: ["error": "\(error)"])
      return Problem(
        .internalError,
        Wording(
          vi: "dịch vụ không trả lời được; nhật ký ghi lý do theo mã của yêu cầu này",
          en: "the service failed to answer; its log tells why under the id of this request"))
    }
  }
}
