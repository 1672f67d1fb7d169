/// Why a source could not be fetched.
///
/// Two errors are equal when their kinds are equal. No text of an error holds a secret: values of
/// headers are never shown, query parameters that bear a secret's name are shown as `…`, and what a
/// server says is shown without the secrets that were sent to it.
public struct FetchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What callers decide by.
  public enum Kind: Sendable, Hashable {
    /// The address is no HTTP or HTTPS address, or holds a password. Exit 64.
    case badURL
    /// The fetch profile, or a file that it names, cannot be used. Exit 64.
    case badProfile
    /// An environment variable or a file that should hold a secret does not. Exit 64.
    case secretMissing
    /// No connection, or none that can be trusted. Exit 69.
    case unreachable
    /// The server answered with a status that is no success. Exit 69.
    case refused(status: Int)
    /// 401, 403, or a handshake that was turned down. Exit 4.
    case notAuthorised
    /// More bytes than the limit, or compressed bytes that expand beyond all proportion. Exit 69.
    case tooLarge
    /// The server was silent for too long, or the whole took too long. Exit 69.
    case timedOut
    /// A redirect or a link to the next page leads to another host, back to HTTP, or in circles.
    /// Exit 69.
    case redirectedAway
    /// A success that cannot be one: empty, not the JSON that paging needs, endless pages. Exit 69.
    case badAnswer
    /// The answer ended before its end. Exit 69.
    case cut
    /// The bytes could not be written to the temporary file. Exit 1.
    case notStored
    /// The task was cancelled. Exit 130.
    case cancelled
  }

  /// What callers decide by.
  public let kind: Kind
  /// The source as it may be shown: an address without secrets, or the profile's path.
  public let source: String
  /// What happened and what to do, without the name of the source.
  public let reason: String
  /// Where in our code it was thrown.
  public let location: String

  /// An error about one source; the reason must be free of secrets.
  init(
    _ kind: Kind, source: String, reason: String,
    fileID: StaticString = #fileID, at codeLine: UInt = #line
  ) {
    self.kind = kind
    self.source = source
    self.reason = reason
    self.location = "\(fileID):\(codeLine)"
  }

  /// The exit code of the command line that belongs to the kind.
  public var exitCode: Int32 {
    switch kind {
    case .badURL, .badProfile, .secretMissing: 64
    case .notAuthorised: 4
    case .notStored: 1
    case .cancelled: 130
    default: 69
    }
  }

  /// One sentence: the source, what happened, what to do.
  public var description: String {
    switch kind {
    case .badProfile: "cannot use the fetch profile \(source): \(reason)"
    default: "cannot fetch \(source): \(reason)"
    }
  }

  /// Same kind.
  public static func == (left: FetchError, right: FetchError) -> Bool {
    left.kind == right.kind
  }
}
