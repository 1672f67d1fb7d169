import Procedures

/// A counted unit by its codes, so that units of different snapshots can be compared.
struct UnitKey: Hashable, Comparable {
  let procedure: ProcedureCode
  let agency: AgencyCode?

  /// By procedure, then agency; a unit without an agency first.
  static func < (left: UnitKey, right: UnitKey) -> Bool {
    if left.procedure != right.procedure { return left.procedure < right.procedure }
    guard let one = left.agency else { return right.agency != nil }
    return right.agency.map { one < $0 } ?? false
  }
}

extension CatalogEvaluator {
  /// The outcome of every counted unit in the scope of a query, in the loop that counts them.
  func outcomes(_ query: IndicatorQuery) throws(IndicatorError) -> [UnitKey: RowOutcome] {
    let scan = try scan(query, Indicator.named(query.indicator))
    let table = Outcome.table(level: scan.scope.level)
    let whole = scan.scope.unit == .procedures
    let agency = snapshot.offerings.agency
    let nodes = snapshot.agencies.nodes
    var outcomes: [UnitKey: RowOutcome] = [:]
    scan.forEachUnit { procedure, row, mask in
      let code = table[Int(mask)] & (Outcome.crosswalkOffset - 1)
      guard let outcome = Outcome(rawValue: code)?.ofRow, outcome != .absent else { return }
      let place = agency[row]
      let key = UnitKey(
        procedure: snapshot.procedures[procedure].code,
        agency: whole || place == OfferingColumns.noAgency ? nil : nodes[Int(place)].code)
      outcomes[key] = outcome
    }
    return outcomes
  }
}

extension Outcome {
  /// The outcome as results name it.
  var ofRow: RowOutcome {
    switch self {
    case .outOfScope: .absent
    case .outside: .outside
    case .missing: .missing
    case .counted: .counted
    case .unknown: .unknown
    case .excluded: .excluded
    }
  }
}
