import Glibc

/// A file that is written under a hidden name beside its path and removed unless it is renamed.
@safe final class HiddenFile {
  /// The path as the caller gave it.
  let path: String
  let directory: String
  let hiddenPath: String
  private var isKept = false

  init(path: String) throws(WorkbookError) {
    self.path = path
    let slash = path.lastIndex(of: "/")
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    directory = slash.map { String(path[...$0]) } ?? "./"
    guard !name.isEmpty, name != ".", name != "..", !path.utf8.contains(0) else {
      throw WorkbookError(
        .badPath, file: path, reason: "the path names no file; add a file name that ends in .xlsx")
    }
    var status = stat()
    if unsafe stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw WorkbookError(
          .badPath, file: path,
          reason: "there is something of that name that is no regular file; choose another name")
      }
      guard unsafe access(path, W_OK) == 0 else { throw Self.failure(errno, "", path) }
    }
    // Exclusively, so that two writers of one path do not write into one file.
    for number in 1...1000 {
      let hidden = "\(directory).\(name.prefix(60)).\(number).part"
      let descriptor = unsafe open(hidden, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        _ = Glibc.close(descriptor)
        hiddenPath = hidden
        return
      }
      if errno != EEXIST { throw Self.failure(errno, "", path) }
    }
    throw WorkbookError(
      .writeFailed, file: path,
      reason: "1000 unfinished files .\(name).*.part lie beside it; remove them")
  }

  deinit {
    if !isKept { _ = unsafe unlink(hiddenPath) }
  }

  /// Brings the content to the disk and gives it its name.
  func rename() throws(WorkbookError) {
    let descriptor = unsafe open(hiddenPath, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, "") }
    let result = fsync(descriptor)
    let code = errno
    _ = Glibc.close(descriptor)
    guard result == 0 else { throw failure(code, "") }
    guard unsafe Glibc.rename(hiddenPath, path) == 0 else { throw failure(errno, "") }
    isKept = true
  }

  /// What a failure of the file system means; `fallback` says more where `code` says nothing.
  func failure(_ code: Int32, _ fallback: String) -> WorkbookError {
    Self.failure(code, fallback, path)
  }

  private static func failure(_ code: Int32, _ fallback: String, _ path: String) -> WorkbookError {
    switch code {
    case ENOENT, ENOTDIR:
      WorkbookError(
        .badPath, file: path, reason: "there is no such directory; make it or correct the path")
    case EACCES, EPERM, EROFS:
      WorkbookError(
        .notPermitted, file: path,
        reason: "this user may not write there; choose another directory or change its permissions")
    case ENOSPC, EDQUOT, EFBIG:
      WorkbookError(
        .diskFull, file: path,
        reason: "the disk or the user's share of it is full; make room and try again")
    default:
      WorkbookError(
        .writeFailed, file: path,
        reason: "writing failed (\(code == 0 ? fallback : text(of: code))); "
          + "check the disk and try again")
    }
  }

  private static func text(of code: Int32) -> String {
    unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}
