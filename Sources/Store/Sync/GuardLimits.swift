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
  /// Offerings, or agencies, of the source and scope in force.
  var inForce = 0
  var withdrawn = 0
  /// Procedures that a row without an agency declares; they are no offerings and have their own
  /// whole.
  var declaredInForce = 0
  var declaredWithdrawn = 0
  /// Withdrawn and in force, by agency code; only agencies that lose something.
  var byAgency: [(agency: String, withdrawn: Int, inForce: Int)] = []
  /// Known values and values that become unknown, by attribute.
  var lost: [(attribute: String, lost: Int, known: Int)] = []
  var levelsFalling = 0
  var levelsKnown = 0
}
