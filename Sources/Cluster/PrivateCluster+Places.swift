internal import FoundationEssentials

/// Who runs the server, from which programs, in which directories.
extension PrivateCluster {
  /// The account of the server. Where the data exist, their owner decides.
  func account() async throws(ClusterError) -> ServerAccount {
    guard effectiveUserID == 0 else {
      return ServerAccount(name: "yourself", user: effectiveUserID, groups: [], isLent: false)
    }
    if let facts = try FileFacts.of(layout.data) {
      guard facts.owner != 0 else {
        throw ClusterError(
          .unusableDirectory,
          "\(layout.data) belongs to root, and PostgreSQL refuses to run as root; "
            + "run: chown -R \(serverUser) \(layout.root)")
      }
      return ServerAccount(
        name: "number \(facts.owner)", user: facts.owner, groups: [facts.group], isLent: true)
    }
    let user = try await ProgramRun.of("id", in: "/usr/bin", ["-u", serverUser], as: nil)
    let groups = try await ProgramRun.of("id", in: "/usr/bin", ["-G", serverUser], as: nil)
    guard user.succeeded, let number = UInt32(user.text.filter(\.isNumber)), number != 0 else {
      throw ClusterError(
        .noServerUser,
        "PostgreSQL refuses to run as root, and there is no unprivileged user \(serverUser) to "
          + "run it; install the Debian package postgresql: apt-get install postgresql")
    }
    return ServerAccount(
      name: serverUser, user: number,
      groups: groups.text.split(whereSeparator: \.isWhitespace).compactMap { UInt32($0) },
      isLent: true)
  }

  /// The programs that serve the data, or the newest ones where there are no data yet.
  func programs() async throws(ClusterError) -> ServerPrograms {
    let major = try dataVersion()
    let found = try await ServerPrograms.find(
      major: major, searchPath: searchPath, installations: installations)
    if let found { return found }
    let places = ([installations + "/*/bin"] + searchPath).joined(separator: ", ")
    guard let major else {
      throw ClusterError(
        .serverNotInstalled,
        "PostgreSQL server programs were not found (looked in \(places)); install the Debian "
          + "package postgresql: apt-get install postgresql")
    }
    throw ClusterError(
      .serverNotInstalled,
      "the data in \(layout.data) were made by PostgreSQL \(major), whose server programs were "
        + "not found (looked in \(places)); install the Debian package postgresql-\(major): "
        + "apt-get install postgresql-\(major)")
  }

  /// Creates the home and its missing parents. A caller who is root makes them traversable; what
  /// was there before is left as it is.
  func createHome(for account: ServerAccount) throws(ClusterError) {
    var path = ""
    for name in layout.home.split(separator: "/") {
      path += "/" + name
      if try FileFacts.of(path) != nil { continue }
      do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard account.isLent else { continue }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      } catch {
        // Another command may have been quicker.
        if try FileFacts.of(path)?.isDirectory == true { continue }
        throw ClusterError(
          .unusableDirectory,
          "the directory \(path) for the private cluster cannot be created (\(reason(error))); "
            + "set MOTCUA_HOME to a directory that you can write to")
      }
    }
    guard try FileFacts.of(layout.home)?.isDirectory == true else {
      throw ClusterError(
        .unusableDirectory,
        "\(layout.home) is no directory; set MOTCUA_HOME to another path")
    }
  }

  /// Creates a directory of mode 0700 that belongs to the server's account, or checks that an
  /// existing one is such a directory: the socket in it is the server's only protection.
  func createOwned(_ path: String, for account: ServerAccount) throws(ClusterError) {
    guard let facts = try FileFacts.of(path) else {
      do {
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        guard account.isLent else { return }
        try FileManager.default.setAttributes(
          [
            .ownerAccountID: Int(account.user),
            .groupOwnerAccountID: Int(account.groups.first ?? account.user),
          ], ofItemAtPath: path)
        return
      } catch {
        throw ClusterError(
          .unusableDirectory,
          "the directory \(path) for the private cluster cannot be created (\(reason(error))); "
            + "run as the user that owns \(layout.home), or set MOTCUA_HOME to another directory")
      }
    }
    guard facts.isDirectory, facts.owner == account.user, facts.mode & 0o077 == 0 else {
      throw ClusterError(
        .unusableDirectory,
        "\(path) must be a directory of user \(account.user) with mode 0700, and is one of user "
          + "\(facts.owner) with mode \(facts.modeText); correct it, or set MOTCUA_HOME to another "
          + "directory")
    }
  }

  func isEmptyDirectory(_ path: String) throws(ClusterError) -> Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? false
  }

  func readVersion() throws(ClusterError) -> Int? {
    let bytes = FileManager.default.contents(atPath: layout.data + "/PG_VERSION")
    return bytes.flatMap { Int(String(decoding: $0, as: UTF8.self).filter(\.isNumber)) }
  }

  /// Why a file operation failed, in a few words.
  func reason(_ error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    switch error.code {
    case .fileWriteNoPermission, .fileReadNoPermission: return "permission denied"
    case .fileWriteVolumeReadOnly: return "the file system is read-only"
    case .fileWriteOutOfSpace: return "no space is left"
    default: return "\(error)"
    }
  }
}
