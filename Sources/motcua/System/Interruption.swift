import Glibc

/// Ends a command that a person interrupts, with the exit code of the shell's convention.
enum Interruption {
  /// On SIGINT leave at once with 130. Whatever was in a transaction is rolled back by the server
  /// when the connection closes. The service replaces this by a graceful shutdown.
  static func exitOnInterrupt() {
    _ = signal(SIGINT) { _ in _exit(130) }
    // A reader that closes our output early, such as `head`, ends us without a message.
    _ = signal(SIGPIPE, SIG_DFL)
  }

  /// Gives the signal back, for the service's own handling.
  static func release() {
    _ = signal(SIGINT, SIG_DFL)
    _ = signal(SIGPIPE, SIG_IGN)
  }
}
