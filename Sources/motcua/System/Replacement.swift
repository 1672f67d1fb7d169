import Glibc

/// Becomes another program: the terminal, the signals and the exit code are its own.
enum Replacement {
  static func run(_ program: String, _ arguments: [String]) throws -> Never {
    Interruption.release()
    var pointers = unsafe ([program] + arguments).map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    unsafe execvp(program, pointers)
    throw UsageError(
      description: """
        run \(program): \(unsafe String(cString: strerror(errno))); install the Debian package \
        postgresql-client
        """)
  }
}
