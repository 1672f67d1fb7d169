import FoundationEssentials
import Store

/// The summary of a run as it goes over the wire.
struct SummaryDocument: Encodable {
  struct Rows: Encodable {
    let read: Int
    let nonData: Int
    let duplicate: Int
    let held: Int
    let applied: Int

    enum CodingKeys: String, CodingKey {
      case read
      case nonData = "non_data"
      case duplicate
      case held
      case applied
    }

    init(_ rows: SyncSummary.Rows) {
      read = rows.read
      nonData = rows.nonData
      duplicate = rows.duplicate
      held = rows.held
      applied = rows.applied
    }
  }

  struct Records: Encodable {
    let added: Int
    let changed: Int
    let withdrawn: Int
    let returned: Int
    let unchanged: Int

    init(_ records: SyncSummary.Records) {
      added = records.added
      changed = records.changed
      withdrawn = records.withdrawn
      returned = records.returned
      unchanged = records.unchanged
    }
  }

  private let summary: SyncSummary
  private let dropped: [String]

  init(_ summary: SyncSummary, dropped: [String] = []) {
    self.summary = summary
    self.dropped = dropped
  }

  enum CodingKeys: String, CodingKey {
    case run
    case source
    case mode
    case state
    case rows
    case records
    case rowsWritten = "rows_written"
    case dataVersion = "data_version"
    case auditHead = "audit_head"
    case dropped
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    // A plan has no run: the key is there, as null.
    try container.encode(summary.run, forKey: .run)
    try container.encode(summary.source, forKey: .source)
    try container.encode(summary.mode, forKey: .mode)
    try container.encode(summary.state.rawValue, forKey: .state)
    try container.encode(Rows(summary.rows), forKey: .rows)
    try container.encode(Records(summary.records), forKey: .records)
    try container.encode(summary.rowsWritten, forKey: .rowsWritten)
    try container.encode(summary.dataVersion, forKey: .dataVersion)
    try container.encodeIfPresent(summary.auditHead, forKey: .auditHead)
    // Only imports drop columns.
    if summary.mode == "delta" { try container.encode(dropped, forKey: .dropped) }
  }

  /// The object, pretty printed, keys sorted.
  static func encode(_ summary: SyncSummary, dropped: [String] = []) -> [UInt8] {
    JSONText.encode(SummaryDocument(summary, dropped: dropped))
  }

  /// The same numbers as a header and one line.
  static func csv(_ summary: SyncSummary) -> [UInt8] {
    let rows = summary.rows
    let records = summary.records
    let cells: [(String, String)] = [
      ("run", summary.run.map(String.init) ?? ""), ("source", quoted(summary.source)),
      ("mode", summary.mode), ("state", summary.state.rawValue), ("read", "\(rows.read)"),
      ("non_data", "\(rows.nonData)"), ("duplicate", "\(rows.duplicate)"),
      ("held", "\(rows.held)"), ("applied", "\(rows.applied)"), ("added", "\(records.added)"),
      ("changed", "\(records.changed)"), ("withdrawn", "\(records.withdrawn)"),
      ("returned", "\(records.returned)"), ("unchanged", "\(records.unchanged)"),
      ("rows_written", "\(summary.rowsWritten)"), ("data_version", "\(summary.dataVersion)"),
    ]
    let lines = [cells.map(\.0), cells.map(\.1)].map { $0.joined(separator: ",") }
    return Array(("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n").utf8)
  }

  private static func quoted(_ text: String) -> String {
    let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}

/// JSON as every command prints it.
enum JSONText {
  /// Pretty printed, keys sorted, a newline at the end.
  static func encode(_ document: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try Array(encoder.encode(document)) + [0x0A]
    } catch {
      preconditionFailure("a document holds what JSON cannot write: \(error)")
    }
  }
}
