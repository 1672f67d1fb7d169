import Indicators
import Procedures

/// What one source says of one offering, as far as predicates read it. Nil: says nothing.
struct ClaimedFacts: Hashable, Sendable {
  /// The level's number in the list; 0 where the source says that it does not know.
  var level: Int16?
  /// 0 no, 1 yes, 2 unknown; in the order of the answers below.
  var eligible: Int16?
  var eligibleFull: Int16?
  var fee: Int16?
  var paymentEligible: Int16?
  var paymentEnabled: Int16?
  /// As the table of claims writes it.
  var means: String?

  /// Puts together what a source says of two services of the same offering: the highest known
  /// level, the union of the means; an answer is yes where one is yes, else unknown where one is
  /// unknown, else no.
  func joined(with other: ClaimedFacts, levels: LevelTable) -> ClaimedFacts {
    ClaimedFacts(
      level: levels.higher(level, other.level), eligible: Self.either(eligible, other.eligible),
      eligibleFull: Self.either(eligibleFull, other.eligibleFull),
      fee: Self.either(fee, other.fee),
      paymentEligible: Self.either(paymentEligible, other.paymentEligible),
      paymentEnabled: Self.either(paymentEnabled, other.paymentEnabled),
      means: Self.union(means, other.means))
  }

  /// Fills in what the source declares of the procedure where it says nothing of the offering.
  func falling(backTo declared: ClaimedFacts) -> ClaimedFacts {
    ClaimedFacts(
      level: level ?? declared.level, eligible: eligible ?? declared.eligible,
      eligibleFull: eligibleFull ?? declared.eligibleFull, fee: fee ?? declared.fee,
      paymentEligible: paymentEligible ?? declared.paymentEligible,
      paymentEnabled: paymentEnabled ?? declared.paymentEnabled, means: means ?? declared.means)
  }

  private static func either(_ one: Int16?, _ other: Int16?) -> Int16? {
    guard let one, let other else { return one ?? other }
    if one == 1 || other == 1 { return 1 }
    return one == 2 || other == 2 ? 2 : 0
  }

  private static func union(_ one: String?, _ other: String?) -> String? {
    guard let one, let other, one != other else { return one ?? other }
    switch (ClaimCode.means(one), ClaimCode.means(other)) {
    case (.known(let left), .known(let right)): return ClaimCode.means(.known(left.union(right)))
    case (.known, _): return one
    default: return other
    }
  }
}

/// The level list, for looking up by number.
struct LevelTable: Sendable {
  private var byID: [Int16: OnlineLevel] = [:]

  init(_ levels: [OnlineLevel]) {
    for level in levels { byID[level.id] = level }
  }

  subscript(id: Int16) -> OnlineLevel? { byID[id] }

  /// The higher of two levels; a known one is higher than unknown. Of two that stand equally high
  /// the lower number, so that the order of services does not matter.
  func higher(_ one: Int16?, _ other: Int16?) -> Int16? {
    guard let one, let other else { return one ?? other }
    let ranks = (rank(one), rank(other))
    if ranks.0 == ranks.1 { return min(one, other) }
    return ranks.0 > ranks.1 ? one : other
  }

  private func rank(_ id: Int16) -> UInt8 { byID[id]?.key.rank ?? 0 }
}
