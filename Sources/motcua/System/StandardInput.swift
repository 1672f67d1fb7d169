import Glibc
import Intake

/// Standard input as a source.
enum StandardInput {
  /// Reads to the end. Up to 8 MiB stand in memory, more goes to a nameless temporary file.
  static func source(temporaryDirectory: String) throws -> SourceFile {
    var spool = SourceSpool(name: "standard input", directory: temporaryDirectory)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe read(STDIN_FILENO, bytes.baseAddress, bytes.count)
      }
      if count == 0 { return spool.file }
      if count < 0 {
        if errno == EINTR { continue }
        throw UsageError(
          description: """
            read standard input: \(unsafe String(cString: strerror(errno))); give a file, or pipe \
            the data in
            """)
      }
      try spool.append(Array(buffer.prefix(count)))
    }
  }
}
