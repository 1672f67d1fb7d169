public import Procedures

/// A procedure in scope, for lists.
public struct ListedProcedure: Sendable, Hashable {
  /// Position of the procedure in the snapshot.
  public let procedure: Int
  /// The highest known level of its offerings in scope.
  public let level: LevelKey
  /// Agencies in scope that offer it.
  public let agencies: Int
}

extension CatalogEvaluator {
  /// The procedures in scope, by code.
  ///
  /// Runs the loop of ``evaluate(_:)``, so that there are as many as any figure with the same
  /// filters has rows in force when it counts procedures. Throws `unknown_value` for a filter value
  /// that the catalog does not have.
  public func procedures(
    _ filters: [Dimension: String] = [:]
  ) throws(IndicatorError) -> [ListedProcedure] {
    // Any indicator of the catalog will do: what it counts is left out of account.
    let query = IndicatorQuery(
      indicator: "level4_of_all", count: .procedures, filters: filters)
    let scan = try scan(query, asked(by: query))
    let table = Outcome.table(level: scan.scope.level)
    let offerings = snapshot.offerings
    var listed: [ListedProcedure] = []
    scan.forEachUnit { procedure, _, mask in
      guard table[Int(mask)] & (Outcome.crosswalkOffset - 1) != Outcome.outOfScope.rawValue else {
        return
      }
      var level = LevelKey.unknown
      var agencies = 0
      for row in index.starts[procedure]..<index.starts[procedure + 1]
      where scan.scope.agencies[Int(offerings.agency[row]) + 1] {
        let other = offerings.combinations[Int(offerings.combination[row])].level
        if other.rank > level.rank { level = other }
        if offerings.agency[row] != OfferingColumns.noAgency { agencies += 1 }
      }
      listed.append(ListedProcedure(procedure: procedure, level: level, agencies: agencies))
    }
    return listed.sorted {
      snapshot.procedures[$0.procedure].code < snapshot.procedures[$1.procedure].code
    }
  }
}
