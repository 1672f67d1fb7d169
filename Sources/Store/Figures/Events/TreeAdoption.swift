import Procedures

/// A tree of agencies with all those that it does not have: dossiers name agencies that were merged,
/// split or renamed since, or came into force later, and none of their dossiers may be lost.
struct TreeAdoption {
  let tree: AgencyTree
  /// Positions of the agencies whose place several others took.
  let split: Set<Int>

  /// Hangs each missing agency below the one that took its place, after a split below the nearest
  /// that stands above all who did; where nobody did, below the nearest prefix of its code, else
  /// below the authority's root. A body of a ministry stands by itself.
  init(
    _ tree: AgencyTree, root: AgencyCode,
    adopting others: [(id: Int64, code: AgencyCode, name: String, tier: Tier?)],
    by succession: AgencySuccession
  ) {
    var entries = tree.nodes.map { node in
      (
        id: node.id, code: node.code, name: node.name, tier: node.tier,
        parent: node.parent.map { tree.nodes[$0].code }
      )
    }
    var former: Set<AgencyCode> = Set(tree.nodes.filter(\.isFormer).map(\.code))
    var divided: Set<AgencyCode> = []
    for other in others where tree.position(of: other.code) == nil {
      let heirs = succession.heirs(of: other.code) { tree.position(of: $0) != nil }
        .compactMap { tree.position(of: $0) }
      let place: Int?
      if heirs.isEmpty {
        place =
          other.code.prefixes.lazy.compactMap { tree.position(of: $0) }.first
          ?? (other.code.isVertical ? nil : tree.position(of: root))
      } else {
        place = heirs.count == 1 ? heirs[0] : Self.common(heirs, tree)
        if heirs.count > 1 { divided.insert(other.code) }
      }
      former.insert(other.code)
      let tiers = Set(heirs.map { tree.nodes[$0].tier })
      let above = place.flatMap { tree.nodes[$0].code == root ? nil : tree.nodes[$0].tier }
      entries.append(
        (
          id: other.id, code: other.code, name: other.name,
          tier: tiers.count == 1
            ? tiers.first ?? other.tier
            : other.tier ?? (other.code.isVertical ? .vertical : above),
          parent: place.map { tree.nodes[$0].code }
        ))
    }
    let adopted = former.isEmpty ? tree : AgencyTree(entries, former: former)
    self.tree = adopted
    split = Set(divided.compactMap { adopted.position(of: $0) })
  }

  /// The nearest agency that is or stands above all of them.
  private static func common(_ positions: [Int], _ tree: AgencyTree) -> Int? {
    guard let first = positions.first else { return nil }
    let others = positions.dropFirst().map { Set(tree.lineage(of: $0)) }
    return tree.lineage(of: first).first { candidate in
      others.allSatisfy { $0.contains(candidate) }
    }
  }
}
