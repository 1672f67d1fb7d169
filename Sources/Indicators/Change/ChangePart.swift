public import Procedures

/// What one cause did to a figure.
public struct ChangePart: Sendable, Hashable {
  /// The cause.
  public let cause: ChangeCause
  /// What it did to the counts.
  public let counts: CountChange
  /// What it did to the ratio, exactly; nil where there is no ratio before or after it.
  public let ratio: SignedFraction?
  /// The rows with another outcome after it than before it, by procedure, then agency.
  public let rows: [ChangedRow]

  /// One part of a change.
  public init(cause: ChangeCause, counts: CountChange, ratio: SignedFraction?, rows: [ChangedRow]) {
    self.cause = cause
    self.counts = counts
    self.ratio = ratio
    self.rows = rows
  }
}

/// Differences of counts; negative where a count fell.
public struct CountChange: Sendable, Hashable {
  /// Of the numerator.
  public var numerator: Int
  /// Of the denominator.
  public var denominator: Int
  /// Of the rows that cannot be decided.
  public var unknown: Int
  /// Of the rows taken out by the register of exclusions.
  public var excluded: Int

  /// No change unless given.
  public init(numerator: Int = 0, denominator: Int = 0, unknown: Int = 0, excluded: Int = 0) {
    self.numerator = numerator
    self.denominator = denominator
    self.unknown = unknown
    self.excluded = excluded
  }

  /// From one tally to another.
  init(from: Tally, to: Tally) {
    self.init(
      numerator: to.numerator - from.numerator, denominator: to.denominator - from.denominator,
      unknown: to.unknown - from.unknown, excluded: to.excluded - from.excluded)
  }

  /// Whether every count stays.
  public var isZero: Bool { self == CountChange() }

  /// One change after another.
  public static func + (left: CountChange, right: CountChange) -> CountChange {
    CountChange(
      numerator: left.numerator + right.numerator,
      denominator: left.denominator + right.denominator, unknown: left.unknown + right.unknown,
      excluded: left.excluded + right.excluded)
  }

  /// What is left of a change without another.
  public static func - (left: CountChange, right: CountChange) -> CountChange {
    CountChange(
      numerator: left.numerator - right.numerator,
      denominator: left.denominator - right.denominator, unknown: left.unknown - right.unknown,
      excluded: left.excluded - right.excluded)
  }
}

/// A difference of two shares as two whole numbers in lowest terms.
public struct SignedFraction: Sendable, Hashable {
  /// Negative where the share fell.
  public let numerator: Int
  /// At least 1.
  public let denominator: Int

  /// From one share to another. Counts up to three milliards are exact.
  init(from: Fraction, to: Fraction) {
    let over = to.numerator * from.denominator - from.numerator * to.denominator
    let under = from.denominator * to.denominator
    let divisor = Self.greatestDivisor(over.magnitude, under.magnitude)
    numerator = over / Int(divisor)
    denominator = under / Int(divisor)
  }

  /// From -1 to 1, unrounded.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// Percentage points with so many decimals (0…9) and a sign: `+1,3`, `−0,4`, `0,0`. Rounded half
  /// away from zero on whole numbers; what rounds to nothing without being nothing is `<0,1` with
  /// its sign.
  public func points(language: Language, decimals: Int = 1) -> String {
    precondition((0...9).contains(decimals), "points have 0 to 9 decimals")
    let unit = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let (quotient, remainder) = UInt(denominator).dividingFullWidth(
      numerator.magnitude.multipliedFullWidth(by: UInt(100 * unit)))
    let rounded = Int(quotient) + (remainder >= UInt(denominator) - remainder ? 1 : 0)
    let sign = numerator > 0 ? "+" : numerator < 0 ? "−" : ""
    guard rounded > 0 || numerator == 0 else {
      return sign + "<" + Self.text(1, unit, decimals, language)
    }
    return sign + Self.text(rounded, unit, decimals, language)
  }

  private static func text(
    _ number: Int, _ unit: Int, _ decimals: Int, _ language: Language
  ) -> String {
    guard decimals > 0 else { return String(number) }
    let digits = String(number % unit)
    let zeros = String(repeating: "0", count: decimals - digits.utf8.count)
    return "\(number / unit)\(language.decimalSeparator)\(zeros)\(digits)"
  }

  private static func greatestDivisor(_ one: UInt, _ other: UInt) -> UInt {
    var (a, b) = (one, other)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }
}

/// What a row is to a figure.
public enum RowOutcome: String, Sendable, Hashable, CaseIterable {
  /// Not in the scope at all.
  case absent
  /// In the scope, not in the denominator.
  case outside
  /// In the denominator, not in the numerator.
  case missing
  /// In the numerator.
  case counted
  /// Undecided for want of an attribute.
  case unknown
  /// Taken out by the register of exclusions.
  case excluded
}

/// A row whose outcome a cause changed.
public struct ChangedRow: Sendable, Hashable {
  /// The procedure.
  public let procedure: ProcedureCode
  /// Its name at the end, or at the start where it is gone by then.
  public let name: String
  /// The agency where offerings are counted; nil where procedures are, and for a procedure that no
  /// agency offers.
  public let agency: AgencyCode?
  /// What it was before.
  public let old: RowOutcome
  /// What it is afterwards.
  public let new: RowOutcome

  /// A row that changed.
  public init(
    procedure: ProcedureCode, name: String, agency: AgencyCode?, old: RowOutcome, new: RowOutcome
  ) {
    self.procedure = procedure
    self.name = name
    self.agency = agency
    self.old = old
    self.new = new
  }
}
