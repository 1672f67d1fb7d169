/// A source that was posted over HTTP.
public struct PostedRun: Sendable, Hashable {
  /// How far it is.
  public enum State: String, Sendable, Hashable {
    /// Waits for the runs before it.
    case queued
    /// Is at work.
    case running
    /// Ended with an outcome, a refusal of the guard included.
    case done
    /// Ended with an error.
    case failed
  }

  /// What names it; random, 16…64 characters.
  public let id: String
  /// The id of the token with which it was posted.
  public let token: String
  /// `catalog`, `agencies`, `dossiers` …
  public let kind: String
  /// The parameters that decide the outcome, in canonical form.
  public let question: String
  /// SHA-256 of the body.
  public let sha256: [UInt8]
  /// The key under which the client may ask again; nil without one.
  public let key: String?
  /// How far it is.
  public var state: State
  /// What it came to, as the caller wrote it; nil while it is not over.
  public var answer: String?
  /// Whether it is not over and the service that had it has stopped.
  public var isAbandoned = false

  /// A post that waits.
  public init(
    id: String, token: String, kind: String, question: String, sha256: [UInt8], key: String?
  ) {
    self.id = id
    self.token = token
    self.kind = kind
    self.question = question
    self.sha256 = sha256
    self.key = key
    state = .queued
  }

  /// Whether both ask the same: kind, parameters and bytes.
  public func asksTheSame(as other: PostedRun) -> Bool {
    kind == other.kind && question == other.question && sha256 == other.sha256
  }
}
