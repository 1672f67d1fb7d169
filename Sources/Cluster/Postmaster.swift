internal import FoundationEssentials
internal import Glibc

/// What a data directory's `postmaster.pid` says of the server that serves it.
///
/// Its lines are described in PostgreSQL's `src/include/utils/pidfile.h`; `pg_ctl` waits for the
/// last of them to become "ready".
struct Postmaster: Sendable, Hashable {
  let processIdentifier: Int32
  /// Whether the server accepts connections.
  let isReady: Bool

  /// Reads the file's text; nil where it is torn or empty.
  init?(pidFile text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, let identifier = Int32(first), identifier > 0 else { return nil }
    processIdentifier = identifier
    isReady = lines.count > 7 && lines[7].hasPrefix("ready")
  }

  /// Reads the file of a data directory; nil where there is none.
  static func serving(_ data: String) -> Postmaster? {
    guard let bytes = FileManager.default.contents(atPath: data + "/postmaster.pid") else {
      return nil
    }
    return Postmaster(pidFile: String(decoding: bytes, as: UTF8.self))
  }

  /// Who bears the process number now.
  enum Bearer: Sendable, Hashable {
    /// Nobody.
    case nobody
    /// The server of the data directory, as far as the system lets us see.
    case server
    /// Some other process that was given the number later, or one that is dying or dead.
    case stranger
  }

  /// Looks the number up, since the file outlives a server that was killed, and numbers come
  /// round again; in a container they do so at every start.
  func bearer(of data: String) -> Bearer {
    if kill(processIdentifier, 0) != 0, errno == ESRCH { return .nobody }
    let process = ProcessFacts(processIdentifier: processIdentifier)
    guard let name = process.name else { return .server }
    guard name == "postgres" || name == "postmaster", !process.isDying else { return .stranger }
    guard let there = try? FileFacts.of(data) else { return .server }
    // The server makes its data directory its working directory. Root in a container may not be
    // allowed to look; then the command line must do.
    if let here = try? FileFacts.of(process.workingDirectory) {
      return here.identity == there.identity ? .server : .stranger
    }
    let words = process.commandLine
    guard let flag = words.firstIndex(of: "-D"), flag + 1 < words.count,
      let named = try? FileFacts.of(words[flag + 1])
    else { return .stranger }
    return named.identity == there.identity ? .server : .stranger
  }
}
