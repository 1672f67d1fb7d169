/// A source that was posted, and how far it is.
public struct PostedState: Sendable, Hashable {
  /// How far a post is.
  public enum Phase: Sendable, Hashable {
    case queued
    case running
    case done(PostedOutcome)
    case failed(PostedFailure)
  }

  /// What names it.
  public let id: String
  /// What kind of source it is.
  public let kind: PostedKind
  /// How far it is.
  public let phase: Phase

  /// The state of a post.
  public init(id: String, kind: PostedKind, phase: Phase) {
    self.id = id
    self.kind = kind
    self.phase = phase
  }
}

/// What handing a post in came to.
public enum PostedReceipt: Sendable, Hashable {
  /// It was taken, or had been taken under the same key.
  case taken(PostedState)
  /// The key was used before for something else.
  case mismatch
}

/// A body while it comes.
public protocol PostedBody: Sendable {
  /// Adds bytes; called by one task, one call after the other. What was gathered goes with the
  /// value, whatever happens.
  func append(_ bytes: [UInt8]) throws
}

/// Where posted sources go: the engine of the command line, one run after the other.
public protocol IntakeSource: Sendable {
  associatedtype Body: PostedBody

  /// A place for the bytes of a source, before they come. Throws ``PostedFailure``: `busy` where
  /// too many wait, `forbidden` where the token is not good for what is asked.
  func begin(_ posted: PostedSource, by grant: TokenGrant) async throws -> Body

  /// Hands a complete body in and waits for its end, at most for `wait`. What was handed in is run
  /// also where the caller goes away.
  ///
  /// Throws ``PostedFailure`` where it was not taken.
  func submit(
    _ body: Body, of posted: PostedSource, by grant: TokenGrant, key: String?, wait: Duration
  ) async throws -> PostedReceipt

  /// A post of the last seven days; nil where there is none of that id that the token may see.
  func find(_ id: String, by grant: TokenGrant) async throws -> PostedState?
}
