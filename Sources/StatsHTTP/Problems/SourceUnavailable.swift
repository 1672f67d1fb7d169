/// The source cannot answer now and may be able to later.
public struct SourceUnavailable: Error, Sendable, CustomStringConvertible {
  /// What happened, for the log; never sent to the client.
  public let reason: String
  /// After how many seconds it is worth asking again; at least 1.
  public let retryAfterSeconds: Int

  /// A passing failure.
  public init(reason: String, retryAfterSeconds: Int) {
    self.reason = reason
    self.retryAfterSeconds = max(1, retryAfterSeconds)
  }

  /// The reason.
  public var description: String { reason }
}
