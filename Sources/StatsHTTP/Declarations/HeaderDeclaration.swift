internal import HTTPTypes

/// A header field of an answer, as the document lists it.
struct HeaderDeclaration: Sendable {
  /// Its name among the components of the document: a field that one answer always has and another
  /// only sometimes stands there twice.
  let id: String
  let name: String
  let summary: String
  var schema = JSONSchema.string
  /// Whether the answer always has it.
  var isRequired = true
}

/// The one table of which answer has which header fields.
extension HeaderDeclaration {
  /// All of them, for the components of the document.
  static let all = [
    age, allow, challenge, entityTag, language, nextPage, pollAfter, postAddress, requestID,
    retryAfter, scopeChallenge, unfinishedPost,
  ]

  /// The fields of a good answer of an endpoint, and of status 304.
  static func fields(of endpoint: Endpoint, status: Int) -> [HeaderDeclaration] {
    switch (endpoint.kind, status) {
    case (.reading, _):
      // What everybody may read is not of the records and never old.
      [requestID, entityTag] + (endpoint.access == .open ? [] : [age])
        + (endpoint.declares(Parameter<String>.cursor) ? [nextPage] : [])
    case (.writing, 202): [requestID, postAddress, retryAfter]
    case (.writing, _) where endpoint.method == .get: [requestID, unfinishedPost, pollAfter]
    case (.writing, _), (.stream, _), (.plain, _): [requestID]
    }
  }

  /// The fields of a refusal.
  static func fields(ofRefusal status: Int) -> [HeaderDeclaration] {
    switch status {
    case 401: [requestID, language, challenge]
    case 403: [requestID, language, scopeChallenge]
    case 405: [requestID, language, allow]
    case 429, 503: [requestID, language, retryAfter]
    default: [requestID, language]
    }
  }

  private static let requestID = HeaderDeclaration(
    id: "RequestId", name: "X-Request-Id",
    summary: "The id under which the log of the service knows the request.")
  private static let language = HeaderDeclaration(
    id: "Language", name: "Content-Language", summary: "The language of title and detail.",
    schema: .string(enum: ["vi", "en"]))
  private static let entityTag = HeaderDeclaration(
    id: "EntityTag", name: "ETag", summary: "A strong tag of the answer, for If-None-Match.",
    schema: .string(pattern: "^\"[^\"]+\"$"))
  private static let age = HeaderDeclaration(
    id: "Age", name: "Age",
    summary: "There where an old answer stands in for a database that is gone: its seconds.",
    schema: .integer(minimum: 0), isRequired: false)
  private static let nextPage = HeaderDeclaration(
    id: "NextPage", name: "Link", summary: "The next page, rel=next; not there on the last one.",
    isRequired: false)
  private static let postAddress = HeaderDeclaration(
    id: "PostAddress", name: "Location", summary: "Where to ask how far the post is.")
  private static let unfinishedPost = HeaderDeclaration(
    id: "UnfinishedPost", name: "Location",
    summary: "Where to ask again; there while the post waits or runs.", isRequired: false)
  private static let retryAfter = HeaderDeclaration(
    id: "RetryAfter", name: "Retry-After", summary: "After how many seconds to ask again.",
    schema: .integer(minimum: 1))
  private static let pollAfter = HeaderDeclaration(
    id: "PollAfter", name: "Retry-After",
    summary: "After how many seconds to ask again; there while the post waits or runs.",
    schema: .integer(minimum: 1), isRequired: false)
  private static let challenge = HeaderDeclaration(
    id: "Challenge", name: "WWW-Authenticate", summary: "Bearer, and what is wrong with the token.")
  private static let scopeChallenge = HeaderDeclaration(
    id: "ScopeChallenge", name: "WWW-Authenticate",
    summary: "The scope that the token lacks, where another scope would do.", isRequired: false)
  private static let allow = HeaderDeclaration(
    id: "Allow", name: "Allow", summary: "The methods that the path answers.")
}

extension ParameterDeclaration {
  /// What the client has already. It is read as the list that it is, so that no route parses it.
  static let ifNoneMatch = ParameterDeclaration(
    name: "If-None-Match", place: .header, schema: .string,
    summary: "Entity tags of answers that the client has: 304 where one of them still holds.",
    isRequired: false)
}

extension Endpoint {
  /// The parameters as the document lists them.
  var documentedParameters: [ParameterDeclaration] {
    kind == .reading ? parameters + [.ifNoneMatch] : parameters
  }
}
