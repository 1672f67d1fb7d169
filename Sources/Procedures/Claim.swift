/// What one source says of one attribute.
///
/// A column that the source does not have says nothing (``unsaid``) and changes nothing; an empty
/// cell in a column that it has says that the value is ``unknown``, for that source only.
public enum Claim<Value: Hashable & Sendable>: Hashable, Sendable {
  case unsaid
  case unknown
  case known(Value)

  /// The value, where one is known.
  public var value: Value? {
    if case .known(let value) = self { value } else { nil }
  }
}
