import Procedures

/// What the evaluator derives from a snapshot once, so that a query only loops over arrays.
struct CatalogIndex: Sendable {
  /// Where the rows of each procedure begin; one more entry than procedures.
  let starts: [Int]
  /// For every procedure its field's position in ``fieldNames`` plus one; 0 where there is none.
  let fieldOf: [Int]
  /// The normalised names of the fields, each once, in name order.
  let fieldNames: [String]
  /// The procedures' positions in the order of their codes.
  let proceduresByCode: [Int]
  /// Position of each agency's parent, -1 for a root.
  let parents: [Int]
  /// The agencies' positions, each agency before those below it, siblings in the order of codes.
  let preorder: [Int]

  /// One pass over the rows, and sorting of names and codes.
  init(_ snapshot: CatalogSnapshot) {
    var starts = [Int](repeating: 0, count: snapshot.procedures.count + 1)
    var last: Int32 = 0
    for procedure in snapshot.offerings.procedure {
      precondition(procedure >= last, "the rows of a catalog snapshot are not in procedure order")
      last = procedure
      starts[Int(procedure) + 1] += 1
    }
    for index in snapshot.procedures.indices { starts[index + 1] += starts[index] }
    self.starts = starts

    let names = snapshot.fields.map(Self.normalised)
    let distinct = Set(names).subtracting(["", Dimension.unknownKey]).sorted()
    let positions = Dictionary(uniqueKeysWithValues: zip(distinct, 1...))
    let keys = names.map { positions[$0] ?? 0 }
    fieldNames = distinct
    fieldOf = snapshot.procedures.map { procedure in procedure.field.map { keys[$0] } ?? 0 }

    proceduresByCode = snapshot.procedures.indices.sorted {
      snapshot.procedures[$0].code < snapshot.procedures[$1].code
    }
    parents = snapshot.agencies.nodes.map { $0.parent ?? -1 }
    preorder = Self.preorder(snapshot.agencies)
  }

  /// A name as it is compared: blanks around it dropped, runs of blanks inside made one. Unicode
  /// composition does not matter to Swift's comparison.
  static func normalised(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func preorder(_ tree: AgencyTree) -> [Int] {
    var children = [[Int]](repeating: [], count: tree.nodes.count)
    var pending: [Int] = []
    for (index, node) in tree.nodes.enumerated() {
      if let parent = node.parent { children[parent].append(index) } else { pending.append(index) }
    }
    func inOrder(_ positions: [Int]) -> [Int] {
      positions.sorted { tree.nodes[$0].code < tree.nodes[$1].code }
    }
    pending = inOrder(pending).reversed()
    var result: [Int] = []
    result.reserveCapacity(tree.nodes.count)
    while let next = pending.popLast() {
      result.append(next)
      pending.append(contentsOf: inOrder(children[next]).reversed())
    }
    return result
  }
}
