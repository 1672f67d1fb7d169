import Postgres
import Procedures

/// Reads and writes what one source says of agencies.
struct AgencyBook {
  let authority: Int64
  let source: Int64
  let effective: CalendarDay

  /// Everything a plan compares a file with.
  func known(on connection: borrowing PostgresConnection) async throws -> AgencyPlan.Known {
    let rows = try await connection.query(Self.selectTold(authority: authority, source: source)) {
      row in
      (
        code: try row.decode(0, as: String.self),
        from: try row.decode(1, as: PostgresDate.self),
        to: try row.decode(2, as: PostgresDate.self),
        content: AgencyContent(
          name: try row.decode(3), tier: try row.decode(4), kind: try row.decode(5),
          parent: try row.decode(6, as: String?.self).flatMap(AgencyCode.init),
          successors: try row.decode(7, as: [String].self).compactMap(AgencyCode.init))
      )
    }
    var told: [AgencyCode: AgencyTimeline] = [:]
    for row in rows {
      guard let code = AgencyCode(row.code) else { continue }
      told[code, default: AgencyTimeline()].periods.append(
        AgencyPeriod(
          from: CalendarDay(daysSince2000: row.from.daysSince2000),
          to: CalendarDay(daysSince2000: row.to.daysSince2000), content: row.content))
    }
    let day = PostgresDate(daysSince2000: effective.daysSince2000)
    return AgencyPlan.Known(
      told: told,
      inForce: try await codes(Self.selectInForce(authority: authority, day: day), on: connection),
      everTold: try await codes(
        Self.selectEverTold(authority: authority, source: source), on: connection),
      offering: try await codes(
        Self.selectOffering(authority: authority, day: day), on: connection))
  }

  private func codes(
    _ statement: Statement, on connection: borrowing PostgresConnection
  ) async throws -> Set<AgencyCode> {
    let texts = try await connection.query(statement) { row in try row.decode(0, as: String.self) }
    return Set(texts.compactMap(AgencyCode.init))
  }

  /// Writes timelines and returns the number of rows written. Periods that stay as they are
  /// believed already are not touched.
  func write(
    _ changes: [AgencyCode: AgencyTimeline], rows: [AgencyCode: Int], known: AgencyPlan.Known,
    run: Int64, at instant: PostgresTimestamp, on connection: borrowing PostgresConnection
  ) async throws -> Int {
    var gone: [(AgencyCode, AgencyPeriod)] = []
    var new: [(AgencyCode, AgencyPeriod)] = []
    for (code, timeline) in changes.sorted(by: { $0.key < $1.key }) {
      let old = known.told[code]?.periods ?? []
      gone += old.filter { !timeline.periods.contains($0) }.map { (code, $0) }
      new += timeline.periods.filter { !old.contains($0) }.map { (code, $0) }
    }
    var written = try await connection.execute(
      Self.insertAgencies(authority: authority, codes: new.map(\.0.text)))
    written +=
      2
      * (try await connection.execute(
        Self.moveToPast(
          authority: authority, source: source, run: run, known: instant,
          codes: gone.map(\.0.text), days: gone.map(\.1.from.daysSince2000))))
    written += try await connection.execute(
      insertClaims(new, rows: rows, run: run, known: instant))
    return written
  }

  func insertClaims(
    _ periods: [(code: AgencyCode, period: AgencyPeriod)], rows: [AgencyCode: Int], run: Int64,
    known: PostgresTimestamp
  ) -> Statement {
    let contents = periods.map(\.period.content)
    let statement: Statement = """
      INSERT INTO agency_claim (
        authority_id, agency_id, source_id, valid_from, valid_to, name, tier, kind, parent_id,
        successor_codes, row_number, known_from, run_id)
      SELECT \(authority), agency.agency_id, \(source), date '2000-01-01' + new.first_day,
        CASE WHEN new.end_day = \(AgencyPeriod.endless.daysSince2000) THEN date 'infinity'
          ELSE date '2000-01-01' + new.end_day END,
        new.name, NULLIF(new.tier, ''), NULLIF(new.kind, ''), parent.agency_id,
        string_to_array(new.successors, ';'), NULLIF(new.row_number, 0), \(known), \(run)
      FROM unnest(
        \(periods.map(\.code.text)), \(periods.map(\.period.from.daysSince2000)),
        \(periods.map(\.period.to.daysSince2000)), \(contents.map(\.name)),
        \(contents.map { $0.tier ?? "" }), \(contents.map { $0.kind ?? "" }),
        \(contents.map { $0.parent?.text ?? "" }),
        \(contents.map { $0.successors.map(\.text).joined(separator: ";") }),
        \(periods.map { Int32(clamping: rows[$0.code] ?? 0) })
      ) AS new (code, first_day, end_day, name, tier, kind, parent, successors, row_number)
      JOIN agency ON agency.authority_id = \(authority) AND agency.code = new.code
      LEFT JOIN agency AS parent
        ON parent.authority_id = \(authority) AND parent.code = new.parent
      """
    return statement.labelled("store.agencies.insertClaims")
  }
}
