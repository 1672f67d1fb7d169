/// A PostgreSQL server of one user, kept in one directory and reached through a Unix socket only.
///
/// It has no TCP port and no password: whoever reaches its socket is its superuser, and the
/// socket lies in a directory of mode 0700. It is created on first use, outlives the command that
/// started it, and knows no table of ours. Several commands may use one home at once.
public struct PrivateCluster: Sendable {
  /// What can be found out about a cluster without starting anything.
  public enum Status: Sendable, Hashable {
    /// Nothing has been created yet.
    case absent
    /// The data are there, the server is not.
    case stopped
    /// The server lives but takes no connections: it starts, recovers or stops.
    case changing(processIdentifier: Int32)
    /// The server takes connections. The version is the major version, for example 15.
    case running(
      processIdentifier: Int32, version: Int, dataDirectory: String, socketDirectory: String)
  }

  let layout: ClusterLayout
  let searchPath: [String]
  let effectiveUserID: UInt32
  let serverUser: String
  let installations: String
  /// How long ``up()`` and ``down()`` wait for another command and for the server.
  var patience: Duration = .seconds(60)

  /// A cluster that lives, or will live, in a directory. Nothing is looked at or created yet.
  ///
  /// - Parameters:
  ///   - home: The absolute directory of the cluster (`MOTCUA_HOME`). Missing parents are created.
  ///   - searchPath: The entries of `PATH`, looked through where `installations` has no server.
  ///   - effectiveUserID: The caller's; 0 makes the server run as `serverUser`.
  ///   - serverUser: The unprivileged user that runs the server when the caller is root. A cluster
  ///     that exists is served by the owner of its data instead.
  ///   - installations: The directory in which Debian installs `MAJOR/bin`.
  public init(
    home: String, searchPath: [String], effectiveUserID: UInt32, serverUser: String = "postgres",
    installations: String = "/usr/lib/postgresql"
  ) {
    layout = ClusterLayout(home: home)
    self.searchPath = searchPath
    self.effectiveUserID = effectiveUserID
    self.serverUser = serverUser
    self.installations = installations
  }

  /// The connection string for libpq, `host=… port=5432 user=motcua dbname=motcua`: the superuser
  /// and the database that ``up()`` creates. It holds no secret.
  public var connectionURL: String {
    let host = layout.sockets
    let plain = !host.contains(where: { $0.isWhitespace || $0 == "'" || $0 == "\\" })
    let quoted = host.reduce(into: "") { text, character in
      if character == "'" || character == "\\" { text.append("\\") }
      text.append(character)
    }
    return "host=\(plain ? host : "'\(quoted)'") port=5432 user=motcua dbname=motcua"
  }

  /// Looks, and changes nothing. Takes well under a millisecond; runs no program.
  ///
  /// Throws ``ClusterError/Kind/unusableDirectory`` where the caller may not look, and
  /// ``ClusterError/Kind/pathTooLong``.
  public func status() async throws(ClusterError) -> Status {
    try layout.checkPath()
    guard let version = try dataVersion() else { return .absent }
    guard let postmaster = Postmaster.serving(layout.data),
      postmaster.bearer(of: layout.data) == .server
    else { return .stopped }
    guard postmaster.isReady, try FileFacts.of(layout.socket)?.isSocket == true else {
      return .changing(processIdentifier: postmaster.processIdentifier)
    }
    return .running(
      processIdentifier: postmaster.processIdentifier, version: version,
      dataDirectory: layout.data, socketDirectory: layout.sockets)
  }

  /// Makes the server run: creates the cluster on first use (about 1.5 s), starts it when it is
  /// stopped (about 0.2 s), returns at once when it runs.
  ///
  /// Safe when several commands call it at the same time, after the server or a former call was
  /// killed at any moment, and after a crash of the machine; recovery may then take longer.
  /// Throws every kind of ``ClusterError`` but ``ClusterError/Kind/stopFailed``.
  public func up() async throws(ClusterError) {
    if case .running = try await status() { return }
    let account = try await account()
    try account.checkWay(to: layout.data)
    let programs = try await programs()
    try createHome(for: account)
    let lock = try await ClusterLock.take(at: layout, within: patience)
    try createOwned(layout.root, for: account)
    if try dataVersion() == nil {
      try await create(with: programs, as: account, holding: lock)
    }
    try createOwned(layout.sockets, for: account)
    try await start(with: programs, as: account, holding: lock)
  }

  /// Stops the server: open transactions are rolled back, clients are disconnected, the data are
  /// complete on disk. Does nothing where no server runs. Takes about 0.15 s.
  ///
  /// Throws ``ClusterError/Kind/stopFailed`` when the server does not end within a minute,
  /// ``ClusterError/Kind/busy``, ``ClusterError/Kind/unusableDirectory`` and
  /// ``ClusterError/Kind/pathTooLong``.
  public func down() async throws(ClusterError) {
    switch try await status() {
    case .absent, .stopped: return
    case .changing, .running: break
    }
    let lock = try await ClusterLock.take(at: layout, within: patience)
    try await stop(holding: lock)
  }

  /// The major version that made the data; nil before the cluster was created.
  func dataVersion() throws(ClusterError) -> Int? {
    guard let facts = try FileFacts.of(layout.data) else { return nil }
    guard facts.isDirectory, let version = try? readVersion() else {
      if try isEmptyDirectory(layout.data) { return nil }
      throw ClusterError(
        .unusableDirectory,
        "\(layout.data) holds no readable PostgreSQL data directory (PG_VERSION is missing or "
          + "closed to you); run as the user that owns it, or move it away")
    }
    return version
  }
}
