import Procedures

/// What a cell was read as.
enum Reading<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The column is missing, or the cell says nothing, or it has a value.
  case claim(Claim<Value>)
  /// No word of the vocabulary.
  case bad
  /// Two levels that contradict each other.
  case contradictory
}
