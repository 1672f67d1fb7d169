public import Postgres
public import Procedures

/// One thing that a source said of a procedure or of an offering of it: what, from when to when it
/// is valid, from when to when it was believed, and the run and row that said it.
public struct HistoryEntry: Sendable, Hashable {
  /// One attribute as it was said.
  public struct Value: Sendable, Hashable {
    /// Canonical name of the column.
    public let attribute: String
    /// The value as the database keeps it; empty where the source said that it does not know.
    public let text: String
    /// Address of the cell, such as `C12`; nil where the run kept no columns or the value came
    /// from none of them.
    public let cell: String?
  }

  /// Code of the agency; nil for what is said of the procedure itself.
  public let agency: String?
  /// Code of the online service; empty where the offering has none.
  public let service: String
  /// Name of the source.
  public let source: String
  /// First day on which it is valid.
  public let validFrom: CalendarDay
  /// First day on which it is not valid any more; nil where it has no end.
  public let validTo: CalendarDay?
  /// From when it was believed.
  public let knownFrom: Instant
  /// Until when it was believed; nil where it still is.
  public let knownTo: Instant?
  /// The run that said it.
  public let run: Int64
  /// The run from which on something else was believed; nil where it still is.
  public let supersededBy: Int64?
  /// The file of that run.
  public let location: String
  /// The sheet; nil where the format has none.
  public let sheet: String?
  /// The row of the file; nil where it was not kept.
  public let row: Int?
  /// Who ran it.
  public let startedBy: String
  /// What was said, in the order of the template's columns.
  public let values: [Value]
}

/// Reads the life of a procedure.
public struct ProcedureHistory: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// The histories of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// Everything that was ever said of a procedure, in the order in which it became known; with
  /// `known`, what was on record at that instant. Throws `badRequest` where no source ever named
  /// the code.
  public func entries(of code: ProcedureCode, known: Instant? = nil) async throws -> [HistoryEntry]
  {
    let limit =
      known.map { PostgresTimestamp(microsecondsSince2000: $0.microsecondsSince2000) } ?? .infinity
    let statement = Self.select(authority: authority.id, code: code.text, known: limit)
    let entries = try await pool.withConnection { connection in
      try await connection.query(statement) { row in try Self.entry(row, limit: limit) }
    }
    guard !entries.isEmpty else {
      throw StoreError(
        .badRequest,
        """
        show the history of \(code): no source has named this procedure\
        \(known.map { " by \($0)" } ?? ""); motcua procedures list shows those in force
        """,
        vi: """
          không có lịch sử của \(code): chưa có nguồn nào nêu thủ tục này\
          \(known.map { " đến \($0)" } ?? ""); motcua procedures list liệt kê các thủ tục có \
          hiệu lực
          """)
    }
    return entries
  }

  /// The attributes in the order of the columns of ``select(authority:code:known:)``.
  static let attributes = [
    "name", "field", "tier", "type", "replaces", "level", "eligible", "eligible_full",
    "eligible_decision", "fee", "payment_eligible", "payment_enabled", "means", "one_stop",
    "interlinked", "decision",
  ]

  private static func entry(
    _ row: borrowing PostgresRow, limit: PostgresTimestamp
  ) throws -> HistoryEntry {
    let number = try row.decode(12, as: Int32?.self).map(Int.init)
    let meanings = try row.decode(13, as: [String].self)
    let validTo = try row.decode(4, as: PostgresDate.self).daysSince2000
    let knownTo = try row.decode(6, as: PostgresTimestamp.self)
    // What was superseded after the instant asked for was still believed at it.
    let isBelieved =
      knownTo == .infinity || knownTo.microsecondsSince2000 > limit.microsecondsSince2000
    var values: [HistoryEntry.Value] = []
    for (index, attribute) in attributes.enumerated() {
      guard let text = try row.decode(14 + index, as: String?.self) else { continue }
      let column = meanings.firstIndex { $0 == attribute || $0.hasPrefix(attribute + ":") }
      values.append(
        HistoryEntry.Value(
          attribute: attribute, text: text,
          cell: column.flatMap { column in
            number.map { CellAddress(column: column + 1, row: $0).text }
          }))
    }
    return HistoryEntry(
      agency: try row.decode(0), service: try row.decode(1), source: try row.decode(2),
      validFrom: CalendarDay(daysSince2000: try row.decode(3, as: PostgresDate.self).daysSince2000),
      validTo: validTo == .max ? nil : CalendarDay(daysSince2000: validTo),
      knownFrom: Instant(
        microsecondsSince2000: try row.decode(5, as: PostgresTimestamp.self).microsecondsSince2000),
      knownTo: isBelieved ? nil : Instant(microsecondsSince2000: knownTo.microsecondsSince2000),
      run: try row.decode(7), supersededBy: isBelieved ? nil : try row.decode(8),
      location: try row.decode(9), sheet: try row.decode(10), row: number,
      startedBy: try row.decode(11), values: values)
  }
}
