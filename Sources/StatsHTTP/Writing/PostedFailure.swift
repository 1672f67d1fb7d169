/// Why a posted source came to no outcome.
public struct PostedFailure: Error, Sendable, Hashable, Codable {
  /// What callers decide by.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// The bytes are no table of their kind.
    case unreadable
    /// A table without data rows.
    case noRows
    /// A parameter names what does not exist or does not fit.
    case badRequest
    /// What rows refer to is not loaded yet.
    case missing
    /// Another run of the authority is at work; passes by itself.
    case busy
    /// Too many posts wait for their turn; passes by itself.
    case crowded
    /// The database cannot be reached; passes by itself.
    case unavailable
    /// The service stopped before the run ended; nothing of it was written, or all.
    case interrupted
    /// The token is not good for this.
    case forbidden
    /// The token was revoked or expired before the run began.
    case revoked
    /// A fault of the program; the log tells more.
    case failed
  }

  /// What happened.
  public let kind: Kind
  /// A sentence without paths, statements or secrets.
  public let vi: String
  /// The same in English.
  public let en: String

  /// A failure.
  public init(_ kind: Kind, vi: String, en: String) {
    self.kind = kind
    self.vi = vi
    self.en = en
  }

  /// Whether asking again later may help.
  public var passesByItself: Bool {
    switch kind {
    case .busy, .crowded, .unavailable, .interrupted: true
    default: false
    }
  }
}
