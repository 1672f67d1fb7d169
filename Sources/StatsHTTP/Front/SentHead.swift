internal import NIOHTTP1

/// The head under which the ordinary way answered a question, where it may be repeated.
struct SentHead: Sendable {
  /// Which of the two answers to the same question it is.
  enum Status {
    case full
    case notModified
  }

  let status: Status
  let entityTag: String
  /// Bytes of the body; nil where the head does not say.
  let contentLength: Int?
  let template: HeadTemplate

  /// What a response may depend on besides path and query: such a request either has the value in
  /// its ``AnswerKey`` or takes the ordinary way.
  private static let variations: Set<String> = ["accept", "authorization", "origin"]

  /// Nil where the head is no answer to be repeated: another status, no entity tag, a connection
  /// that closes, a dependence on a field that the key does not hold.
  init?(_ head: HTTPResponseHead, numbers: RequestNumbers) {
    switch head.status {
    case .ok: status = .full
    case .notModified: status = .notModified
    default: return nil
    }
    let tags = head.headers["etag"]
    guard tags.count == 1, let tag = tags.first, !head.headers.contains(name: "connection"),
      !head.headers.contains(name: "age"), !head.headers.contains(name: "set-cookie"),
      head.headers[canonicalForm: "vary"].allSatisfy({
        Self.variations.contains($0.lowercased())
      }), let template = HeadTemplate(head, numbers: numbers)
    else { return nil }
    entityTag = tag
    contentLength = head.headers.first(name: "content-length").flatMap { Int($0) }
    self.template = template
  }
}
