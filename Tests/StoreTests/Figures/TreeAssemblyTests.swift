import Procedures
import Testing

@testable import Store

@Suite struct TreeAssemblyTests {
  private func tree(_ rows: [AgencyClaimRow]) -> [String] {
    let tree = TreeAssembly(root: TestStore.authorityCode).tree(rows)
    return tree.nodes.map { node in
      let parent = node.parent.map { tree.nodes[$0].code.text } ?? "-"
      return "\(node.code) \(node.name) \(node.tier?.rawValue ?? "?") <\(parent)"
    }.sorted()
  }

  private func row(
    _ id: Int64, _ code: String, tier: String? = nil, parent: String? = nil, name: String = "n",
    source: Int64 = 1
  ) -> AgencyClaimRow {
    AgencyClaimRow(id: id, code: code, name: name, tier: tier, parent: parent, source: source)
  }

  @Test func `a tier that nobody says follows from the place`() {
    let nodes = tree([
      row(1, "H32"), row(2, "H32.16", parent: "H32"),
      row(3, "H32.201", tier: "commune", parent: "H32"), row(4, "H32.201.1", parent: "H32.201"),
      row(5, "H32.201.1.7", parent: "H32.201.1"), row(6, "H32.16.1", parent: "H32.16"),
      row(7, "G11.1"), row(8, "G11.1.2", parent: "G11.1"),
    ])

    #expect(
      nodes == [
        "G11.1 n vertical <-", "G11.1.2 n vertical <G11.1", "H32 n province <-",
        "H32.16 n ? <H32", "H32.16.1 n ? <H32.16", "H32.201 n commune <H32",
        "H32.201.1 n commune <H32.201", "H32.201.1.7 n commune <H32.201.1",
      ])
  }

  @Test func `a tier that is said stands`() {
    #expect(
      tree([row(1, "H32", tier: "district"), row(2, "G11.1", tier: "province")]) == [
        "G11.1 n province <-", "H32 n district <-",
      ])
  }

  @Test func `the first source that names an agency decides`() {
    let rows = [
      row(1, "H32"), row(2, "H32.16", tier: "commune", name: "zweite", source: 2),
      row(2, "H32.16", tier: "province", parent: "H32", name: "erste", source: 1),
    ]

    #expect(tree(rows) == tree(rows.reversed()))
    #expect(tree(rows) == ["H32 n province <-", "H32.16 erste province <H32"])
  }

  @Test func `an agency whose parent is not in force is a root`() {
    #expect(tree([row(1, "H32.16", tier: "province", parent: "H32")]) == ["H32.16 n province <-"])
  }
}
