import Intake
import Procedures
import Store

/// A run as it goes over the wire.
struct RunDocument: Encodable {
  struct Held: Encodable {
    let row: Int
    let column: String
    let rule: String
    let raw: String
    let adviceVi: String?
    let adviceEn: String?

    enum CodingKeys: String, CodingKey {
      case row
      case column
      case rule
      case raw
      case adviceVi = "advice_vi"
      case adviceEn = "advice_en"
    }
  }

  let entry: RunEntry
  /// Nil in lists, where the key is left out.
  let held: [HeldRow]?

  enum CodingKeys: String, CodingKey {
    case run
    case kind
    case source
    case scope
    case state
    case location
    case sha256
    case finishedAt = "finished_at"
    case startedBy = "started_by"
    case rows
    case records
    case rowsWritten = "rows_written"
    case message
    case held
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(entry.id, forKey: .run)
    try container.encode(entry.kind, forKey: .kind)
    try container.encode(entry.source, forKey: .source)
    try container.encode(entry.scope, forKey: .scope)
    try container.encode(entry.state, forKey: .state)
    try container.encode(entry.location, forKey: .location)
    try container.encode(entry.sha256, forKey: .sha256)
    try container.encode(entry.finishedAt.description, forKey: .finishedAt)
    try container.encode(entry.startedBy, forKey: .startedBy)
    try container.encode(SummaryDocument.Rows(entry.rows), forKey: .rows)
    try container.encode(SummaryDocument.Records(entry.records), forKey: .records)
    try container.encode(entry.rowsWritten, forKey: .rowsWritten)
    try container.encode(entry.message, forKey: .message)
    try container.encodeIfPresent(held?.map(Self.wire), forKey: .held)
  }

  private static func wire(_ row: HeldRow) -> Held {
    let rule = HeldRule(rawValue: row.rule)
    return Held(
      row: row.row, column: row.column, rule: row.rule, raw: row.raw,
      adviceVi: rule?.adviceVi(column: row.column), adviceEn: rule?.adviceEn(column: row.column))
  }
}
