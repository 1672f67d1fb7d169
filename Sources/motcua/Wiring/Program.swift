/// Name and version of this program, as runs and entity tags keep them.
enum Program {
  static let version = "0.1.0"
  static let name = "motcua \(version)"
}
