/// Which agencies took the place of others (cơ quan kế thừa): by merger, split, or a new code.
public struct AgencySuccession: Sendable, Hashable {
  private let successors: [AgencyCode: [AgencyCode]]

  /// The codes that took the place of each code.
  public init(_ successors: [AgencyCode: [AgencyCode]] = [:]) {
    self.successors = successors.filter { !$0.value.isEmpty }
  }

  /// The agencies that stand in the place of one today, however many steps lie between: itself
  /// where it exists, several after a split, none where nobody took over. In the order of codes.
  public func heirs(of code: AgencyCode, where exists: (AgencyCode) -> Bool) -> [AgencyCode] {
    var heirs: Set<AgencyCode> = []
    var seen: Set<AgencyCode> = []
    var queue = [code]
    while let next = queue.popLast() {
      // Codes can be given back and forth by mistake; each is asked once.
      guard seen.insert(next).inserted else { continue }
      if exists(next) {
        heirs.insert(next)
      } else {
        queue += successors[next] ?? []
      }
    }
    return heirs.sorted()
  }

  /// The agencies whose place one took, where they exist: the way back.
  public func origins(of code: AgencyCode, where exists: (AgencyCode) -> Bool) -> [AgencyCode] {
    var back: [AgencyCode: [AgencyCode]] = [:]
    for (old, heirs) in successors {
      for heir in heirs { back[heir, default: []].append(old) }
    }
    return AgencySuccession(back).heirs(of: code, where: exists)
  }
}

extension AgencyTree {
  /// This tree with the agencies of an earlier one that it does not have any more: each hangs
  /// below the agency that took its place, and is marked as a former one.
  ///
  /// After a split it hangs below the nearest agency that stands above all who took its place: a
  /// figure of then cannot be divided among them. Where nobody took its place it hangs below what
  /// it stood under, else it stands by itself. It takes the tier of those who took its place, where
  /// they share one. The second value says whether some agency was split.
  public func carrying(
    _ earlier: AgencyTree, by succession: AgencySuccession
  ) -> (tree: AgencyTree, hasSplits: Bool) {
    var entries = nodes.map { node in
      (
        id: node.id, code: node.code, name: node.name, tier: node.tier,
        parent: node.parent.map { nodes[$0].code }
      )
    }
    var former: Set<AgencyCode> = []
    var hasSplits = false
    for (position, node) in earlier.nodes.enumerated() where self.position(of: node.code) == nil {
      let heirs = succession.heirs(of: node.code) { self.position(of: $0) != nil }
        .compactMap { self.position(of: $0) }
      let tiers = Set(heirs.map { nodes[$0].tier })
      let parent: Int?
      if heirs.isEmpty {
        parent =
          earlier.lineage(of: position).dropFirst().lazy
          .compactMap { self.position(of: earlier.nodes[$0].code) }.first
      } else {
        hasSplits = hasSplits || heirs.count > 1
        parent = heirs.count == 1 ? heirs[0] : commonAncestor(of: heirs)
      }
      former.insert(node.code)
      entries.append(
        (
          id: node.id, code: node.code, name: node.name,
          tier: tiers.count == 1 ? tiers.first ?? node.tier : node.tier,
          parent: parent.map { nodes[$0].code }
        ))
    }
    return (AgencyTree(entries, former: former), hasSplits)
  }

  /// The nearest agency that is or stands above all of them; nil where there is none.
  private func commonAncestor(of positions: [Int]) -> Int? {
    guard let first = positions.first else { return nil }
    let others = positions.dropFirst().map { Set(lineage(of: $0)) }
    return lineage(of: first).first { candidate in others.allSatisfy { $0.contains(candidate) } }
  }
}
