/// A record that look-ups list: one shape for JSON, CSV and tables.
protocol LookupRecord: Sendable {
  /// The key of a list of such records in a page.
  static var plural: String { get }
  /// The columns of CSV and tables.
  static var headings: [String] { get }

  /// The record as a line under ``headings``.
  var cells: [String] { get }

  /// Writes the record as an object, keys sorted; what has no value is null.
  func write(to writer: inout JSONWriter)
}

/// Records of one kind as every surface prints them.
public struct LookupRows: Sendable {
  private let plural: String
  private let headings: [String]
  private let records: [any LookupRecord]

  /// Procedures.
  public init(_ records: [ProcedureRecord]) { self.init(listing: records) }
  /// The offerings of a procedure.
  public init(_ records: [OfferingRecord]) { self.init(listing: records) }
  /// What was said of a procedure.
  public init(_ records: [HistoryRecord]) { self.init(listing: records) }
  /// Agencies.
  public init(_ records: [AgencyRecord]) { self.init(listing: records) }
  /// Runs without the rows that they held.
  public init(_ records: [RunRecord]) { self.init(listing: records) }
  /// Rows that a run held.
  public init(_ records: [HeldRecord]) { self.init(listing: records) }
  /// Sources with their age.
  public init(_ records: [FreshnessRecord]) { self.init(listing: records) }

  private init<Record: LookupRecord>(listing records: [Record]) {
    plural = Record.plural
    headings = Record.headings
    self.records = records
  }

  /// An array with an object for each record, in the order given; pretty printed, keys sorted,
  /// UTF-8, a newline at the end.
  public func json() -> [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.finished()
  }

  /// A page: the cursor of the next one, null on the last, the data version, the records under the
  /// name of their kind, and how many there are on all pages.
  public func json(cursor: String?, dataVersion: Int64?, total: Int) -> [UInt8] {
    var writer = JSONWriter()
    // The name of the records may stand anywhere among the other keys.
    let keys = ["cursor", "data_version", plural, "total"].sorted()
    writer.object { writer in
      for key in keys {
        writer.key(key)
        switch key {
        case "cursor": writer.value(cursor)
        case "data_version": writer.number(dataVersion)
        case "total": writer.value(total)
        default: write(to: &writer)
        }
      }
    }
    return writer.finished()
  }

  /// CSV that spreadsheets open right: UTF-8 with a mark, no cell a formula.
  public func csv() -> [UInt8] { report.csv() }

  /// The same rows for tables.
  public var report: RowsReport {
    RowsReport(headings: headings, rows: records.map(\.cells))
  }

  private func write(to writer: inout JSONWriter) {
    writer.array(records) { writer, record in record.write(to: &writer) }
  }
}

extension JSONWriter {
  /// A number, or null where there is none.
  mutating func number(_ number: (some BinaryInteger)?) {
    if let number { value(number) } else { null() }
  }
}
