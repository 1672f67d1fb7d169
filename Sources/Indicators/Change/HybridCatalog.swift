import Procedures

extension CatalogJoin {
  /// The catalog at a stage: rows, facts and exclusions as far as causes have been applied, on the
  /// tree of the start until agencies have moved.
  func catalog(at stage: ChangeStage, indicator: String) throws -> CatalogSnapshot {
    let base = stage.has(.agencyMoved) ? to : from
    var fields: [String] = []
    var positions: [String: Int] = [:]
    func field(_ name: String) -> Int? {
      guard !name.isEmpty else { return nil }
      if let position = positions[name] { return position }
      positions[name] = fields.count
      fields.append(name)
      return fields.count - 1
    }
    // Both names are entered, so that a filter finds its field at every stage.
    for procedure in procedures { _ = (field(procedure.fromField), field(procedure.toField)) }
    for name in from.fields + to.fields { _ = field(CatalogIndex.normalised(name)) }
    var columns = HybridColumns()
    var exclusions: [Exclusion] = []
    var listed: [CatalogProcedure] = []
    for (position, procedure) in procedures.enumerated() {
      let name = stage.has(.agencyMoved) ? procedure.toField : procedure.fromField
      listed.append(CatalogProcedure(code: procedure.code, name: "", field: field(name)))
      for row in procedure.rows where row.isThere(at: stage) {
        let agency = row.agency(at: stage)
        try columns.append(procedure: position, agency: agency, row.facts(at: stage))
        if row.isExcluded(at: stage) {
          exclusions.append(
            Exclusion(
              procedure: position, agency: agency == OfferingColumns.noAgency ? nil : Int(agency),
              indicator: indicator))
        }
      }
    }
    return CatalogSnapshot(
      authority: base.authority, validOn: base.validOn, knownOn: base.knownOn,
      dataVersion: base.dataVersion, agencies: base.agencies, fields: fields, procedures: listed,
      offerings: columns.columns, exclusions: exclusions, succession: base.succession)
  }
}

/// Columns under construction.
private struct HybridColumns {
  private var procedure: [Int32] = []
  private var agency: [Int32] = []
  private var combination: [UInt16] = []
  private var combinations: [OfferingFacts] = []
  private var positions: [OfferingFacts: UInt16] = [:]

  mutating func append(procedure position: Int, agency place: Int32, _ facts: OfferingFacts) throws
  {
    procedure.append(Int32(position))
    agency.append(place)
    if let known = positions[facts] {
      combination.append(known)
      return
    }
    guard let next = UInt16(exactly: combinations.count) else {
      throw ChangeError(
        .tooManyCombinations,
        "take a change apart: the two catalogs together have more than 65,536 combinations of "
          + "attributes; limit the question to a field or an agency")
    }
    positions[facts] = next
    combinations.append(facts)
    combination.append(next)
  }

  var columns: OfferingColumns {
    OfferingColumns(
      procedure: procedure, agency: agency, combination: combination, combinations: combinations)
  }
}
