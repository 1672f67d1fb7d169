import Procedures

/// What dossiers and payments of a window say of one offering. Counts may be put together from
/// parts that take others back.
public struct OfferingUse: Sendable, Hashable {
  /// Dossiers received online.
  public var online: Int
  /// Dossiers received by a channel that nobody said.
  public var unknownChannel: Int
  /// Dossiers that owe a fee.
  public var fee: Int
  /// Dossiers of which nobody said whether they owe a fee.
  public var unknownFee: Int
  /// Successful online payments, and dossiers paid online.
  public var paidOnline: Int
  /// Dossiers and payments that may have been paid online here; dossiers of which nobody said
  /// whether they owe a fee, too, as long as no payments are imported.
  public var unknownPaid: Int

  /// No use unless given.
  public init(
    online: Int = 0, unknownChannel: Int = 0, fee: Int = 0, unknownFee: Int = 0,
    paidOnline: Int = 0, unknownPaid: Int = 0
  ) {
    self.online = online
    self.unknownChannel = unknownChannel
    self.fee = fee
    self.unknownFee = unknownFee
    self.paidOnline = paidOnline
    self.unknownPaid = unknownPaid
  }

  /// Puts the use of two agencies together.
  public static func += (left: inout OfferingUse, right: OfferingUse) {
    left.online += right.online
    left.unknownChannel += right.unknownChannel
    left.fee += right.fee
    left.unknownFee += right.unknownFee
    left.paidOnline += right.paidOnline
    left.unknownPaid += right.unknownPaid
  }

  /// The same where it is not known whether it belongs here: after an agency was split.
  public var undecided: OfferingUse {
    OfferingUse(
      unknownChannel: online + unknownChannel, unknownFee: fee + unknownFee,
      unknownPaid: paidOnline + unknownPaid)
  }
}

/// What dossiers and payments of a window say of the offerings of a catalog.
public struct OfferingUses: Sendable {
  private struct Place: Hashable {
    let procedure: Int32
    let agency: Int32
  }

  /// Whether dossiers were ever imported; where not, nothing is known of use.
  public var hasDossiers: Bool
  /// Whether payments were ever imported.
  public var hasPayments: Bool
  /// Quarantined rows of those sources that touch the window.
  public var held: [HeldRowScope]
  private var byOffering: [Place: OfferingUse] = [:]
  private var byProcedure: [Int32: OfferingUse] = [:]

  /// Nothing said yet.
  public init(hasDossiers: Bool, hasPayments: Bool, held: [HeldRowScope] = []) {
    self.hasDossiers = hasDossiers
    self.hasPayments = hasPayments
    self.held = held
  }

  /// Adds the use of a procedure at an agency, by their positions in the snapshot. An agency that
  /// is not there counts for the procedure only where nobody offers it.
  public mutating func add(_ use: OfferingUse, procedure: Int32, agency: Int32?) {
    byProcedure[procedure, default: OfferingUse()] += use
    if let agency {
      byOffering[Place(procedure: procedure, agency: agency), default: OfferingUse()] += use
    }
  }

  func use(procedure: Int32, agency: Int32) -> OfferingUse {
    let use =
      agency == OfferingColumns.noAgency
      ? byProcedure[procedure]
      : byOffering[Place(procedure: procedure, agency: agency)]
    return use ?? OfferingUse()
  }

  func usedOnline(_ use: OfferingUse) -> Ternary {
    decide(use.online, use.unknownChannel, isKnown: hasDossiers)
  }

  func feeDossier(_ use: OfferingUse) -> Ternary {
    decide(use.fee, use.unknownFee, isKnown: hasDossiers)
  }

  func paidOnline(_ use: OfferingUse) -> Ternary {
    decide(use.paidOnline, use.unknownPaid, isKnown: hasDossiers || hasPayments)
  }

  private func decide(_ yes: Int, _ unknown: Int, isKnown: Bool) -> Ternary {
    if yes > 0 { return .yes }
    return unknown > 0 || !isKnown ? .unknown : .no
  }
}

extension CatalogSnapshot {
  /// The same catalog with what is known of the use of its offerings; nil where there would be more
  /// than 65,536 combinations of attributes. One pass over the rows.
  public func used(_ uses: OfferingUses) -> CatalogSnapshot? {
    struct Combination: Hashable {
      let base: UInt16
      let answers: [Ternary]
    }
    var positions: [Combination: UInt16] = [:]
    var combinations: [OfferingFacts] = []
    var combination: [UInt16] = []
    combination.reserveCapacity(offerings.count)
    for row in 0..<offerings.count {
      let use = uses.use(procedure: offerings.procedure[row], agency: offerings.agency[row])
      let key = Combination(
        base: offerings.combination[row],
        answers: [uses.usedOnline(use), uses.feeDossier(use), uses.paidOnline(use)])
      if let position = positions[key] {
        combination.append(position)
        continue
      }
      guard let position = UInt16(exactly: combinations.count) else { return nil }
      var facts = offerings.combinations[Int(key.base)]
      (facts.usedOnline, facts.feeDossier, facts.paidOnline) = (
        key.answers[0], key.answers[1], key.answers[2]
      )
      combinations.append(facts)
      positions[key] = position
      combination.append(position)
    }
    return CatalogSnapshot(
      authority: authority, validOn: validOn, knownOn: knownOn, dataVersion: dataVersion,
      agencies: agencies, fields: fields, procedures: procedures,
      offerings: OfferingColumns(
        procedure: offerings.procedure, agency: offerings.agency, combination: combination,
        combinations: combinations),
      held: held + uses.held, exclusions: exclusions, succession: succession)
  }
}
