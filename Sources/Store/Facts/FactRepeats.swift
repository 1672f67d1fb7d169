import Postgres
import Procedures

/// Settles rows of a file that name the same fact, and tells the rows that are held for what other
/// rows or the database say.
struct FactRepeats<Table: FactTable> {
  let authority: Int64

  /// How the staged rows stand among themselves.
  struct Counts: Sendable {
    var latest = 0
    var duplicates = 0
    var held = 0
  }

  /// Settles repeats where there may be any. Costs one pass over the file's keys, and nothing where
  /// no key is suspected to repeat.
  func settle(
    _ staged: FactStaging<Table>.Result, on connection: borrowing PostgresConnection
  ) async throws -> Counts {
    var counts = Counts(latest: staged.records)
    guard staged.suspects > 0,
      try await connection.execute(FactStatements<Table>.createRepeatedKeys) > 0
    else { return counts }
    try await connection.execute(FactStatements<Table>.analyzeRepeatedKeys)
    try await connection.execute(FactStatements<Table>.settleRepeats)
    let found = try await connection.queryOne(FactStatements<Table>.countStates) { row in
      try (0..<3).map { Int(try row.int64($0)) }
    }
    if let found {
      counts = Counts(latest: found[0], duplicates: found[1], held: found[2])
    }
    return counts
  }

  /// The rows of the file that are held: they contradict each other, or their status cannot follow
  /// an earlier one.
  func held(
    in layout: SourceLayout, on connection: borrowing PostgresConnection
  ) async throws -> [QuarantinedRow] {
    let key = layout.column(of: Table.keyMeaning)
    let status = layout.column(of: "status")
    return try await connection.query(
      FactStatements<Table>(authority: authority).selectHeld
    ) { row in
      let isConflict = try row.int16(1) == 2
      let column = isConflict ? key : status ?? key
      var held = QuarantinedRow(
        row: Int(try row.int64(0)),
        column: column?.header ?? (isConflict ? Table.keyMeaning : "status"),
        position: column?.position,
        rule: isConflict ? "conflict" : "status_change",
        raw: try row.string(2),
        code: try row.stringOrNil(3).flatMap { ProcedureCode(local: $0) },
        agencies: try row.decode(4, as: [Int64].self).sorted(), agencyReadable: true,
        service: nil)
      if let from = try row.dateOrNil(5), let to = try row.dateOrNil(6) {
        held.days =
          CalendarDay(
            daysSince2000: from.daysSince2000)...CalendarDay(daysSince2000: to.daysSince2000)
      }
      return held
    }
  }
}

extension SourceLayout {
  /// The heading and position of the column that was taken for this; nil where there is none.
  func column(of meaning: String) -> (header: String, position: Int)? {
    guard let index = meanings.firstIndex(of: meaning) else { return nil }
    return (index < headings.count ? headings[index] : meaning, index + 1)
  }
}
