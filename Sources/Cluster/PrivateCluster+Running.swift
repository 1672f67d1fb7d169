internal import FoundationEssentials
internal import Glibc

/// Starting and stopping; the caller holds the lock.
extension PrivateCluster {
  /// Starts the server, or waits for one that is on its way.
  func start(
    with programs: ServerPrograms, as account: ServerAccount, holding lock: borrowing ClusterLock
  ) async throws(ClusterError) {
    let deadline = ContinuousClock.now + patience
    while true {
      try await settle(until: deadline, holding: lock)
      if case .running = try await status() { return }
      try removeStaleLocks()
      let mark = try startLog()
      let started = try await ProgramRun.of(
        "pg_ctl", in: programs.directory,
        ["-D", layout.data, "-l", layout.log, "-s", "-w", "-t", "60", "start"],
        as: account, input: .descriptor(lock.descriptor))
      if started.succeeded { return }
      let said = logText(from: mark)
      // After kill -9 of the server its last backends hold its shared memory until they notice.
      if said.contains("shared memory"), said.contains("still in use"),
        ContinuousClock.now < deadline
      {
        try await Pause.take()
        continue
      }
      if case .changing = try await status() {
        throw ClusterError(
          .busy,
          "the private server in \(layout.data) is still recovering after a crash; try again")
      }
      throw failure(
        "starting the private server in \(layout.data)", said.isEmpty ? started.text : said)
    }
  }

  /// Waits while a living server starts, recovers or stops. A server that is ready but has lost
  /// its socket, to somebody who tidied up, is stopped: nobody could reach it any more.
  private func settle(until deadline: ContinuousClock.Instant, holding lock: borrowing ClusterLock)
    async throws(ClusterError)
  {
    while case .changing = try await status() {
      if let postmaster = Postmaster.serving(layout.data), postmaster.isReady,
        try FileFacts.of(layout.socket) == nil
      {
        try await stop(holding: lock)
        return
      }
      guard ContinuousClock.now < deadline else {
        throw ClusterError(
          .busy, "the private server in \(layout.data) is still starting or stopping; try again")
      }
      try await Pause.take()
    }
  }

  /// Removes lock files whose process number now belongs to a process that is not this server:
  /// PostgreSQL looks only whether the number lives, and would refuse to start. Its check of the
  /// shared memory still keeps two servers off one data directory.
  private func removeStaleLocks() throws(ClusterError) {
    guard let postmaster = Postmaster.serving(layout.data),
      postmaster.bearer(of: layout.data) == .stranger
    else { return }
    try? FileManager.default.removeItem(atPath: layout.data + "/postmaster.pid")
    try? FileManager.default.removeItem(atPath: layout.socket + ".lock")
  }

  /// Stops the server with the signal for a fast shutdown
  /// (https://www.postgresql.org/docs/current/server-shutdown.html) and waits for its end.
  func stop(holding lock: borrowing ClusterLock) async throws(ClusterError) {
    let deadline = ContinuousClock.now + patience
    guard let postmaster = Postmaster.serving(layout.data),
      postmaster.bearer(of: layout.data) == .server
    else { return }
    guard kill(postmaster.processIdentifier, SIGINT) == 0 || errno == ESRCH else {
      throw ClusterError(
        .stopFailed,
        "the private server in \(layout.data) (process \(postmaster.processIdentifier)) belongs to "
          + "another user; stop it as that user or as root")
    }
    while postmaster.bearer(of: layout.data) == .server {
      guard ContinuousClock.now < deadline else {
        throw ClusterError(
          .stopFailed,
          "the private server in \(layout.data) (process \(postmaster.processIdentifier)) did not "
            + "stop within \(patience); see \(layout.log)")
      }
      try await Pause.take()
    }
  }

  /// The length of the server's log before a start. A log over 16 MiB is set aside first, once,
  /// as `server.log.old`.
  private func startLog() throws(ClusterError) -> Int {
    guard let facts = try FileFacts.of(layout.log) else { return 0 }
    guard facts.size > 16 << 20 else { return Int(facts.size) }
    try? FileManager.default.removeItem(atPath: layout.log + ".old")
    try? FileManager.default.moveItem(atPath: layout.log, toPath: layout.log + ".old")
    return 0
  }

  private func logText(from mark: Int) -> String {
    let bytes = FileManager.default.contents(atPath: layout.log) ?? Data()
    return String(decoding: bytes.dropFirst(mark), as: UTF8.self)
  }
}
