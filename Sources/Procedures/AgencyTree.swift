/// One agency as it is on some date.
public struct AgencyNode: Hashable, Sendable {
  /// The database's number of the agency.
  public let id: Int64
  /// Normalised identifier.
  public let code: AgencyCode
  /// Name as the source writes it, in NFC.
  public let name: String
  /// Tier; nil where no source says it.
  public let tier: Tier?
  /// Position of the parent in the tree's nodes; nil for a root.
  public let parent: Int?
  /// Whether it does not exist any more on the tree's date, and hangs below what took its place.
  public let isFormer: Bool

  /// An agency of a tree.
  public init(
    id: Int64, code: AgencyCode, name: String, tier: Tier?, parent: Int?, isFormer: Bool = false
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.tier = tier
    self.parent = parent
    self.isFormer = isFormer
  }
}

/// The agencies in force on some date, with who stands under whom.
///
/// Positions in ``nodes`` are what packed columns refer to. A parent stands before its children.
public struct AgencyTree: Sendable {
  /// All agencies; a parent stands before its children.
  public let nodes: [AgencyNode]
  private let positions: [AgencyCode: Int]

  private typealias Entry = (
    id: Int64, code: AgencyCode, name: String, tier: Tier?, parent: AgencyCode?
  )

  /// A tree of agencies given with the code of their parent. An agency whose parent is not among
  /// them becomes a root; a circle of parents is cut at its least code, so that every agency has
  /// one root. Of agencies with the same code the one with the least id stands. Order of the input
  /// does not matter. Those whose code is in `former` are marked as such.
  public init(
    _ agencies: [(id: Int64, code: AgencyCode, name: String, tier: Tier?, parent: AgencyCode?)],
    former: Set<AgencyCode> = []
  ) {
    let sorted = Self.distinct(agencies)
    var children: [AgencyCode: [Int]] = [:]
    let known = Set(sorted.map(\.code))
    var queue: [Int] = []
    for (index, agency) in sorted.enumerated() {
      if let parent = agency.parent, parent != agency.code, known.contains(parent) {
        children[parent, default: []].append(index)
      } else {
        queue.append(index)
      }
    }
    var nodes: [AgencyNode] = []
    var positions: [AgencyCode: Int] = [:]
    for index in queue { Self.append(sorted[index], to: &nodes, at: &positions, isRoot: true) }
    var head = 0
    var circles = Self.leastOfCircles(sorted).makeIterator()
    while true {
      if head == queue.count {
        // What is not below a root yet is in a circle or below one.
        guard let index = circles.next() else { break }
        queue.append(index)
        Self.append(sorted[index], to: &nodes, at: &positions, isRoot: true)
      }
      let code = sorted[queue[head]].code
      head += 1
      for child in children[code] ?? [] where positions[sorted[child].code] == nil {
        queue.append(child)
        Self.append(sorted[child], to: &nodes, at: &positions, isRoot: false)
      }
    }
    self.nodes =
      former.isEmpty
      ? nodes
      : nodes.map { node in
        AgencyNode(
          id: node.id, code: node.code, name: node.name, tier: node.tier, parent: node.parent,
          isFormer: former.contains(node.code))
      }
    self.positions = positions
  }

  /// Where the agency stands in ``nodes``.
  public func position(of code: AgencyCode) -> Int? { positions[code] }

  /// The agency itself and everything above it, nearest first.
  public func lineage(of position: Int) -> [Int] {
    var result = [position]
    while let last = result.last, let parent = nodes[last].parent { result.append(parent) }
    return result
  }

  /// For every agency, whether it is the given one or stands below it. One pass.
  public func subtree(of position: Int) -> [Bool] {
    var inside = [Bool](repeating: false, count: nodes.count)
    for index in nodes.indices {
      if index == position {
        inside[index] = true
      } else if let parent = nodes[index].parent {
        inside[index] = inside[parent]
      }
    }
    return inside
  }

  /// The agencies in the order of their codes, each code once.
  private static func distinct(_ agencies: [Entry]) -> [Entry] {
    var seen: Set<AgencyCode> = []
    return agencies.sorted { ($0.code, $0.id) < ($1.code, $1.id) }
      .filter { seen.insert($0.code).inserted }
  }

  /// For every circle of parents, the position of its least code.
  private static func leastOfCircles(_ sorted: [Entry]) -> [Int] {
    let positions = Dictionary(uniqueKeysWithValues: zip(sorted.map(\.code), sorted.indices))
    // 0 is unseen; any other number is the walk that has seen the agency.
    var seen = [Int](repeating: 0, count: sorted.count)
    var result: [Int] = []
    for start in sorted.indices where seen[start] == 0 {
      let walk = start + 1
      var position = start
      while seen[position] == 0 {
        seen[position] = walk
        let agency = sorted[position]
        guard let parent = agency.parent, parent != agency.code, let next = positions[parent]
        else { break }
        position = next
      }
      guard seen[position] == walk, let first = sorted[position].parent.flatMap({ positions[$0] }),
        first != position
      else { continue }
      var least = position
      var member = first
      while member != position {
        least = min(least, member)
        guard let next = sorted[member].parent.flatMap({ positions[$0] }) else { break }
        member = next
      }
      result.append(least)
    }
    return result
  }

  private static func append(
    _ agency: Entry, to nodes: inout [AgencyNode], at positions: inout [AgencyCode: Int],
    isRoot: Bool
  ) {
    let parent = isRoot ? nil : agency.parent.flatMap { positions[$0] }
    positions[agency.code] = nodes.count
    nodes.append(
      AgencyNode(
        id: agency.id, code: agency.code, name: agency.name, tier: agency.tier, parent: parent))
  }
}
