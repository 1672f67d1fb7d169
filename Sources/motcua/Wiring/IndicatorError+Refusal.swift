import Indicators
import Store

/// What other modules refuse, as a refusal of the question that met it.
extension IndicatorError {
  /// A value that the store refused, in both languages; in English only where the store has no
  /// other sentence.
  init(_ error: StoreError) {
    self.init(.unknownValue, error.description, vi: error.vietnamese ?? error.description)
  }

  /// Values that do not fit together, in both languages; in English only where there is no other
  /// sentence.
  init(_ error: UsageError) {
    self.init(.unknownValue, error.description, vi: error.vietnamese ?? error.description)
  }
}
