import Indicators
import Procedures

/// Every query worth asking of a small catalog.
enum EveryQuery {
  /// Filter values that exist in the catalog, in canonical form, by dimension.
  static func values(_ snapshot: CatalogSnapshot) -> [Dimension: [String]] {
    let fields = Set(
      snapshot.fields.map { $0.split(separator: " ").joined(separator: " ") } + ["unknown"])
    return [
      .agency: snapshot.agencies.nodes.map(\.code.text),
      .tier: Tier.allCases.map(\.rawValue) + ["unknown"],
      .field: fields.sorted(),
      .level: LevelKey.allCases.map(\.rawValue),
      .procedure: snapshot.procedures.map(\.code.text),
    ]
  }

  /// All indicators × units × no filter, one filter, and random sets of filters.
  static func of(_ snapshot: CatalogSnapshot, seed: UInt64, extra: Int = 12) -> [IndicatorQuery] {
    var random = SeededGenerator(seed: seed)
    let values = values(snapshot)
    var filters: [[Dimension: String]] = [[:]]
    for dimension in IndicatorFact.catalog.dimensions {
      for value in values[dimension] ?? [] { filters.append([dimension: value]) }
    }
    for _ in 0..<extra {
      var several: [Dimension: String] = [:]
      for dimension in IndicatorFact.catalog.dimensions where random.once(in: 2) {
        several[dimension] = values[dimension]?.randomElement(using: &random)
      }
      filters.append(several)
    }
    return Indicator.catalog.flatMap { indicator in
      CountUnit.choices.flatMap { unit in
        filters.map { IndicatorQuery(indicator: indicator.id, count: unit, filters: $0) }
      }
    }
  }
}
