/// A share in percent that a goal asks for, kept exactly as the decision writes it: `100`, `30`,
/// `84.5`.
public struct PercentTarget: Hashable, Sendable, CustomStringConvertible {
  /// The digits without the point: `845` for 84.5.
  public let digits: Int
  /// How many of the digits stand behind the point; 0…6.
  public let decimals: Int

  /// Reads a decimal from 0 to 100 with at most six decimals and a point or a comma before them;
  /// nil for anything else, a percent sign included.
  public init?(_ text: String) {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard (1...2).contains(parts.count), let whole = Self.digits(parts[0], 1...3) else {
      return nil
    }
    guard parts.count == 2 else {
      self.init(digits: whole, decimals: 0)
      return
    }
    guard let fraction = Self.digits(parts[1], 1...6) else { return nil }
    let count = parts[1].utf8.count
    self.init(digits: whole * Self.power(count) + fraction, decimals: count)
  }

  private init?(digits: Int, decimals: Int) {
    guard digits <= 100 * Self.power(decimals) else { return nil }
    self.digits = digits
    self.decimals = decimals
  }

  /// The whole, 100%.
  public static let whole = PercentTarget(validDigits: 100)

  private init(validDigits digits: Int) {
    self.digits = digits
    decimals = 0
  }

  /// `84.5`: as it was read, with a point and without leading zeros.
  public var description: String { text(separator: ".") }

  /// The target for people: `84,5%` in Vietnamese, `84.5%` in English.
  public func display(_ language: Language) -> String {
    text(separator: language.decimalSeparator) + "%"
  }

  /// The target from 0 to 100. For printing; comparisons use whole numbers.
  public var value: Double { Double(digits) / Double(Self.power(decimals)) }

  /// What ``digits`` would be for 100%: the target is `digits / scale` of the whole.
  var scale: Int { 100 * Self.power(decimals) }

  private func text(separator: String) -> String {
    guard decimals > 0 else { return String(digits) }
    let fraction = String(digits % Self.power(decimals))
    let zeros = String(repeating: "0", count: decimals - fraction.utf8.count)
    return "\(digits / Self.power(decimals))\(separator)\(zeros)\(fraction)"
  }

  private static func power(_ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }

  private static func digits(_ text: Substring, _ lengths: ClosedRange<Int>) -> Int? {
    guard lengths.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }

  /// Equal means the same number: 30 and 30.00 are equal.
  public static func == (left: PercentTarget, right: PercentTarget) -> Bool {
    left.digits * power(right.decimals) == right.digits * power(left.decimals)
  }

  /// Hashes the number, however it is written.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(digits * Self.power(6 - decimals))
  }
}
