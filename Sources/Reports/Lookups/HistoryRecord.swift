/// One thing that was said of a procedure.
public struct HistoryRecord: Sendable, Hashable, LookupRecord {
  static let plural = "history"
  static let headings = [
    "known_from", "run", "source", "agency", "service", "valid_from", "valid_to", "said", "file",
    "row", "by", "until_run",
  ]

  /// One attribute as it was said.
  public struct Value: Sendable, Hashable {
    /// Canonical name of the column.
    public let attribute: String
    /// What was said; empty where the source does not know.
    public let value: String
    /// Address of the cell; nil where it was not kept.
    public let cell: String?

    /// An attribute as it was said.
    public init(attribute: String, value: String, cell: String?) {
      self.attribute = attribute
      self.value = value
      self.cell = cell
    }
  }

  /// The agency's code; nil for what is said of the procedure itself.
  public var agency: String?
  /// The online service's code; empty where the offering has none.
  public var service = ""
  /// Name of the source.
  public var source = ""
  /// First day on which it is valid, `yyyy-MM-dd`.
  public var validFrom = ""
  /// First day on which it is not any more; nil where it has no end.
  public var validTo: String?
  /// From when it was believed, ISO 8601.
  public var knownFrom = ""
  /// Until when it was believed; nil where it still is.
  public var knownTo: String?
  /// The run that said it.
  public var run: Int64 = 0
  /// The run from which on something else was believed; nil where it still is.
  public var supersededBy: Int64?
  /// The file of that run.
  public var file = ""
  /// The sheet; nil where the format has none.
  public var sheet: String?
  /// The row of the file; nil where it was not kept.
  public var row: Int?
  /// Who ran it.
  public var startedBy = ""
  /// What was said, in the order of the template's columns.
  public var values: [Value] = []

  /// Nothing said yet.
  public init() {}

  /// The same for anybody to see: the file without its directories.
  public func withoutPaths() -> HistoryRecord {
    var record = self
    record.file = FileName.only(of: file)
    record.startedBy = FileName.only(of: startedBy)
    return record
  }

  var cells: [String] {
    let said = values.map { value in
      "\(value.attribute)=\(value.value.isEmpty ? "?" : value.value)"
        + (value.cell.map { " (\($0))" } ?? "")
    }
    return [
      knownFrom, "\(run)", source, agency ?? "", service, validFrom, validTo ?? "",
      said.joined(separator: "; "), file + (sheet.map { " [\($0)]" } ?? ""),
      row.map { "\($0)" } ?? "", startedBy, supersededBy.map { "\($0)" } ?? "",
    ]
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("agency")
      writer.value(agency)
      writer.key("file")
      writer.value(file)
      writer.key("known_from")
      writer.value(knownFrom)
      writer.key("known_to")
      writer.value(knownTo)
      writer.key("row")
      writer.number(row)
      writer.key("run")
      writer.value(run)
      writer.key("service")
      writer.value(service)
      writer.key("sheet")
      writer.value(sheet)
      writer.key("source")
      writer.value(source)
      writer.key("started_by")
      writer.value(startedBy)
      writer.key("superseded_by_run")
      writer.number(supersededBy)
      writer.key("valid_from")
      writer.value(validFrom)
      writer.key("valid_to")
      writer.value(validTo)
      writer.key("values")
      writer.array(values) { writer, value in
        writer.object { writer in
          writer.key("attribute")
          writer.value(value.attribute)
          writer.key("cell")
          writer.value(value.cell)
          writer.key("value")
          writer.value(value.value)
        }
      }
    }
  }
}
