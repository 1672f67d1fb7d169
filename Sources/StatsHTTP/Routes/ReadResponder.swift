internal import HTTPTypes
internal import Hummingbird
internal import Indicators
internal import NIOCore
internal import Procedures

/// Answers requests that read: chooses format and language, has the answer made where it is not
/// kept, and adds the validators.
struct ReadResponder: Sendable {
  let answers: AnswerStore
  /// After how long an asker is told to come back.
  let timeout: Duration

  /// The answer of a route.
  func answer(
    _ route: some ReadRoute, _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let endpoint = route.endpoint
    let given = try GivenParameters(
      endpoint, path: { context.parameters.get($0)?[...] }, query: QueryString.text(of: request),
      headers: request.headers)
    let format = try format(of: endpoint, given, request)
    let language = try language(of: endpoint, given)
    let answers = answers
    let key = AnswerKey(request)
    let answer = try await withDeadline(timeout) {
      try await answers.answer(to: key) {
        // Before the reading: an answer about today must not outlive the day it was made on.
        let midnight = answers.now.endOfDayInHoChiMinh
        let found = try await route.find(given)
        return Self.stored(
          found, endpoint, format, language, until: min(found.goodUntil ?? midnight, midnight),
          to: request)
      }
    }
    guard let answer else { throw Self.late }
    return Self.response(to: request, answer)
  }

  private func format(
    of endpoint: Endpoint, _ given: GivenParameters, _ request: Request
  ) throws(Problem) -> AnswerFormat {
    let offered: [AnswerFormat] =
      endpoint.answers.contains { $0.hasCSV } ? [.json, .csv] : [.json]
    if endpoint.declares(Parameter.format), let format = try given.value(.format) {
      return format
    }
    guard
      let format = AnswerFormat.preferred(
        accept: request.headers[values: .accept], of: offered)
    else {
      throw Problem.notAcceptable(offered.map(\.contentType).joined(separator: "; "))
    }
    return format
  }

  private func language(
    of endpoint: Endpoint, _ given: GivenParameters
  ) throws(Problem) -> Language {
    guard endpoint.declares(Parameter.lang) else { return .vi }
    return try given.value(.lang) ?? .vi
  }

  private static func stored(
    _ found: Finding, _ endpoint: Endpoint, _ format: AnswerFormat, _ language: Language,
    until end: Instant, to request: Request
  ) -> StoredAnswer {
    let body = found.write(format, language)
    var fields: HTTPFields = [
      // Stored answers are asked about each time: a new data version shows at once.
      .cacheControl: "no-cache"
    ]
    if endpoint.answers.contains(where: \.hasCSV) { fields[.vary] = "Accept" }
    if let next = found.next, let link = HTTPField.Name("Link") {
      fields[link] = "<\(target(request, cursor: next))>; rel=\"next\""
    }
    return StoredAnswer(
      contentType: format.contentType, body: ByteBuffer(bytes: body),
      entityTag: EntityTag(of: body, dataVersion: found.dataVersion).text, fields: fields,
      goodUntil: end, dataVersion: found.isPinned ? nil : found.dataVersion,
      ageSeconds: found.ageSeconds)
  }

  /// The answer with its validators, or status 304 where the client already has it.
  private static func response(to request: Request, _ answer: StoredAnswer) -> Response {
    let tag = EntityTag(text: answer.entityTag)
    var headers = answer.fields
    headers[.eTag] = tag.text
    if let age = answer.ageSeconds { headers[.age] = String(max(0, age)) }
    if tag.matches(ifNoneMatch: request.headers[values: .ifNoneMatch]) {
      var response = Response(status: .notModified, headers: headers)
      // A length of 0 would speak of the stored answer (RFC 9110 §8.6).
      response.headers[.contentLength] = nil
      return response
    }
    headers[.contentType] = answer.contentType
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: answer.body))
  }

  /// The target of a request with another cursor.
  private static func target(_ request: Request, cursor: String) -> String {
    let parts = QueryString.text(of: request).split(separator: "&").filter {
      !$0.hasPrefix("cursor=")
    }
    let query = (parts + ["cursor=\(QueryString.encoded(cursor))"]).joined(separator: "&")
    return "\(request.uri.path)?\(query)"
  }

  private static let late = Problem.unavailable(
    Wording(
      vi: "chưa kịp có câu trả lời; hãy hỏi lại sau",
      en: "the answer was not ready in time; ask again later"), retryAfterSeconds: 2)
}

extension Endpoint {
  /// Whether a parameter is among those of the endpoint.
  func declares<Value>(_ parameter: Parameter<Value>) -> Bool {
    parameters.contains { $0.name == parameter.name && $0.place == parameter.place }
  }
}
