/// On which tree of agencies a figure of an earlier date stands.
public enum TreeBasis: String, Sendable, Hashable, CaseIterable {
  /// The tree of the figure's own date: agencies as they were then.
  case then
  /// The tree of today: what was merged, renamed or moved since counts where it belongs now.
  case now
}
