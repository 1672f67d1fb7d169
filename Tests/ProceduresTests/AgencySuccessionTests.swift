import Testing

@testable import Procedures

@Suite struct AgencySuccessionTests {
  private func code(_ text: String) throws -> AgencyCode { try #require(AgencyCode(text)) }

  @Test func `heirs are found over several steps, also where codes point at each other`() throws {
    let succession = AgencySuccession([
      try code("H32.1"): [try code("H32.2")], try code("H32.2"): [try code("H32.3")],
      try code("H32.8"): [try code("H32.9")], try code("H32.9"): [try code("H32.8")],
    ])
    let existing: Set<AgencyCode> = [try code("H32.3"), try code("H32.4")]

    #expect(
      succession.heirs(of: try code("H32.1"), where: existing.contains).map(\.text) == ["H32.3"])
    #expect(
      succession.heirs(of: try code("H32.4"), where: existing.contains).map(\.text) == ["H32.4"])
    #expect(succession.heirs(of: try code("H32.8"), where: existing.contains) == [])
  }

  @Test func `what was split hangs above those who took its place`() throws {
    func entry(_ text: String, _ parent: String?) throws -> (
      id: Int64, code: AgencyCode, name: String, tier: Tier?, parent: AgencyCode?
    ) {
      (Int64(text.count), try code(text), text, .commune, parent.flatMap { AgencyCode($0) })
    }
    let then = AgencyTree([try entry("H32", nil), try entry("H32.1", "H32"), try entry("G1", nil)])
    let now = AgencyTree([
      try entry("H32", nil), try entry("H32.5", "H32"), try entry("H32.5.1", "H32.5"),
      try entry("H32.5.2", "H32.5"),
    ])
    let succession = AgencySuccession([
      try code("H32.1"): [try code("H32.5.1"), try code("H32.5.2")]
    ])

    let (tree, hasSplits) = now.carrying(then, by: succession)

    let split = try #require(tree.position(of: try code("H32.1")))
    #expect(tree.nodes[split].parent.map { tree.nodes[$0].code.text } == "H32.5")
    #expect(tree.nodes[split].isFormer)
    #expect(hasSplits)
    let lone = try #require(tree.position(of: try code("G1")))
    #expect(tree.nodes[lone].parent == nil)
    #expect(tree.nodes.count { $0.isFormer } == 2)
  }

  @Test func `a replaced code is followed to the nearest that exists`() throws {
    let (a, b, c) = (
      ProcedureCode(local: "1.000001"), ProcedureCode(local: "1.000002"),
      ProcedureCode(local: "1.000003")
    )
    let succession = ProcedureSuccession([(b, [a]), (c, [b])])

    #expect(succession.successors(of: a) { $0 == c } == [c])
    #expect(succession.predecessors(of: c) { $0 == a || $0 == b } == [b])
    #expect(succession.successors(of: c) { _ in true } == [])
  }
}
