internal import HTTPTypes
internal import Hummingbird
internal import Indicators

/// Why a request gets no answer: a document of RFC 9457.
struct Problem: Error {
  let code: Code
  /// A sentence for people: what was asked, what is wrong with it, what to do.
  let detail: Wording
  /// Header fields that belong to the answer.
  var headers = HTTPFields()
  /// JSON members of the document beside those of every problem, by name; the values are JSON text.
  var members: [String: [UInt8]] = [:]

  init(_ code: Code, _ detail: Wording) {
    self.code = code
    self.detail = detail
  }

  /// A question that names something that does not exist.
  init(_ error: IndicatorError) {
    self.init(Code(error.kind), Wording(vi: error.vietnamese, en: error.description))
  }

  /// The service cannot answer now.
  static func unavailable(
    _ detail: Wording, code: Code = .unavailable, retryAfterSeconds: Int
  ) -> Problem {
    var problem = Problem(code, detail)
    problem.headers[.retryAfter] = String(retryAfterSeconds)
    return problem
  }

  /// The answer, naming the request it belongs to.
  func response(requestID: String, language: Language) -> Response {
    var headers = headers
    headers[.contentType] = "application/problem+json"
    headers[.contentLanguage] = language.rawValue
    headers[.cacheControl] = "no-store"
    let body = ProblemDocument(self, requestID: requestID, language: language).encoded()
    return Response(status: code.status, headers: headers, body: ResponseBody(byteBuffer: body))
  }
}
