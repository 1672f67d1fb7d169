import Logging

/// Loggers of the command: to stderr, as data go to stdout.
enum Log {
  /// A logger that says what went wrong and no more.
  static func logger(_ label: String, level: Logger.Level = .warning) -> Logger {
    var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = level
    return logger
  }
}
