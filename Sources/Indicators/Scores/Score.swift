/// What an index gives for a set of counts.
public struct Score: Hashable, Sendable {
  /// An item with what it gives.
  public struct Item: Hashable, Sendable {
    /// The item.
    public let item: ScoreIndex.Item
    /// Its counts; nil where there are no facts.
    public let fact: ScoreFact?
    /// What it gives; nil where there are no facts and for information only.
    public let points: ScorePoints?
  }

  /// A group with what it gives.
  public struct Group: Hashable, Sendable {
    /// The group.
    public let group: ScoreIndex.Group
    /// Its items.
    public let items: [Item]
    /// The sum over the items that have facts; nil where none has.
    public let points: ScorePoints?

    /// Items that should give points and have no facts: the sum is the least that the group gives.
    public var missing: [Item] {
      items.filter { !$0.item.isInformational && $0.points == nil }
    }
  }

  /// The index.
  public let index: ScoreIndex
  /// Its groups.
  public let groups: [Group]
  /// The sum over all groups; nil where one of them has no facts.
  public let total: ScorePoints?
  /// The class of the total.
  public let `class`: ScoreIndex.Class?
  /// `stale` where the counts are the last known ones of a database that is gone, `stale_source`
  /// where a source of theirs is older than its maximum age; sorted.
  public var flags: [String] = []

  /// Whether items are without facts: then the total is the least that the index gives.
  public var isIncomplete: Bool { groups.contains { !$0.missing.isEmpty } }

  /// Scores counts, by the ids of the items. Costs nothing that would count.
  public init(_ index: ScoreIndex, facts: [String: ScoreFact]) {
    self.index = index
    groups = index.groups.map { group in
      let items = group.items.map { item in
        Item(item: item, fact: facts[item.id], points: Self.points(of: item, facts[item.id]))
      }
      let points = items.compactMap(\.points)
      return Group(
        group: group, items: items,
        points: points.isEmpty ? nil : points.reduce(.zero) { $0 + $1 })
    }
    let sums = groups.compactMap(\.points)
    total = sums.count == groups.count ? sums.reduce(.zero) { $0 + $1 } : nil
    `class` = total.flatMap { index.class(of: $0) }
  }

  private static func points(of item: ScoreIndex.Item, _ fact: ScoreFact?) -> ScorePoints? {
    guard let fact, !item.isInformational else { return nil }
    guard fact.denominator > 0 else {
      switch item.zero {
      case .zero: return .zero
      case .full: return item.most
      case .null: return nil
      }
    }
    return ScorePoints(
      most: item.most, numerator: fact.numerator, denominator: fact.denominator,
      fullFrom: item.fullFrom)
  }
}
