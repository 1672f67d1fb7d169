internal import HTTPTypes

/// Who may use an endpoint.
enum Access: String, Sendable {
  /// Everybody, always.
  case open
  /// Everybody, or who has a token for reading, by configuration.
  case read
  /// Who has a token for bringing data in.
  case sync
  /// Who has a token for everything.
  case admin
}

/// One way of one path: what it takes, what it answers, what may go wrong. The requests are parsed
/// by it and the document of the service is written from it.
struct Endpoint: Sendable {
  /// Its name in generated programs, `operationId`.
  let id: String
  var method = HTTPRequest.Method.get
  /// The path with its parameters in braces.
  let path: String
  let summary: String
  /// The heading under which the document lists it.
  let tag: String
  let parameters: [ParameterDeclaration]
  let answers: [AnswerDeclaration]
  /// What may go wrong beside what may go wrong everywhere.
  var problems: [Problem.Code] = []
  var access = Access.read
  var kind = RouteKind.reading
  var body: BodyDeclaration?
  /// A target whose answer the document shows as an example.
  var example: String?
}

/// A good answer of an endpoint.
struct AnswerDeclaration: Sendable {
  var status = HTTPResponse.Status.ok
  let summary: String
  /// The JSON, where it is answered.
  var schema: JSONSchema?
  /// Whether the same is answered as CSV.
  var hasCSV = false
  /// Another type of content, such as a stream of events.
  var contentType: String?
  /// What that content is, for a stream one event of it.
  var content = JSONSchema.string
}

/// What a request of an endpoint carries.
struct BodyDeclaration: Sendable {
  let summary: String
  let contentTypes: [String]
}

extension Access {
  /// Whether a request without a token is refused.
  func needsToken(_ readingNeedsToken: Bool) -> Bool {
    switch self {
    case .open: false
    case .read: readingNeedsToken
    case .sync, .admin: true
    }
  }
}
