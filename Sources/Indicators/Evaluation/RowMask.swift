import Procedures

/// What the rows of one counted unit say together, as bits, so that putting rows together is one
/// "or" and deciding is one look into a table.
///
/// The bits are: denominator yes or unknown, numerator yes or unknown (of rows not excluded),
/// a row of the denominator excluded, a level read through the crosswalk, and one bit for each
/// level present. Kleene's "or" is kept exactly: yes wins over unknown, unknown over no.
struct RowMask {
  static let denominatorYes: UInt16 = 1 << 0
  static let denominatorUnknown: UInt16 = 1 << 1
  static let numeratorYes: UInt16 = 1 << 2
  static let numeratorUnknown: UInt16 = 1 << 3
  static let excludedRow: UInt16 = 1 << 4
  static let crosswalk: UInt16 = 1 << 5
  static let levelShift: UInt16 = 6
  /// Number of values a mask can have.
  static let bound = 1 << 11

  /// The scale whose codes 1–4 need no crosswalk.
  static let nativeScheme = "ND43"

  /// The bits of a row with these facts that is counted.
  static func bits(of facts: OfferingFacts, for indicator: Indicator) -> UInt16 {
    let denominator = indicator.denominator(facts)
    let numerator = denominator && indicator.numerator(facts)
    var bits = levelBits(of: facts, for: indicator)
    switch denominator {
    case .yes: bits |= denominatorYes
    case .unknown: bits |= denominatorUnknown
    case .no: break
    }
    switch numerator {
    case .yes: bits |= numeratorYes
    case .unknown: bits |= numeratorUnknown
    case .no: break
    }
    return bits
  }

  /// The bits of a row with these facts that the register of exclusions takes out: its level
  /// stays visible, its denominator and numerator do not.
  static func excludedBits(of facts: OfferingFacts, for indicator: Indicator) -> UInt16 {
    let belongs = indicator.denominator(facts) != .no
    return levelBits(of: facts, for: indicator) | (belongs ? excludedRow : 0)
  }

  /// The highest level among the rows of a mask that holds at least one row.
  @inline(__always)
  static func highestRank(_ mask: UInt16) -> Int {
    15 - (mask >> levelShift).leadingZeroBitCount
  }

  private static func levelBits(of facts: OfferingFacts, for indicator: Indicator) -> UInt16 {
    var bits: UInt16 = 1 << (levelShift + UInt16(facts.level.rank))
    if indicator.reads.contains(.level), facts.level != .unknown, let scheme = facts.levelScheme,
      scheme != nativeScheme
    {
      bits |= crosswalk
    }
    return bits
  }
}

/// What becomes of a counted unit. Raw values are positions in a row of counts; the outcomes of
/// units read through the crosswalk stand ``crosswalkOffset`` behind.
enum Outcome: UInt8, CaseIterable {
  /// Taken out by the level filter.
  case outOfScope = 0
  /// In scope, but not in the denominator.
  case outside = 1
  /// In the denominator, not in the numerator.
  case missing = 2
  /// In the numerator.
  case counted = 3
  /// Undecided for want of an attribute.
  case unknown = 4
  /// Taken out by the register of exclusions.
  case excluded = 5

  static let crosswalkOffset: UInt8 = 8
  /// Length of a row of counts.
  static let stride = 16

  /// For every mask, what becomes of the unit: raw value, plus the offset for the crosswalk.
  static func table(level filter: LevelKey?) -> [UInt8] {
    filter.map { filteredTables[Int($0.rank)] } ?? unfilteredTable
  }

  private static let unfilteredTable = makeTable(nil)
  private static let filteredTables: [[UInt8]] = LevelKey.allCases.sorted { $0.rank < $1.rank }
    .map { makeTable($0) }

  private static func makeTable(_ filter: LevelKey?) -> [UInt8] {
    (0..<RowMask.bound).map { index in
      let mask = UInt16(index)
      guard mask >> RowMask.levelShift != 0,
        filter.map({ Int($0.rank) == RowMask.highestRank(mask) }) ?? true
      else { return outOfScope.rawValue }
      let offset = mask & RowMask.crosswalk != 0 ? crosswalkOffset : 0
      return of(mask).rawValue + offset
    }
  }

  private static func of(_ mask: UInt16) -> Outcome {
    let denominator = ternary(mask, RowMask.denominatorYes, RowMask.denominatorUnknown)
    let numerator = ternary(mask, RowMask.numeratorYes, RowMask.numeratorUnknown)
    switch (denominator, numerator) {
    case (.no, _): return mask & RowMask.excludedRow != 0 ? .excluded : .outside
    case (.yes, .yes): return .counted
    case (.yes, .no): return .missing
    default: return .unknown
    }
  }

  private static func ternary(_ mask: UInt16, _ yes: UInt16, _ unknown: UInt16) -> Ternary {
    mask & yes != 0 ? .yes : mask & unknown != 0 ? .unknown : .no
  }
}
