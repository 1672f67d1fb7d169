/// Why a change cannot be taken apart.
public struct ChangeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Kind: String, Sendable {
    /// The parts do not add up to the change: a fault of the program.
    case residual
    /// More combinations of attributes than a catalog can hold.
    case tooManyCombinations
  }

  /// What went wrong.
  public let kind: Kind
  /// What was done, to what, what happened, what to do.
  public let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// Equal means same kind.
  public static func == (left: ChangeError, right: ChangeError) -> Bool { left.kind == right.kind }
}
