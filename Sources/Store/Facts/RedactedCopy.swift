import Intake
import Synchronization

/// Gathers the redacted copy of a source while it is read: a few MiB in memory, more in a file
/// without a name.
final class RedactedCopy: Sendable {
  // The reader hands portions over from the one task that reads; the lock only proves it.
  private let spool: Mutex<SourceSpool>

  init(of file: SourceFile, directory: String) {
    spool = Mutex(SourceSpool(name: file.name, directory: directory))
  }

  func append(_ bytes: [UInt8]) throws(IntakeError) {
    try spool.withLock { (spool: inout sending SourceSpool) throws(IntakeError) in
      try spool.append(bytes)
    }
  }

  /// What was gathered.
  var file: SourceFile { spool.withLock { $0.file } }
}
