public import Indicators
internal import Procedures

/// An agency in a list.
public struct AgencyRecord: Sendable, Hashable, LookupRecord {
  static let plural = "agencies"
  static let headings = ["code", "name", "tier", "parent_code"]

  /// Its code.
  public let code: String
  /// Its name.
  public let name: String
  /// `province`, `district`, `commune` or `vertical`; nil where nobody says it.
  public let tier: String?
  /// The code of the agency that it stands under; nil for a root.
  public let parent: String?

  /// The agencies of a snapshot, by code.
  public static func all(in catalog: CatalogSnapshot) -> [AgencyRecord] {
    let tree = catalog.agencies
    return tree.nodes.sorted { $0.code < $1.code }.map { node in
      AgencyRecord(
        code: node.code.text, name: node.name, tier: node.tier?.rawValue,
        parent: node.parent.map { tree.nodes[$0].code.text })
    }
  }

  private init(code: String, name: String, tier: String?, parent: String?) {
    self.code = code
    self.name = name
    self.tier = tier
    self.parent = parent
  }

  var cells: [String] { [code, name, tier ?? "", parent ?? ""] }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("code")
      writer.value(code)
      writer.key("name")
      writer.value(name)
      writer.key("parent_code")
      writer.value(parent)
      writer.key("tier")
      writer.value(tier)
    }
  }
}
