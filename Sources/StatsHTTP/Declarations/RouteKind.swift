/// By what an endpoint is answered, and so which header fields it heeds and sends.
enum RouteKind: Sendable {
  /// Read from the records: JSON or CSV as `Accept` says, with an entity tag.
  case reading
  /// What came of a posted source: JSON, never kept.
  case writing
  /// Events without an end.
  case stream
  /// One text for everybody, whatever `Accept` says.
  case plain
}

extension Endpoint {
  /// Everything that may go wrong with it.
  func allProblems(readingNeedsToken: Bool) -> [Problem.Code] {
    problems + Problem.Code.common + (kind == .plain ? [] : [.notAcceptable])
      + (access.needsToken(readingNeedsToken) ? Problem.Code.ofAccess : [])
  }
}
