import Postgres

/// The claims on offerings as they come from the database, packed while they stream in: a few
/// dozen distinct combinations, and for each claim their position.
struct ClaimColumns: Sendable {
  /// One claim: who, of what, and which combination.
  struct Claim: Sendable {
    var procedure: Int32
    var agency: Int32
    var source: Int64
    var combination: Int32
  }

  private(set) var claims: [Claim] = []
  private(set) var combinations: [ClaimedFacts] = []
  private var positions: [ClaimedFacts: Int32] = [:]
  private var last: (facts: ClaimedFacts, position: Int32)?
  private let procedures: [Int64: Int32]
  private let agencies: [Int64: Int32]
  private var lastProcedure: (id: Int64, position: Int32?) = (-1, nil)

  /// Columns for the procedures and agencies in force; claims of others are left out. The agency
  /// 0, of declarations, stays 0; positions in the tree are one higher.
  init(procedures: [Int64: Int32], agencies: [Int64: Int32]) {
    self.procedures = procedures
    self.agencies = agencies
  }

  /// Takes one row of `CatalogView.offerings`.
  mutating func take(_ row: borrowing PostgresRow) throws {
    let procedureID = try row.int64(0)
    if procedureID != lastProcedure.id {
      lastProcedure = (procedureID, procedures[procedureID])
    }
    let agencyID = try row.int64(1)
    guard let procedure = lastProcedure.position else { return }
    let agency: Int32
    if agencyID == 0 {
      agency = 0
    } else {
      guard let position = agencies[agencyID] else { return }
      agency = position + 1
    }
    let facts = ClaimedFacts(
      level: try row.int16OrNil(3), eligible: try row.int16OrNil(4),
      eligibleFull: try row.int16OrNil(5), fee: try row.int16OrNil(6),
      paymentEligible: try row.int16OrNil(7), paymentEnabled: try row.int16OrNil(8),
      means: try row.stringOrNil(9))
    claims.append(
      Claim(
        procedure: procedure, agency: agency, source: try row.int64(2),
        combination: intern(facts)))
  }

  /// Brings the claims into the order procedure, agency, source; often they have it already.
  mutating func sort() {
    func isBefore(_ left: Claim, _ right: Claim) -> Bool {
      if left.procedure != right.procedure { return left.procedure < right.procedure }
      if left.agency != right.agency { return left.agency < right.agency }
      return left.source < right.source
    }
    var isSorted = true
    for index in claims.indices.dropFirst() where isBefore(claims[index], claims[index - 1]) {
      isSorted = false
      break
    }
    if !isSorted { claims.sort(by: isBefore) }
  }

  private mutating func intern(_ facts: ClaimedFacts) -> Int32 {
    if let last, last.facts == facts { return last.position }
    let position: Int32
    if let known = positions[facts] {
      position = known
    } else {
      position = Int32(combinations.count)
      positions[facts] = position
      combinations.append(facts)
    }
    last = (facts, position)
    return position
  }
}
