/// What kind of source a client brings.
public enum PostedKind: String, Sendable, Hashable, CaseIterable {
  case catalog, agencies, dossiers, payments, results, observations

  /// Whether what the source does not name any more is withdrawn.
  public var isSnapshot: Bool { self == .catalog || self == .agencies }

  /// The path to which it is posted.
  var path: String { "/v1/\(isSnapshot ? "sync" : "import")/\(rawValue)" }
}
