/// A share as two whole numbers, so that it can be compared with a target and printed without
/// rounding twice. It lies between 0 and 1.
public struct Fraction: Sendable, Hashable {
  /// The part; 0…denominator.
  public let numerator: Int
  /// The whole; at least 1.
  public let denominator: Int

  /// A part of a whole; nil where the whole is 0.
  public init?(_ numerator: Int, of denominator: Int) {
    precondition(
      numerator >= 0 && numerator <= max(denominator, 0), "a fraction lies between 0 and 1")
    guard denominator > 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The share from 0 to 1, unrounded.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// The share in percent with so many decimals (0…9), rounded half up, on whole numbers only.
  ///
  /// "100%" is written only for the whole and "0%" only for nothing; a share that would round to
  /// one of them without being it is written as `>99,9%` or `<0,1%`.
  public func percent(language: Language, decimals: Int = 1) -> String {
    precondition((0...9).contains(decimals), "a percentage has 0 to 9 decimals")
    if numerator == denominator { return "100%" }
    if numerator == 0 { return "0%" }
    let unit = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let most = 100 * unit
    // The product is taken in double width: counts times 10¹¹ do not fit into 64 bits.
    let (quotient, remainder) = denominator.dividingFullWidth(
      numerator.multipliedFullWidth(by: most))
    let rounded = remainder >= denominator - remainder ? quotient + 1 : quotient
    if rounded >= most { return ">" + Self.text(most - 1, unit, decimals, language) }
    if rounded <= 0 { return "<" + Self.text(1, unit, decimals, language) }
    return Self.text(rounded, unit, decimals, language)
  }

  private static func text(
    _ number: Int, _ unit: Int, _ decimals: Int, _ language: Language
  ) -> String {
    guard decimals > 0 else { return "\(number)%" }
    let digits = String(number % unit)
    let zeros = String(repeating: "0", count: decimals - digits.utf8.count)
    return "\(number / unit)\(language.decimalSeparator)\(zeros)\(digits)%"
  }
}
