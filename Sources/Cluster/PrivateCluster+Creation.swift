internal import FoundationEssentials
internal import Glibc
internal import SystemPackage

extension PrivateCluster {
  /// What the server is told beyond PostgreSQL's defaults. The socket's directory is given
  /// relative to the data, so that a stopped cluster can be moved as a whole.
  static let settings = """

    # Written by motcua when it created this cluster.
    listen_addresses = ''
    port = 5432
    unix_socket_directories = '../run'
    cluster_name = 'motcua'
    shared_buffers = '128MB'
    work_mem = '32MB'
    maintenance_work_mem = '128MB'
    max_wal_size = '2GB'
    checkpoint_timeout = '15min'
    jit = off

    """

  /// Creates the data directory under another name and renames it when it is complete, so that a
  /// crash at any moment leaves either none or a whole one.
  func create(
    with programs: ServerPrograms, as account: ServerAccount, holding lock: borrowing ClusterLock
  ) async throws(ClusterError) {
    removeUnfinished()
    let unfinished = "\(layout.root)/\(layout.unfinishedPrefix)\(getpid())"
    let initialised = try await ProgramRun.of(
      "initdb", in: programs.directory,
      [
        "-D", unfinished, "-U", "motcua", "-E", "UTF8", "--locale=C.UTF-8", "--auth=trust", "-k",
      ], as: account, input: .descriptor(lock.descriptor))
    guard initialised.succeeded else {
      throw failure("creating the private cluster in \(unfinished)", initialised.text)
    }
    try append(Self.settings, to: unfinished + "/postgresql.conf")
    let database = try await ProgramRun.of(
      "postgres", in: programs.directory, ["--single", "-D", unfinished, "template1"], as: account,
      input: .text("CREATE DATABASE motcua\n"))
    // A single-user server reports a failed statement only in its output.
    guard database.succeeded, !database.text.contains("ERROR:") else {
      throw failure("creating the database motcua in \(unfinished)", database.text)
    }
    do {
      if try FileFacts.of(layout.data) != nil {
        try FileManager.default.removeItem(atPath: layout.data)
      }
      try FileManager.default.moveItem(atPath: unfinished, toPath: layout.data)
    } catch {
      throw ClusterError(
        .unusableDirectory,
        "\(unfinished) cannot be renamed to \(layout.data) (\(reason(error))); remove whatever "
          + "stands there")
    }
  }

  /// Clears away what calls that died in the middle left behind. What resists is left for next
  /// time: nothing depends on it.
  private func removeUnfinished() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: layout.root)) ?? []
    for name in names where name.hasPrefix(layout.unfinishedPrefix) {
      try? FileManager.default.removeItem(atPath: "\(layout.root)/\(name)")
    }
  }

  /// Appends in place: a file written anew would belong to root and be closed to the server.
  private func append(_ text: String, to path: String) throws(ClusterError) {
    do {
      let file = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.append, .closeOnExec])
      try file.closeAfter { _ = try file.writeAll(text.utf8) }
    } catch {
      throw ClusterError(.startFailed, "the server's settings \(path) cannot be written: \(error)")
    }
  }

  /// An error that carries the end of what a server program said.
  func failure(_ doing: String, _ text: String) -> ClusterError {
    ClusterError(
      .startFailed, "\(doing) failed; the server said:\n" + ProgramRun.lastLines(of: text))
  }
}
