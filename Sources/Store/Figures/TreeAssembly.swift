import Procedures

/// What one source says of an agency in force.
struct AgencyClaimRow: Sendable {
  let id: Int64
  let code: String
  let name: String
  let tier: String?
  let parent: String?
  let source: Int64
}

/// Builds the tree of agencies in force. The first source that names an agency decides, in the
/// order declared for agencies.
///
/// A tier that nobody says follows from the place: bodies of ministries are vertical, the
/// authority's root is the province, and a unit of an agency stands on the tier of that agency.
/// Directly below the root nothing follows: both departments and communes stand there.
struct TreeAssembly {
  let root: AgencyCode
  var precedence = SourcePrecedence.undeclared

  func tree(_ rows: [AgencyClaimRow]) -> AgencyTree {
    var chosen: [AgencyCode: AgencyClaimRow] = [:]
    let ordered = rows.sorted { precedence.isBefore($0.source, $1.source, for: .agency) }
    for row in ordered {
      guard let code = AgencyCode(row.code), chosen[code] == nil else { continue }
      chosen[code] = row
    }
    let bare = AgencyTree(
      chosen.map { code, row in
        (
          id: row.id, code: code, name: row.name, tier: row.tier.flatMap(Tier.init),
          parent: row.parent.flatMap(AgencyCode.init)
        )
      })
    var tiers: [Tier?] = []
    for node in bare.nodes {
      if let tier = node.tier {
        tiers.append(tier)
      } else if node.code.isVertical {
        tiers.append(.vertical)
      } else if node.code == root {
        tiers.append(.province)
      } else if let parent = node.parent, bare.nodes[parent].code != root {
        // A parent stands before its children, so that its tier is decided already.
        tiers.append(tiers[parent])
      } else {
        tiers.append(nil)
      }
    }
    return AgencyTree(
      zip(bare.nodes, tiers).map { node, tier in
        (
          id: node.id, code: node.code, name: node.name, tier: tier,
          parent: node.parent.map { bare.nodes[$0].code }
        )
      })
  }
}
