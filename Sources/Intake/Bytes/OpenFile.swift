import Glibc

/// A regular file, open for reading until the last reference goes.
///
/// It reads at positions, never at a shared cursor, so that several readers may use it at once,
/// and all of them see the file that was opened, also when another one takes its name.
final class OpenFile: Sendable {
  let name: String
  let descriptor: Int32

  init(path: String) throws(IntakeError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.openError(errno, path: path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw Self.openError(code, path: path)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      close(descriptor)
      throw IntakeError(
        .directory, file: path, reason: "it is a directory; name one file inside it")
    default:
      close(descriptor)
      throw IntakeError(
        .notRegular, file: path, reason: "it is no regular file; save the data to a file first")
    }
    self.name = path
    self.descriptor = descriptor
  }

  /// Takes over a descriptor and closes it in the end.
  init(name: String, descriptor: Int32) {
    self.name = name
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Bytes in the file now; 0 where the system does not say.
  var size: Int64 {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Reads from a position into the buffer, at most its count; 0 at the end of the file.
  func read(into buffer: inout [UInt8], at position: Int64) throws(IntakeError) -> Int {
    var count = 0
    while count < buffer.count {
      let wanted = buffer.count - count
      let offset = count
      let got = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe bytes.baseAddress.map {
          unsafe pread(descriptor, $0 + offset, wanted, off_t(position) + off_t(offset))
        } ?? 0
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw IntakeError(
          .readFailed, file: name,
          reason: "reading stopped after \(position + Int64(count)) bytes "
            + "(\(Self.text(of: errno))); check the disk or the share and try again")
      }
      count += got
    }
    return count
  }

  private static func openError(_ code: Int32, path: String) -> IntakeError {
    switch code {
    case ENOENT, ENOTDIR:
      IntakeError(.missing, file: path, reason: "there is no such file; check the path")
    case EACCES, EPERM:
      IntakeError(
        .notPermitted, file: path,
        reason: "this user may not read it; change its permissions or run as its owner")
    default:
      IntakeError(
        .openFailed, file: path, reason: "it cannot be opened (\(text(of: code)))")
    }
  }

  static func text(of code: Int32) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}
