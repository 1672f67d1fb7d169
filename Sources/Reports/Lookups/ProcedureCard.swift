public import Indicators
internal import Procedures

/// One procedure with its offerings.
public struct ProcedureCard: Sendable, Hashable {
  /// Its code.
  public let code: String
  /// Its name; empty where no source says it.
  public let name: String
  /// The name of its field; nil where no source says it.
  public let field: String?
  /// The highest known level of all its offerings.
  public let level: String
  /// The code that was asked for, where this procedure has its place; nil where it is this one.
  public let replaces: String?
  /// Its offerings, by agency.
  public let offerings: [OfferingRecord]

  /// A procedure of a snapshot; `replaced` is the code that was asked for where it is another.
  public init(position: Int, in catalog: CatalogSnapshot, replacing replaced: String? = nil) {
    let procedure = catalog.procedures[position]
    let rows = catalog.rows(of: position)
    let levels = rows.map { row in
      catalog.offerings.combinations[Int(catalog.offerings.combination[row])].level
    }
    code = procedure.code.text
    name = procedure.name
    field = procedure.field.map { catalog.fields[$0] }
    level = (levels.max { $0.rank < $1.rank } ?? .unknown).rawValue
    replaces = replaced
    offerings = rows.map { OfferingRecord(row: $0, in: catalog) }
  }

  /// One object, keys sorted; `replaces` is null where the procedure itself was asked for.
  public func json() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("code")
      writer.value(code)
      writer.key("field")
      writer.value(field)
      writer.key("level")
      writer.value(level)
      writer.key("name")
      writer.value(name)
      writer.key("offerings")
      writer.array(offerings) { writer, offering in offering.write(to: &writer) }
      writer.key("replaces")
      writer.value(replaces)
    }
    return writer.finished()
  }
}
