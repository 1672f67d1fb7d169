import Intake
import Procedures
import Store

/// A run as it goes over the wire.
struct RunDocument: Encodable {
  struct Held: Encodable {
    let row: Int
    let column: String
    let sheet: String?
    let cell: String?
    let rule: String
    let raw: String
    let adviceVi: String?
    let adviceEn: String?

    enum CodingKeys: String, CodingKey {
      case row
      case column
      case sheet
      case cell
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
    case mode
    case size
    case profile
    case sheet
    case effective
    case program
    case startedAt = "started_at"
    case reverts
    case revertedBy = "reverted_by"
    case auditHash = "audit_hash"
    case held
    case dropped
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
    try container.encode(entry.finishedAt?.description, forKey: .finishedAt)
    try container.encode(entry.startedBy, forKey: .startedBy)
    try container.encode(SummaryDocument.Rows(entry.rows), forKey: .rows)
    try container.encode(SummaryDocument.Records(entry.records), forKey: .records)
    try container.encode(entry.rowsWritten, forKey: .rowsWritten)
    try container.encode(entry.message, forKey: .message)
    try container.encode(entry.mode, forKey: .mode)
    try container.encode(entry.startedAt.description, forKey: .startedAt)
    try container.encode(entry.reverts, forKey: .reverts)
    try container.encode(entry.revertedBy, forKey: .revertedBy)
    try container.encode(entry.auditHash, forKey: .auditHash)
    try container.encode(entry.reading?.size, forKey: .size)
    try container.encode(entry.reading?.profile, forKey: .profile)
    try container.encode(entry.reading?.sheet, forKey: .sheet)
    try container.encode(entry.reading?.effective.description, forKey: .effective)
    try container.encode(entry.reading?.program, forKey: .program)
    // Only imports drop columns.
    if entry.mode == "delta" { try container.encode(entry.reading?.dropped, forKey: .dropped) }
    let sheet = entry.reading?.sheet
    try container.encodeIfPresent(held?.map { Self.wire($0, sheet: sheet) }, forKey: .held)
  }

  private static func wire(_ row: HeldRow, sheet: String?) -> Held {
    let rule = HeldRule(rawValue: row.rule)
    return Held(
      row: row.row, column: row.column, sheet: sheet, cell: HeldPlace(row, sheet: sheet).cell,
      rule: row.rule, raw: row.raw,
      adviceVi: rule?.adviceVi(column: row.column), adviceEn: rule?.adviceEn(column: row.column))
  }
}
