/// Why a private cluster could not be used.
///
/// Two errors are equal when their kinds are equal; the sentence is for people.
public struct ClusterError: Error, CustomStringConvertible, Sendable, Equatable {
  /// What went wrong, as far as a program needs to tell it apart.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// No PostgreSQL server programs were found, or none of the version that made the data.
    case serverNotInstalled
    /// A directory cannot be used as it is: not absolute, not ours, not traversable, not private.
    case unusableDirectory
    /// The caller is root and the unprivileged user that should run the server does not exist.
    case noServerUser
    /// The path of the socket is longer than a Unix socket address holds.
    case pathTooLong
    /// A server program failed while creating or starting the cluster.
    case startFailed
    /// The server did not stop in time.
    case stopFailed
    /// Another command holds the cluster, or the server is still recovering; a later try may do.
    case busy
    /// The task was cancelled while it waited.
    case cancelled
  }

  /// The kind; ``Kind/busy`` is worth another try, all others need a person.
  public let kind: Kind
  /// One sentence: what was being done, to what, what happened, what to do next. After
  /// ``Kind/startFailed`` the last lines of the server's log follow it.
  public let description: String
  /// Where in the code it was noticed.
  public let file: String
  /// The line in ``file``.
  public let line: UInt

  /// An error of a kind with its sentence.
  public init(
    _ kind: Kind, _ description: String, file: String = #fileID, line: UInt = #line
  ) {
    self.kind = kind
    self.description = description
    self.file = file
    self.line = line
  }

  /// Equal kinds make equal errors.
  public static func == (left: ClusterError, right: ClusterError) -> Bool {
    left.kind == right.kind
  }
}
