/// Counts of outcomes for a number of groups, in one flat array.
struct OutcomeCounts {
  private(set) var counts: [Int32]

  /// No counts yet for so many groups.
  init(groups: Int) {
    counts = [Int32](repeating: 0, count: groups * Outcome.stride)
  }

  /// Counts one unit; `code` comes from ``Outcome/table(level:)``.
  @inline(__always)
  mutating func add(_ code: UInt8, to group: Int) {
    counts[group * Outcome.stride + Int(code)] &+= 1
  }

  /// Adds the counts of one group to another.
  mutating func add(group: Int, to other: Int) {
    for slot in 0..<Outcome.stride {
      counts[other * Outcome.stride + slot] += counts[group * Outcome.stride + slot]
    }
  }

  /// Adds the counts of a group of other counts to the first group.
  mutating func add(_ other: OutcomeCounts, group: Int) {
    for slot in 0..<Outcome.stride {
      counts[slot] += other.counts[group * Outcome.stride + slot]
    }
  }

  /// The counts of a group as a tally.
  func tally(of group: Int, held: Int) -> Tally {
    let numerator = number(.counted, group)
    let denominator = numerator + number(.missing, group)
    let unknown = number(.unknown, group)
    let excluded = number(.excluded, group)
    return Tally(
      numerator: numerator, denominator: denominator, unknown: unknown, held: held,
      excluded: excluded, inScope: denominator + unknown + excluded + number(.outside, group))
  }

  /// Whether a unit in scope was read through the crosswalk.
  func usesCrosswalk(in group: Int) -> Bool {
    let first = group * Outcome.stride + Int(Outcome.crosswalkOffset)
    for slot in 1..<Int(Outcome.crosswalkOffset) where counts[first + slot] > 0 { return true }
    return false
  }

  /// Whether the group has no unit in scope.
  func isEmpty(_ group: Int) -> Bool {
    let first = group * Outcome.stride
    let offset = Int(Outcome.crosswalkOffset)
    for slot in 1..<offset where counts[first + slot] > 0 || counts[first + offset + slot] > 0 {
      return false
    }
    return true
  }

  private func number(_ outcome: Outcome, _ group: Int) -> Int {
    let slot = group * Outcome.stride + Int(outcome.rawValue)
    return Int(counts[slot]) + Int(counts[slot + Int(Outcome.crosswalkOffset)])
  }
}
