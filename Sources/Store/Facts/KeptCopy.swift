import Intake

/// What is kept of a source instead of its own bytes: the redacted copy, in which nothing personal
/// stands.
struct KeptCopy: Sendable {
  let file: SourceFile
  let sha256: [UInt8]
  let size: Int64

  init(_ file: SourceFile) throws(IntakeError) {
    self.file = file
    (sha256, size) = try file.digest()
  }
}
