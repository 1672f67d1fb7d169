import Glibc

/// A file that is written beside its name and gets it when it is complete, so that a half-written
/// one never bears it.
final class OutputFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var isOpen = true

  /// Creates the file, readable by its owner only: what it holds is the owner's to show.
  init(path: String) throws {
    self.path = path
    temporary = "\(path).\(getpid()).part"
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure("create", path) }
  }

  deinit {
    guard isOpen else { return }
    close(descriptor)
    _ = unsafe unlink(temporary)
  }

  /// Writes bytes at the end.
  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure("write", path)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Gives the file its name.
  func finish() throws {
    guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      throw Self.failure("finish", path)
    }
    close(descriptor)
    isOpen = false
  }

  private static func failure(_ what: String, _ path: String) -> FileError {
    FileError(
      description: """
        \(what) \(path): \(unsafe String(cString: strerror(errno))); check the directory, its \
        permissions and the free space
        """)
  }
}

/// A file that the command was to write could not be written.
struct FileError: Error, CustomStringConvertible {
  let description: String
}
