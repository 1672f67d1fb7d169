/// What counts say about a rule.
struct GoalJudgement: Hashable {
  /// Where the goal stands.
  let state: GoalState
  /// Rows of the denominator that would have to count beside those that do, on the known rows
  /// alone; nil where no number of rows would do, and without a denominator.
  let shortBy: Int?
}

/// Counts against a target: whole numbers only.
extension GoalRule {
  /// Judges the counts of a goal on a share; nil for a milestone. `baseline` matters to an
  /// increase only.
  ///
  /// A goal is met only at the bound that is against it: the low bound, and for an increase
  /// against the high bound of the baseline. It is missed where even the other bound fails.
  func judge(_ tally: Tally, baseline: Tally? = nil) -> GoalJudgement? {
    let nothing = GoalJudgement(state: .noData, shortBy: nil)
    guard let share = tally.share, let low = tally.lowShare, let high = tally.highShare else {
      return self == .milestone ? nil : nothing
    }
    switch self {
    case .milestone: return nil
    case .exactly(let target):
      let state: GoalState =
        low.compared(to: target) == 0 && high.compared(to: target) == 0
        ? .met
        : low.compared(to: target) > 0 || high.compared(to: target) < 0 ? .missed : .undetermined
      return GoalJudgement(state: state, shortBy: share.rows(toReachExactly: target))
    case .atLeast(let target):
      let state: GoalState =
        low.compared(to: target) >= 0
        ? .met : high.compared(to: target) < 0 ? .missed : .undetermined
      return GoalJudgement(state: state, shortBy: share.rows(toReach: target))
    case .above(let target):
      let state: GoalState =
        low.compared(to: target) > 0
        ? .met : high.compared(to: target) <= 0 ? .missed : .undetermined
      return GoalJudgement(state: state, shortBy: share.rows(toExceed: target))
    case .increase:
      guard let baseline, let before = baseline.share, let beforeLow = baseline.lowShare,
        let beforeHigh = baseline.highShare
      else { return nothing }
      let state: GoalState =
        beforeHigh < low ? .met : high <= beforeLow ? .missed : .undetermined
      return GoalJudgement(state: state, shortBy: share.rows(toExceed: before))
    }
  }
}

extension Fraction {
  /// Below 0 where the share is less than the target, 0 where it is the target, else above 0.
  func compared(to target: PercentTarget) -> Int {
    let own = WideProduct(numerator, target.scale)
    let asked = WideProduct(denominator, target.digits)
    return own < asked ? -1 : own == asked ? 0 : 1
  }

  /// Smaller shares are less.
  static func < (left: Fraction, right: Fraction) -> Bool {
    WideProduct(left.numerator, right.denominator) < WideProduct(right.numerator, left.denominator)
  }

  /// Smaller and same shares: 1/2 is 2/4 here, though they differ as values.
  static func <= (left: Fraction, right: Fraction) -> Bool { !(right < left) }

  func rows(toReach target: PercentTarget) -> Int {
    let (whole, rest) = denominator.scaled(by: target.digits, over: target.scale)
    return max(0, (rest > 0 ? whole + 1 : whole) - numerator)
  }

  func rows(toExceed target: PercentTarget) -> Int? {
    attainable(denominator.scaled(by: target.digits, over: target.scale).quotient + 1)
  }

  func rows(toReachExactly target: PercentTarget) -> Int? {
    let (whole, rest) = denominator.scaled(by: target.digits, over: target.scale)
    return rest == 0 && whole >= numerator ? whole - numerator : nil
  }

  func rows(toExceed other: Fraction) -> Int? {
    attainable(denominator.scaled(by: other.numerator, over: other.denominator).quotient + 1)
  }

  /// What is missing from a numerator; nil where the denominator does not hold as many rows.
  private func attainable(_ numerator: Int) -> Int? {
    numerator > denominator ? nil : max(0, numerator - self.numerator)
  }
}
