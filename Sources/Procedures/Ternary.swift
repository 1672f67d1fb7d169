/// Yes, no, or not known: the truth values of Kleene's strong logic, in which unknown ∧ no = no.
///
/// Indicators decide with it, so that an attribute nobody has recorded is counted as unknown and
/// never as a no.
public enum Ternary: UInt8, Sendable, Hashable, CaseIterable {
  case no = 0
  case yes = 1
  case unknown = 2

  /// A decided value.
  public init(_ value: Bool) { self = value ? .yes : .no }

  /// A recorded value, or unknown where there is none.
  public init(_ value: Bool?) { self = value.map(Ternary.init) ?? .unknown }

  /// No where one side is no, else unknown where one is unknown, else yes.
  public static func && (left: Ternary, right: Ternary) -> Ternary {
    if left == .no || right == .no { return .no }
    return left == .yes && right == .yes ? .yes : .unknown
  }

  /// Yes where one side is yes, else unknown where one is unknown, else no.
  public static func || (left: Ternary, right: Ternary) -> Ternary {
    if left == .yes || right == .yes { return .yes }
    return left == .no && right == .no ? .no : .unknown
  }
}
