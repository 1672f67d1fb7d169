import Procedures
import Testing

@Suite("AgencyTree")
struct AgencyTreeTests {
  @Test func `a parent stands before its children`() throws {
    let tree = tree(["H32.9.1": "H32.9", "H32.9": "H32", "H32": nil, "H32.16": "H32"])

    for (position, node) in tree.nodes.enumerated() {
      #expect((node.parent ?? -1) < position)
      #expect(tree.position(of: node.code) == position)
    }
    #expect(lineage(tree, "H32.9.1") == ["H32.9.1", "H32.9", "H32"])
  }

  @Test func `an agency whose parent is missing is a root`() {
    let tree = tree(["H32.9.1": "H32.9", "H32": nil])

    #expect(lineage(tree, "H32.9.1") == ["H32.9.1"])
  }

  @Test func `an agency that names itself as parent is a root`() {
    #expect(lineage(tree(["H32": "H32", "H32.1": "H32"]), "H32.1") == ["H32.1", "H32"])
  }

  @Test func `a circle is cut at its least code, wherever others hang on it`() {
    let tree = tree([
      "H32.1": "H32.7", "H32.5": "H32.6", "H32.6": "H32.7", "H32.7": "H32.5", "H32.8": "H32.1",
    ])

    #expect(lineage(tree, "H32.8") == ["H32.8", "H32.1", "H32.7", "H32.5"])
    #expect(lineage(tree, "H32.6") == ["H32.6", "H32.7", "H32.5"])
    #expect(tree.nodes.filter { $0.parent == nil }.map(\.code.text) == ["H32.5"])
  }

  @Test func `two circles get a root each`() {
    let tree = tree(["H1.1": "H1.2", "H1.2": "H1.1", "H2.1": "H2.2", "H2.2": "H2.1"])

    #expect(tree.nodes.filter { $0.parent == nil }.map(\.code.text) == ["H1.1", "H2.1"])
  }

  @Test(arguments: UInt64(1)...200)
  func `every agency has one root and the input's order does not matter`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let codes = (1...8).compactMap { AgencyCode("H32.\($0)") }
    let agencies = codes.enumerated().map { number, code in
      (
        Int64(number), code, "", Tier?.none,
        random.next() % 5 == 0 ? nil : codes[Int(random.next() % 8)]
      )
    }
    let tree = AgencyTree(agencies)

    #expect(AgencyTree(agencies.shuffled(using: &random)).nodes == tree.nodes)
    #expect(Set(tree.nodes.map(\.code)) == Set(codes))
    for (position, node) in tree.nodes.enumerated() {
      #expect((node.parent ?? -1) < position)
      let asked = agencies[Int(node.id)].4
      #expect(node.parent == nil || node.parent.map { tree.nodes[$0].code } == asked)
    }
  }

  @Test func `of two agencies with one code the least id stands`() {
    let code = AgencyCode("H32")
    let tree = AgencyTree(
      [(2, "B"), (1, "A")].compactMap { id, name in code.map { (id, $0, name, nil, nil) } })

    #expect(tree.nodes.map(\.name) == ["A"])
  }

  @Test(arguments: UInt64(1)...50)
  func `a subtree holds exactly the agencies whose lineage reaches its top`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let codes = (1...9).compactMap { AgencyCode("H32.\($0)") }
    let tree = AgencyTree(
      codes.enumerated().map { number, code in
        (Int64(number), code, "", nil, codes[Int(random.next() % 9)])
      })

    for top in tree.nodes.indices {
      let inside = tree.subtree(of: top)
      #expect(inside == tree.nodes.indices.map { tree.lineage(of: $0).contains(top) })
    }
  }

  private func tree(_ parents: [String: String?]) -> AgencyTree {
    AgencyTree(
      parents.enumerated().compactMap { number, entry in
        AgencyCode(entry.key).map {
          (Int64(number), $0, entry.key, nil, entry.value.flatMap { AgencyCode($0) })
        }
      })
  }

  private func lineage(_ tree: AgencyTree, _ code: String) -> [String] {
    guard let position = AgencyCode(code).flatMap({ tree.position(of: $0) }) else { return [] }
    return tree.lineage(of: position).map { tree.nodes[$0].code.text }
  }
}
