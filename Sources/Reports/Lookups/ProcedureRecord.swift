public import Indicators
internal import Procedures

/// A procedure in a list.
public struct ProcedureRecord: Sendable, Hashable, LookupRecord {
  static let plural = "procedures"
  static let headings = ["code", "name", "field", "level", "agencies"]

  /// Its code.
  public let code: String
  /// Its name; empty where no source says it.
  public let name: String
  /// The name of its field; nil where no source says it.
  public let field: String?
  /// The highest known level of its offerings in scope: `full`, `partial`, `info`, `none` or
  /// `unknown`.
  public let level: String
  /// Agencies in scope that offer it.
  public let agencies: Int

  /// A procedure of a snapshot as it is listed.
  public init(_ listed: ListedProcedure, in catalog: CatalogSnapshot) {
    let procedure = catalog.procedures[listed.procedure]
    code = procedure.code.text
    name = procedure.name
    field = procedure.field.map { catalog.fields[$0] }
    level = listed.level.rawValue
    agencies = listed.agencies
  }

  var cells: [String] { [code, name, field ?? "", level, "\(agencies)"] }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("agencies")
      writer.value(agencies)
      writer.key("code")
      writer.value(code)
      writer.key("field")
      writer.value(field)
      writer.key("level")
      writer.value(level)
      writer.key("name")
      writer.value(name)
    }
  }
}
