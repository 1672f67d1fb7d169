internal import HTTPTypes
internal import Hummingbird
internal import Indicators

/// Why a request gets no figures: an answer of RFC 9457.
struct Problem: Error {
  /// A stable code; programs decide by it.
  struct Code: RawRepresentable, Hashable {
    let rawValue: String

    init(rawValue: String) { self.rawValue = rawValue }

    static let badEncoding = Code(rawValue: "bad_encoding")
    static let badValue = Code(rawValue: "bad_value")
    static let conflictingParameters = Code(rawValue: "conflicting_parameters")
    static let internalError = Code(rawValue: "internal_error")
    static let methodNotAllowed = Code(rawValue: "method_not_allowed")
    static let notReady = Code(rawValue: "not_ready")
    static let queryTooLong = Code(rawValue: "query_too_long")
    static let repeatedParameter = Code(rawValue: "repeated_parameter")
    static let unavailable = Code(rawValue: "unavailable")
    static let unknownMethod = Code(rawValue: "unknown_method")
    static let unknownParameter = Code(rawValue: "unknown_parameter")
    static let unknownPath = Code(rawValue: "unknown_path")

    /// The short summary of the code; the same for each occurrence.
    var title: String {
      let words = rawValue.replacing("_", with: " ")
      return words.prefix(1).uppercased() + words.dropFirst()
    }
  }

  let status: HTTPResponse.Status
  let code: Code
  /// A sentence for people: what was asked, what is wrong with it, what to do.
  let detail: String
  /// Header fields that belong to the answer.
  var headers = HTTPFields()

  init(_ code: Code, status: HTTPResponse.Status = .badRequest, _ detail: String) {
    self.status = status
    self.code = code
    self.detail = detail
  }

  /// A query that names something that does not exist.
  init(_ error: IndicatorError) {
    self.init(Code(rawValue: error.kind.rawValue), error.description)
  }

  /// The service cannot answer now.
  static func unavailable(
    _ detail: String, code: Code = .unavailable, retryAfterSeconds: Int
  ) -> Problem {
    var problem = Problem(code, status: .serviceUnavailable, detail)
    problem.headers[.retryAfter] = String(retryAfterSeconds)
    return problem
  }

  /// The answer, naming the request it belongs to.
  func response(requestID: String) -> Response {
    let document = ProblemDocument(self, requestID: requestID)
    var headers = headers
    headers[.contentType] = "application/problem+json"
    headers[.cacheControl] = "no-store"
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: document.encoded()))
  }
}
