import Indicators
import Procedures

/// Two catalogs between which everything can happen: agencies end and are followed by others,
/// offerings come and go, attributes, fields, trees and exclusions change.
struct RandomHistory {
  let from: CatalogSnapshot
  let to: CatalogSnapshot

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed &* 7919)
    let start = RandomCatalog.snapshot(seed: seed)
    // Every other history changes a few facts of the start; the others are two strangers.
    var end =
      seed % 2 == 0
      ? RandomCatalog.snapshot(seed: seed &+ 1_000_003)
      : Self.changed(start, &random)
    end = Self.followed(end, from: start, &random)
    from = start
    to = end
  }

  /// Filters that both catalogs know, without codes that are followed.
  func query(seed: UInt64) -> IndicatorQuery {
    var random = SeededGenerator(seed: seed &* 31)
    let (one, other) = (EveryQuery.values(from), EveryQuery.values(to))
    var filters: [Dimension: String] = [:]
    for dimension in Dimension.allCases where random.once(in: 4) {
      let both = Set(one[dimension] ?? []).intersection(other[dimension] ?? [])
      filters[dimension] = both.sorted().randomElement(using: &random)
    }
    return IndicatorQuery(
      indicator: Indicator.catalog.randomElement(using: &random)?.id ?? "",
      count: CountUnit.choices.randomElement(using: &random), filters: filters)
  }

  /// The same catalog with its procedures and rows in another order.
  static func shuffled(_ snapshot: CatalogSnapshot, seed: UInt64) -> CatalogSnapshot {
    var random = SeededGenerator(seed: seed)
    let order = snapshot.procedures.indices.shuffled(using: &random)
    let columns = snapshot.offerings
    var procedure: [Int32] = []
    var agency: [Int32] = []
    var combination: [UInt16] = []
    for (position, old) in order.enumerated() {
      let rows = (0..<columns.count).filter { columns.procedure[$0] == old }
      for row in rows.shuffled(using: &random) {
        procedure.append(Int32(position))
        agency.append(columns.agency[row])
        combination.append(columns.combination[row])
      }
    }
    var places: [Int: Int] = [:]
    for (position, old) in order.enumerated() { places[old] = position }
    return CatalogSnapshot(
      authority: snapshot.authority, validOn: snapshot.validOn, knownOn: snapshot.knownOn,
      dataVersion: snapshot.dataVersion, agencies: snapshot.agencies, fields: snapshot.fields,
      procedures: order.map { snapshot.procedures[$0] },
      offerings: OfferingColumns(
        procedure: procedure, agency: agency, combination: combination,
        combinations: columns.combinations),
      held: snapshot.held.map { row in
        HeldRowScope(procedure: row.procedure.flatMap { places[$0] }, agencies: row.agencies)
      },
      exclusions: snapshot.exclusions.compactMap { entry in
        places[entry.procedure].map {
          Exclusion(procedure: $0, agency: entry.agency, indicator: entry.indicator)
        }
      }, succession: snapshot.succession)
  }

  private static func changed(
    _ start: CatalogSnapshot, _ random: inout SeededGenerator
  ) -> CatalogSnapshot {
    let other = RandomCatalog.snapshot(seed: random.next() % 100_000)
    let columns = start.offerings
    let combinations = columns.combinations + other.offerings.combinations
    let combination = (0..<columns.count).map { row in
      random.once(in: 3)
        ? UInt16.random(in: 0..<UInt16(combinations.count), using: &random)
        : columns.combination[row]
    }
    return CatalogSnapshot(
      authority: start.authority, validOn: start.validOn.advanced(by: 90), knownOn: start.knownOn,
      dataVersion: start.dataVersion, agencies: start.agencies, fields: start.fields,
      procedures: start.procedures,
      offerings: OfferingColumns(
        procedure: columns.procedure, agency: columns.agency, combination: combination,
        combinations: combinations), held: start.held, exclusions: start.exclusions)
  }

  /// The end with successors of agencies that only the start has.
  private static func followed(
    _ end: CatalogSnapshot, from start: CatalogSnapshot, _ random: inout SeededGenerator
  ) -> CatalogSnapshot {
    var successors: [AgencyCode: [AgencyCode]] = [:]
    for node in start.agencies.nodes where end.agencies.position(of: node.code) == nil {
      successors[node.code] = end.agencies.nodes.map(\.code).filter { _ in random.once(in: 4) }
    }
    return CatalogSnapshot(
      authority: end.authority, validOn: end.validOn, knownOn: end.knownOn,
      dataVersion: end.dataVersion + 1, agencies: end.agencies, fields: end.fields,
      procedures: end.procedures, offerings: end.offerings, held: end.held,
      exclusions: end.exclusions,
      succession: Succession(agencies: AgencySuccession(successors)))
  }
}
