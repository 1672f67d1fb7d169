/// How much one run may take away before a person has to agree.
public struct GuardLimits: Sendable, Hashable {
  /// Withdrawals of the whole scope: the greater of a number and a share of what is in force.
  public var withdrawals = Limit(atLeast: 10, percent: 5)
  /// Withdrawals of one agency.
  public var withdrawalsOfAgency = Limit(atLeast: 5, percent: 30)
  /// Fewer data rows than the last applied run.
  public var fewerRows = Limit(atLeast: 9, percent: 5)
  /// Known values of one attribute that become unknown, and levels that fall.
  public var lostValues = Limit(atLeast: 10, percent: 5)

  /// The limits that hold unless a source has its own.
  public init() {}

  /// A number that may not be exceeded.
  public struct Limit: Sendable, Hashable {
    /// Up to this many always pass.
    public var atLeast: Int
    /// Up to this share of the whole passes, in percent.
    public var percent: Int

    /// The greater of a number and a share.
    public init(atLeast: Int, percent: Int) {
      self.atLeast = atLeast
      self.percent = percent
    }

    /// Whether `count` of `whole` is more than the limit lets through. Integers only.
    func isExceeded(by count: Int, of whole: Int) -> Bool {
      count > atLeast && count * 100 > whole * percent
    }

    /// The largest count that passes.
    func value(of whole: Int) -> Int { max(atLeast, whole * percent / 100) }
  }
}

/// What a planned run would take away.
struct GuardFacts: Sendable {
  var dataRows = 0
  var heldRows = 0
  /// Data rows of the last applied run of the same source and scope; nil on a first run.
  var lastDataRows: Int?
  var inForce = 0
  var withdrawn = 0
  /// Withdrawn and in force, by agency code; only agencies that lose something.
  var byAgency: [(agency: String, withdrawn: Int, inForce: Int)] = []
  /// Known values and values that become unknown, by attribute.
  var lost: [(attribute: String, lost: Int, known: Int)] = []
  var levelsFalling = 0
  var levelsKnown = 0
}

/// One reason why the guard refuses a run: the number, its limit and the flag that opens it.
public struct GuardRefusal: Sendable, Hashable, CustomStringConvertible {
  /// Which limit: `withdrawals`, `agency_withdrawals`, `rows`, `unknown_values`, `levels`, `held`,
  /// `no_rows`.
  public let rule: String
  /// One sentence.
  public let description: String
}

/// Decides whether a planned run may be applied. Pure: same facts, same answer.
struct SyncGuard {
  let limits: GuardLimits
  let allowWithdrawals: Int?
  let allowChanges: Int?

  /// All reasons against; empty lets the run pass.
  func refusals(_ facts: GuardFacts) -> [GuardRefusal] {
    var found: [GuardRefusal] = []
    if facts.heldRows * 2 > facts.dataRows {
      found.append(
        GuardRefusal(
          rule: "held",
          description: """
            \(facts.heldRows) of \(facts.dataRows) data rows would be held, the limit is half: \
            this does not look like a catalog of this authority; no flag opens this
            """))
    }
    checkWithdrawals(facts, into: &found)
    checkRows(facts, into: &found)
    checkValues(facts, into: &found)
    return found
  }

  private func checkWithdrawals(_ facts: GuardFacts, into found: inout [GuardRefusal]) {
    let allowed = allowWithdrawals ?? 0
    if limits.withdrawals.isExceeded(by: facts.withdrawn, of: facts.inForce),
      facts.withdrawn > allowed
    {
      found.append(
        GuardRefusal(
          rule: "withdrawals",
          description: """
            \(facts.withdrawn) of \(facts.inForce) records in force would be withdrawn, the limit \
            is \(limits.withdrawals.value(of: facts.inForce)); \
            --allow-withdrawals \(facts.withdrawn) opens it; where the file is only a part of the \
            source, say so with --scope agency=CODE or give it a --source of its own
            """))
    }
    // One flag opens both limits, so that a person agrees to one number: the whole.
    guard facts.withdrawn > allowed else { return }
    for agency in facts.byAgency
    where limits.withdrawalsOfAgency.isExceeded(by: agency.withdrawn, of: agency.inForce) {
      found.append(
        GuardRefusal(
          rule: "agency_withdrawals",
          description: """
            \(agency.withdrawn) of \(agency.inForce) records in force of agency \(agency.agency) \
            would be withdrawn, the limit is \
            \(limits.withdrawalsOfAgency.value(of: agency.inForce)); \
            --allow-withdrawals \(facts.withdrawn) opens it
            """))
    }
  }

  private func checkRows(_ facts: GuardFacts, into found: inout [GuardRefusal]) {
    guard let last = facts.lastDataRows, last > facts.dataRows else { return }
    let fewer = last - facts.dataRows
    guard limits.fewerRows.isExceeded(by: fewer, of: last), fewer > allowWithdrawals ?? 0 else {
      return
    }
    found.append(
      GuardRefusal(
        rule: "rows",
        description: """
          the file has \(facts.dataRows) data rows, \(fewer) fewer than the last applied run \
          (\(last)), the limit is \(limits.fewerRows.value(of: last)) fewer; \
          --allow-withdrawals \(fewer) opens it
          """))
  }

  private func checkValues(_ facts: GuardFacts, into found: inout [GuardRefusal]) {
    let allowed = allowChanges ?? 0
    for attribute in facts.lost
    where limits.lostValues.isExceeded(by: attribute.lost, of: attribute.known)
      && attribute.lost > allowed
    {
      found.append(
        GuardRefusal(
          rule: "unknown_values",
          description: """
            \(attribute.lost) of \(attribute.known) known values of \(attribute.attribute) would \
            become unknown, the limit is \(limits.lostValues.value(of: attribute.known)); \
            --allow-changes \(attribute.lost) opens it
            """))
    }
    if limits.lostValues.isExceeded(by: facts.levelsFalling, of: facts.levelsKnown),
      facts.levelsFalling > allowed
    {
      found.append(
        GuardRefusal(
          rule: "levels",
          description: """
            \(facts.levelsFalling) of \(facts.levelsKnown) known levels would fall, the limit is \
            \(limits.lostValues.value(of: facts.levelsKnown)); \
            --allow-changes \(facts.levelsFalling) opens it
            """))
    }
  }
}
