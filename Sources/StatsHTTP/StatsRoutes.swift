internal import HTTPTypes
internal import Hummingbird
internal import Indicators
internal import NIOCore
internal import Reports

/// The routes that answer with figures and definitions.
struct StatsRoutes<Source: StatsSource> {
  let source: Source
  let configuration: StatsHTTPConfiguration

  /// Adds the routes to a router whose middleware answers problems.
  func add(to router: Router<BasicRequestContext>) {
    router.answer("/v1/indicators") { request, _ in try indicators(request) }
    router.answer("/v1/stats/{indicator}") { request, context in
      try await stats(request, indicator: context.parameters.require("indicator"))
    }
  }

  private func stats(_ request: Request, indicator: String) async throws -> Response {
    let parameters = try StatsParameters(
      indicator: QueryString.decoded(indicator.utf8, plusIsBlank: false),
      query: QueryString.text(of: request))
    let answer = try await answer(parameters.request)
    let format = parameters.format ?? AnswerFormat(accept: request.headers[values: .accept])
    let tag = EntityTag(
      answer.result, format: format, language: parameters.language,
      programVersion: configuration.programVersion)
    var headers = HTTPFields()
    if let age = answer.ageSeconds { headers[.age] = String(max(0, age)) }
    return response(to: request, tag: tag, format: format, headers: headers) {
      switch format {
      case .json: FigureJSON.encode([answer.result], language: parameters.language)
      case .csv: FigureCSV.encode([answer.result], language: parameters.language)
      }
    }
  }

  private func indicators(_ request: Request) throws -> Response {
    let given = try GivenParameters(QueryString.text(of: request), allowed: ["format"])
    let format =
      try given.choice("format") ?? AnswerFormat(accept: request.headers[values: .accept])
    let bytes =
      switch format {
      case .json: FigureJSON.encode(Indicator.all)
      case .csv: IndicatorListCSV.encode(Indicator.all)
      }
    let tag = EntityTag(bytes: bytes, programVersion: configuration.programVersion)
    return response(to: request, tag: tag, format: format, headers: [:]) { bytes }
  }

  private func answer(_ request: StatsRequest) async throws -> StatsAnswer {
    let source = source
    let limit = configuration.answerTimeout
    guard let answer = try await withDeadline(limit, { try await source.answer(request) }) else {
      throw Problem.unavailable(
        "the figure was not ready within \(limit); ask again later",
        retryAfterSeconds: 5)
    }
    return answer
  }

  /// The answer with its validators, or status 304 where the client already has it.
  private func response(
    to request: Request, tag: EntityTag, format: AnswerFormat, headers: HTTPFields,
    body: () -> [UInt8]
  ) -> Response {
    var headers = headers
    headers[.eTag] = tag.text
    // Stored answers are asked about each time: a new data version shows at once.
    headers[.cacheControl] = "no-cache"
    headers[.vary] = "Accept"
    if tag.matches(ifNoneMatch: request.headers[values: .ifNoneMatch]) {
      var response = Response(status: .notModified, headers: headers)
      // A length of 0 would speak of the stored answer (RFC 9110 §8.6).
      response.headers[.contentLength] = nil
      return response
    }
    headers[.contentType] = format.contentType
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body())))
  }
}
