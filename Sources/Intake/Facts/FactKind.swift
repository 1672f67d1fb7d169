/// The kinds of events and counts that are imported. The raw values are the kinds of runs.
public enum FactKind: String, Sendable, Hashable, CaseIterable {
  /// States of dossiers (hồ sơ).
  case dossiers
  /// Payment transactions.
  case payments
  /// Stocks of results that are still valid.
  case results
  /// Figures that others measured.
  case observations
}
