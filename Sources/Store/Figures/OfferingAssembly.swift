import Indicators
import Procedures

/// Puts claims together to offerings: services of one source first, then what the source declares
/// of the procedure, then the sources by precedence.
struct OfferingAssembly {
  private let resolution: SourceResolution
  private let voices: SourceVoices
  private var procedure: [Int32] = []
  private var agency: [Int32] = []
  private var combination: [UInt16] = []
  private var combinations: [OfferingFacts] = []
  private var positions: [OfferingFacts: UInt16] = [:]
  /// What a claim that stands alone amounts to, by source and combination: most offerings have
  /// one claim and nothing declared.
  private var alone: [Int64: [UInt16?]] = [:]

  init(resolution: SourceResolution) {
    self.resolution = resolution
    voices = SourceVoices(levels: resolution.levels)
  }

  /// The columns of a snapshot from sorted claims. A procedure without any offering in force gets
  /// one row without an agency, with what it declares itself.
  mutating func assemble(
    _ claims: borrowing ClaimColumns, procedures: Int
  ) throws -> OfferingColumns {
    let rows = claims.claims
    procedure.reserveCapacity(rows.count)
    agency.reserveCapacity(rows.count)
    combination.reserveCapacity(rows.count)
    var index = 0
    for position in 0..<Int32(procedures) {
      let start = index
      while index < rows.count, rows[index].procedure == position { index += 1 }
      try append(rows[start..<index], of: claims.combinations, procedure: position)
    }
    return OfferingColumns(
      procedure: procedure, agency: agency, combination: combination, combinations: combinations)
  }

  private mutating func append(
    _ rows: ArraySlice<ClaimColumns.Claim>, of said: [ClaimedFacts], procedure position: Int32
  ) throws {
    let declarations = rows.prefix { $0.agency == 0 }
    let offerings = rows[declarations.endIndex...]
    let declared = voices.bySource(declarations, of: said)
    if offerings.isEmpty {
      try append(
        procedure: position, agency: OfferingColumns.noAgency,
        try intern(resolution.facts(declared)))
      return
    }
    var index = offerings.startIndex
    while index < offerings.endIndex {
      let start = index
      let place = offerings[start].agency
      while index < offerings.endIndex, offerings[index].agency == place { index += 1 }
      let code: UInt16
      if declared.isEmpty, index == start + 1 {
        code = try standingAlone(offerings[start], of: said)
      } else {
        let own = voices.bySource(offerings[start..<index], of: said)
        code = try intern(resolution.facts(voices.merged(own, declared)))
      }
      try append(procedure: position, agency: place - 1, code)
    }
  }

  private mutating func append(procedure: Int32, agency: Int32, _ code: UInt16) throws {
    self.procedure.append(procedure)
    self.agency.append(agency)
    combination.append(code)
  }

  private mutating func standingAlone(
    _ row: ClaimColumns.Claim, of said: [ClaimedFacts]
  ) throws -> UInt16 {
    let index = Int(row.combination)
    if let code = alone[row.source]?[index] { return code }
    let code = try intern(resolution.facts([(row.source, said[index])]))
    alone[row.source, default: [UInt16?](repeating: nil, count: said.count)][index] = code
    return code
  }

  private mutating func intern(_ facts: OfferingFacts) throws -> UInt16 {
    if let position = positions[facts] { return position }
    guard combinations.count <= Int(UInt16.max) else {
      throw StoreError(
        .badRequest, "load the catalog: it has more than 65,536 combinations of attributes",
        vi: "không nạp được danh mục thủ tục: có hơn 65.536 tổ hợp thuộc tính")
    }
    let position = UInt16(combinations.count)
    combinations.append(facts)
    positions[facts] = position
    return position
  }
}
