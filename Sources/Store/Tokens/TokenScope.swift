/// What the holder of a token may do; each scope holds the ones before it.
public enum TokenScope: String, Sendable, Hashable, CaseIterable {
  /// Read figures, where the service asks for a token to read.
  case read
  /// Sync and import.
  case sync
  /// Everything, in the whole authority.
  case admin
}
