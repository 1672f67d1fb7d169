/// Where the parts of a private cluster lie under its home.
struct ClusterLayout: Sendable, Hashable {
  /// The directory given by the user.
  let home: String

  /// What belongs to the server's user alone; mode 0700.
  var root: String { home + "/postgres" }
  /// The data directory.
  var data: String { root + "/data" }
  /// Prefix of directories in which a cluster is being created.
  var unfinishedPrefix: String { "data.new." }
  /// The directory of the socket; mode 0700.
  var sockets: String { root + "/run" }
  /// The socket itself; its name is PostgreSQL's rule for port 5432.
  var socket: String { sockets + "/.s.PGSQL.5432" }
  /// What the server writes to its standard error.
  var log: String { root + "/server.log" }
  /// Held while the cluster is created, started or stopped.
  var lock: String { home + "/lock" }

  /// Drops trailing slashes, so that one home has one spelling.
  init(home: String) {
    var home = home[...]
    while home.count > 1, home.last == "/" { home = home.dropLast() }
    self.home = String(home)
  }

  /// Linux keeps a socket's path in 108 bytes with a closing zero (`man 7 unix`).
  static let longestSocketPath = 107

  /// What stands between this layout and a server, told from the text of the path alone.
  func checkPath() throws(ClusterError) {
    guard home.utf8.first == UInt8(ascii: "/"), home.count > 1 else {
      throw ClusterError(
        .unusableDirectory,
        "the private cluster needs an absolute directory of its own, not \"\(home)\"; "
          + "set MOTCUA_HOME to a path that begins with /")
    }
    // pg_ctl passes the paths through a shell in double quotes, and libpq splits hosts at commas.
    let refused: Set<Character> = ["\"", "'", "\\", "$", "`", ","]
    if let bad = home.first(where: { refused.contains($0) || ($0.asciiValue ?? 32) < 32 }) {
      throw ClusterError(
        .unusableDirectory,
        "the private cluster cannot live in \(home): the character \(bad.debugDescription) cannot "
          + "stand in the path of a PostgreSQL socket; set MOTCUA_HOME to a plainer path")
    }
    let length = socket.utf8.count
    guard length <= Self.longestSocketPath else {
      throw ClusterError(
        .pathTooLong,
        "the private cluster cannot live in \(home): its socket's path would be \(length) bytes "
          + "long and the limit is \(Self.longestSocketPath); set MOTCUA_HOME to a directory at "
          + "least \(length - Self.longestSocketPath) bytes shorter")
    }
  }
}
