internal import Glibc
internal import SystemPackage

/// The right to create, start or stop the cluster of one home.
///
/// It is an advisory lock of the kernel on a file: it ends with the last process that holds the
/// descriptor, also after `kill -9`. The programs that we run take the descriptor as their
/// standard input and so keep the lock until they have ended, even when we die before them.
struct ClusterLock: ~Copyable {
  let descriptor: FileDescriptor

  private init(descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// Waits for the lock at most so long, then ``ClusterError/Kind/busy``.
  static func take(at layout: ClusterLayout, within patience: Duration)
    async throws(ClusterError) -> ClusterLock
  {
    let opened: FileDescriptor
    do {
      // Read-only is enough for flock, and lets root and the owner of a home share one file.
      opened = try FileDescriptor.open(
        FilePath(layout.lock), .readOnly, options: [.create, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch {
      throw ClusterError(
        .unusableDirectory,
        "the lock file \(layout.lock) cannot be opened: \(error); run as the user that owns "
          + "\(layout.home), or set MOTCUA_HOME to a directory that you can write to")
    }
    let lock = ClusterLock(descriptor: opened)
    let deadline = ContinuousClock.now + patience
    while flock(opened.rawValue, LOCK_EX | LOCK_NB) != 0 {
      guard ContinuousClock.now < deadline else {
        throw ClusterError(
          .busy,
          "another command is creating, starting or stopping the private cluster in "
            + "\(layout.home) (waited \(patience)); try again")
      }
      try await Pause.take()
    }
    return lock
  }

  deinit { try? descriptor.close() }
}
