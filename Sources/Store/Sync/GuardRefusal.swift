/// One reason why the guard refuses a run: the number, its limit and the flag that opens it.
public struct GuardRefusal: Sendable, Hashable, CustomStringConvertible {
  /// Which limit: `held`, `withdrawals`, `agency_withdrawals`, `rows`, `unknown_values`, `levels`.
  public let rule: String
  /// What the limit is about, where there are several: the agency's code for
  /// `agency_withdrawals`, the attribute for `unknown_values`.
  public let subject: String?
  /// How many were counted.
  public let count: Int
  /// Of how many.
  public let whole: Int
  /// The largest count that passes.
  public let limit: Int
  /// The flag with its number that lets the run pass; nil where none does.
  public let flag: String?
  /// One sentence in Vietnamese.
  public let vi: String
  /// One sentence in English.
  public let en: String

  /// The sentence in English.
  public var description: String { en }
}
