/// The user under whom the server runs.
///
/// PostgreSQL refuses to run as root (initdb: "cannot be run as root"), so a caller who is root
/// lends the cluster to an unprivileged user.
struct ServerAccount: Sendable, Hashable {
  /// Name, or the number where a directory's owner decided.
  let name: String
  let user: UInt32
  /// The primary group stands first.
  let groups: [UInt32]
  /// Whether the caller is root and the programs must change user.
  let isLent: Bool

  /// The command that runs a program under this account.
  ///
  /// The user is changed by a program of its own: between fork and exec of a program with threads
  /// it may hang, since glibc's `setuid` then waits for threads that the child does not have.
  func command(_ program: String, _ arguments: [String]) -> (program: String, arguments: [String]) {
    guard isLent else { return (program, arguments) }
    let names = groups.map(String.init).joined(separator: ",")
    let change = [
      "--reuid", "\(user)", "--regid", "\(groups.first ?? user)",
      names.isEmpty ? "--clear-groups" : "--groups=" + names, "--",
    ]
    return ("/usr/bin/setpriv", change + [program] + arguments)
  }

  /// Refuses a directory whose parents the server could not pass through. `path` itself and its
  /// missing parents are not looked at: they will be created traversable.
  func checkWay(to path: String) throws(ClusterError) {
    var parent = ""
    for name in path.split(separator: "/").dropLast() {
      parent += "/" + name
      guard let facts = try FileFacts.of(parent) else { return }
      guard facts.isDirectory else {
        throw ClusterError(
          .unusableDirectory,
          "the private cluster cannot live in \(path): \(parent) is no directory; "
            + "set MOTCUA_HOME to another path")
      }
      guard !isLent || facts.isTraversable(by: user, groups: groups) else {
        throw ClusterError(
          .unusableDirectory,
          "the private cluster cannot live in \(path): the server runs as user \(self.name), who "
            + "may not pass through \(parent) (mode \(facts.modeText)); set MOTCUA_HOME to a "
            + "directory whose parents are open to it, such as /var/lib/motcua")
      }
    }
  }
}
