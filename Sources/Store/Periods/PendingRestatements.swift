import Indicators
import Postgres
import Procedures

/// Records what a run would change in the figures of closed periods, in the run's transaction.
struct PendingRestatements {
  let authority: Authority

  /// Counts the closed periods again where the run made a data version, and records the figures
  /// that are others than before it. Costs nothing where no period is closed, else loading the
  /// catalog once for each closed period.
  func record(run: Int64, on connection: borrowing PostgresConnection) async throws {
    let closed = try await connection.query(
      Self.selectClosed(authority: authority.id, run: run)
    ) { row in
      (
        period: try row.string(0), calendar: try row.string(1), run: try row.int64(2)
      )
    }
    for entry in closed {
      let period = try Period(
        entry.period, calendar: ReportCalendar(rawValue: entry.calendar) ?? .civil)
      try await record(period, closedBy: entry.run, run: run, on: connection)
    }
  }

  private func record(
    _ period: Period, closedBy closing: Int64, run: Int64,
    on connection: borrowing PostgresConnection
  ) async throws {
    let before = try await connection.query(
      Self.selectBefore(authority: authority.id, closing: closing, period: period)
    ) { row in
      (
        key: PeriodFigure.Key(
          indicator: try row.string(0), counted: try row.string(1), agency: try row.string(2)),
        counts: try row.decode(3, as: [Int64]?.self)
      )
    }
    var old: [PeriodFigure.Key: [Int64]] = [:]
    for row in before { old[row.key] = row.counts }
    var new: [PeriodFigure.Key: [Int64]] = [:]
    for figure in try await AllPeriodFigures.figures(
      of: period, authority: authority, on: connection)
    { new[figure.key] = figure.counts.values }
    let changes = Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }
      .map { Change(key: $0, old: old[$0], new: new[$0]) }
    guard !changes.isEmpty else { return }
    try await connection.execute(
      Self.insert(authority: authority.id, run: run, period: period, changes))
  }

  /// A figure that the run made another.
  struct Change: Sendable {
    let key: PeriodFigure.Key
    let old: [Int64]?
    let new: [Int64]?
  }
}

extension PendingRestatements {
  /// The closed periods; none where the run made no data version.
  static func selectClosed(authority: Int64, run: Int64) -> Statement {
    let statement: Statement = """
      SELECT period, calendar, run_id
      FROM closed_period
      WHERE authority_id = \(authority)
        AND known_to = 'infinity'
        AND EXISTS (
          SELECT
          FROM data_version AS version
          WHERE version.authority_id = closed_period.authority_id AND version.run_id = \(run))
      ORDER BY period, calendar
      """
    return statement.labelled("store.periods.selectClosed")
  }

  /// How each figure stood: as the last run left it, else as it was closed.
  static func selectBefore(authority: Int64, closing: Int64, period: Period) -> Statement {
    let statement: Statement = """
      SELECT DISTINCT ON (state.indicator, state.counted, state.agency) state.indicator,
        state.counted, state.agency, state.counts
      FROM (
        SELECT run_id, indicator, counted, agency,
          ARRAY[numerator, denominator, unknown, held, excluded] AS counts
        FROM closed_figure
        WHERE authority_id = \(authority)
          AND run_id = \(closing)
          AND period = \(period.description)
          AND calendar = \(period.calendar.rawValue)
        UNION ALL
        SELECT run_id, indicator, counted, agency, new_counts
        FROM pending_restatement
        WHERE authority_id = \(authority)
          AND run_id > \(closing)
          AND period = \(period.description)
          AND calendar = \(period.calendar.rawValue)) AS state
      ORDER BY state.indicator, state.counted, state.agency, state.run_id DESC
      """
    return statement.labelled("store.periods.selectBefore")
  }

  static func insert(
    authority: Int64, run: Int64, period: Period, _ changes: [Change]
  ) -> Statement {
    func column(_ position: Int, _ counts: (Change) -> [Int64]?) -> [Int64] {
      changes.map { counts($0)?[position] ?? -1 }
    }
    let statement: Statement = """
      INSERT INTO pending_restatement (
        authority_id, run_id, period, calendar, indicator, counted, agency, old_counts, new_counts)
      SELECT \(authority), \(run), \(period.description), \(period.calendar.rawValue),
        change.indicator, change.counted, change.agency,
        CASE WHEN o1 >= 0 THEN ARRAY[o1, o2, o3, o4, o5] END,
        CASE WHEN n1 >= 0 THEN ARRAY[n1, n2, n3, n4, n5] END
      FROM unnest(
        \(changes.map(\.key.indicator)), \(changes.map(\.key.counted)),
        \(changes.map(\.key.agency)),
        \(column(0, \.old)), \(column(1, \.old)), \(column(2, \.old)), \(column(3, \.old)),
        \(column(4, \.old)),
        \(column(0, \.new)), \(column(1, \.new)), \(column(2, \.new)), \(column(3, \.new)),
        \(column(4, \.new)))
        AS change (indicator, counted, agency, o1, o2, o3, o4, o5, n1, n2, n3, n4, n5)
      """
    return statement.labelled("store.periods.insertPending")
  }
}
