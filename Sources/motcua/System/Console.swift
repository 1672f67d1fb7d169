import Glibc

/// Data go to stdout, talk goes to stderr.
enum Console {
  /// Writes bytes to stdout as they are. A closed output ends the command.
  static func write(_ bytes: [UInt8]) {
    put(bytes, to: STDOUT_FILENO)
  }

  /// Writes a text to stdout as it is.
  static func write(_ text: String) {
    put(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Writes a line to stderr.
  static func error(_ line: String) {
    put(Array((line + "\n").utf8), to: STDERR_FILENO)
  }

  /// Columns of the terminal that stdout is, or nil where it is none.
  static var width: Int? {
    guard isatty(STDOUT_FILENO) == 1, let columns = unsafe getenv("COLUMNS") else { return nil }
    return Int(unsafe String(cString: columns))
  }

  private static func put(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        Glibc.exit(1)
      }
      rest = rest.dropFirst(count)
    }
  }
}
