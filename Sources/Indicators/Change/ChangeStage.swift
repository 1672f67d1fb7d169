import Procedures

/// How far the catalog of the start has been turned into that of the end: each stage applies one
/// cause more than the one before it.
enum ChangeStage: Int, CaseIterable {
  case start
  case left
  case agencyMoved
  case entered
  case eligibilityChanged
  case feeChanged
  case paymentChanged
  case meansChanged
  case upgraded
  case downgraded
  case levelLearned
  case levelLost
  case used
  case excludedChanged
  case definitionChanged

  /// The cause that leads to this stage; nil for the start.
  var cause: ChangeCause? {
    switch self {
    case .start: nil
    case .left: .left
    case .agencyMoved: .agencyMoved
    case .entered: .entered
    case .eligibilityChanged: .eligibilityChanged
    case .feeChanged: .feeChanged
    case .paymentChanged: .paymentChanged
    case .meansChanged: .meansChanged
    case .upgraded: .upgraded
    case .downgraded: .downgraded
    case .levelLearned: .levelLearned
    case .levelLost: .levelLost
    case .used: .used
    case .excludedChanged: .excludedChanged
    case .definitionChanged: .definitionChanged
    }
  }

  /// Whether a cause has been applied at this stage.
  func has(_ stage: ChangeStage) -> Bool { rawValue >= stage.rawValue }
}

/// An offering on its way from the start to the end.
struct JoinedRow {
  /// Position in the start's tree, or ``OfferingColumns/noAgency``; nil where it is not there.
  let fromAgency: Int32?
  /// Position in the end's tree, or ``OfferingColumns/noAgency``; nil where it is not there.
  let toAgency: Int32?
  /// The facts at the start: those of the agency whose place this one took, where it did.
  let from: OfferingFacts?
  let to: OfferingFacts?
  let wasExcluded: Bool
  let isExcluded: Bool
  /// The first stage at which it is there.
  let appears: ChangeStage
  /// The first stage at which it is not there any more; nil where it stays.
  let vanishes: ChangeStage?

  func isThere(at stage: ChangeStage) -> Bool {
    stage.has(appears) && !(vanishes.map(stage.has) ?? false)
  }

  /// Where it stands at a stage.
  func agency(at stage: ChangeStage) -> Int32 {
    let place = stage.has(.agencyMoved) ? toAgency ?? fromAgency : fromAgency ?? toAgency
    return place ?? OfferingColumns.noAgency
  }

  func isExcluded(at stage: ChangeStage) -> Bool {
    guard from != nil else { return isExcluded }
    guard to != nil else { return wasExcluded }
    return stage.has(.excludedChanged) ? isExcluded : wasExcluded
  }

  /// The facts at a stage. What no step names is taken over with use, so that a fact that is added
  /// to the catalog is never lost.
  func facts(at stage: ChangeStage) -> OfferingFacts {
    guard let from else { return Self.bare(to ?? OfferingFacts()) }
    guard let to else { return Self.bare(from) }
    if stage.has(.used) { return Self.bare(to) }
    var facts = from
    if stage.has(.eligibilityChanged) {
      facts.eligible = to.eligible
      facts.eligibleFull = to.eligibleFull
    }
    if stage.has(.feeChanged) {
      facts.fee = to.fee
      facts.paymentEligible = to.paymentEligible
    }
    if stage.has(.paymentChanged) { facts.paymentEnabled = to.paymentEnabled }
    if stage.has(.meansChanged) { facts.mobile = to.mobile }
    if stage.has(Self.levelStage(from.level, to.level)) { facts.level = to.level }
    return Self.bare(facts)
  }

  /// Scales and demonstrations mark a figure and never count.
  static func bare(_ facts: OfferingFacts) -> OfferingFacts {
    var facts = facts
    facts.levelScheme = nil
    facts.demonstrated = []
    return facts
  }

  private static func levelStage(_ from: LevelKey, _ to: LevelKey) -> ChangeStage {
    switch (from, to) {
    case (.unknown, _): .levelLearned
    case (_, .unknown): .levelLost
    default: to.rank < from.rank ? .downgraded : .upgraded
    }
  }
}
