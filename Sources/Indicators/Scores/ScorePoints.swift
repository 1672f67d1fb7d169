/// Points of an index in billionths, so that sums do not depend on their order.
public struct ScorePoints: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Billionths of a point; at least 0.
  public let billionths: Int

  /// Points by their billionths; at least 0 and at most a million points.
  public init(billionths: Int) {
    precondition((0...1_000_000_000_000_000).contains(billionths), "points are out of range")
    self.billionths = billionths
  }

  /// Reads a decimal from 0 to 1000 with at most six decimals; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ part in
        (1...6).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }), let whole = Int(parts[0]), whole <= 1000
    else { return nil }
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    while fraction.utf8.count < 9 { fraction += "0" }
    billionths = whole * 1_000_000_000 + (Int(fraction) ?? 0)
  }

  /// No points.
  public static let zero = ScorePoints(billionths: 0)

  /// `most × min(1, share ÷ full)`, rounded half up to a billionth; `denominator` is above 0.
  init(most: ScorePoints, numerator: Int, denominator: Int, fullFrom full: PercentTarget) {
    precondition(numerator >= 0 && denominator > 0 && full.digits > 0, "a share has a whole")
    let part = Int128(most.billionths) * Int128(numerator) * Int128(full.scale)
    let whole = Int128(denominator) * Int128(full.digits)
    billionths = Int(min(Int128(most.billionths), (2 * part + whole) / (2 * whole)))
  }

  /// The points as a number.
  public var value: Double { Double(billionths) / 1_000_000_000 }

  /// Two decimals, rounded half up, with a point.
  public var description: String { text(.en) }

  /// Two decimals, rounded half up: `85,30` in Vietnamese.
  public func text(_ language: Language) -> String {
    let cents = (billionths + 5_000_000) / 10_000_000
    let rest = cents % 100
    return "\(cents / 100)\(language.decimalSeparator)\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The sum.
  public static func + (left: ScorePoints, right: ScorePoints) -> ScorePoints {
    ScorePoints(billionths: left.billionths + right.billionths)
  }

  /// Fewer points are less.
  public static func < (left: ScorePoints, right: ScorePoints) -> Bool {
    left.billionths < right.billionths
  }
}
