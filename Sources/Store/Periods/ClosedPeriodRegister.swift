public import Indicators
public import Postgres
public import Procedures

/// A closing of a period, or a restatement of one.
public struct ClosedPeriod: Sendable, Hashable {
  /// The period.
  public let period: Period
  /// The instant of knowledge on which its figures stand.
  public let knownOn: Instant
  /// The data version of that instant.
  public let dataVersion: Int64
  /// Why it was closed or restated; empty where nobody said.
  public let reason: String
  /// Who did.
  public let enteredBy: String
  /// The run that did.
  public let run: Int64
  /// When it was done.
  public let since: Instant
  /// When the next restatement took its place; nil for the one that holds.
  public let until: Instant?
}

/// A figure of a closed period that a later run would change.
public struct PendingRestatement: Sendable, Hashable {
  /// The period.
  public let period: Period
  /// Id of the indicator.
  public let indicator: String
  /// What is counted.
  public let count: CountUnit
  /// Code of the agency; nil for the whole authority.
  public let agency: String?
  /// As it was closed; nil where it was not there.
  public let old: PeriodCounts?
  /// As it would be restated now; nil where it would not be there.
  public let new: PeriodCounts?
  /// The last run that changed it.
  public let run: Int64
}

/// What a question about a closed period is answered by.
public struct PinnedPeriod: Sendable, Hashable {
  /// The instant of knowledge.
  public let known: Instant
  /// The indicators of which a later run would change a figure of the period.
  public let restatable: Set<String>

  /// The results with the flag `closed` and, where a later run would change a figure of the
  /// indicator, `restatement_pending`.
  public func marked(_ results: [IndicatorResult]) -> [IndicatorResult] {
    results.map { result in
      let closed = result.flagged("closed")
      return restatable.contains(result.figure.indicator)
        ? closed.flagged("restatement_pending") : closed
    }
  }
}

/// The closed periods (khóa kỳ): their figures answer as they were known when the period was
/// closed, until somebody restates it and says why.
public struct ClosedPeriodRegister: Sendable {
  /// The name of the source under which runs of this register are entered.
  static let registerName = "periods"

  let pool: PostgresPool
  let authority: Authority

  /// The register of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// The actions of this register, for reading their JSON again.
  static let actions: [any RegisterAction.Type] = [
    ClosePeriodAction.self, RestatePeriodAction.self,
  ]

  /// Closes a period: its figures stand on what is known now, and are stored as proof.
  ///
  /// Throws `badRequest` where the period has not ended on the day of the request, or is closed
  /// already. Costs one count of the catalog of its last day.
  public func close(
    _ period: Period, reason: String = "", _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    let today = request.startedAt.dayInHoChiMinh
    guard period.last < today else {
      throw StoreError(
        .badRequest,
        """
        close the period \(period): it ends on \(period.last), and today is \(today); close it \
        after it has ended
        """)
    }
    return try await RegisterRun(pool: pool, authority: authority, request: request).perform(
      ClosePeriodAction(
        calendar: period.calendar.rawValue, enteredBy: request.startedBy,
        period: period.description, reason: reason))
  }

  /// Moves the figures of a closed period to what is known now. Where no figure would change,
  /// nothing is written. Throws `badRequest` where the period is not closed, or no reason is given.
  public func restate(
    _ period: Period, reason: String, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await RegisterRun(pool: pool, authority: authority, request: request).perform(
      RestatePeriodAction(
        calendar: period.calendar.rawValue, enteredBy: request.startedBy,
        period: period.description, reason: reason))
  }

  /// Every closing and restatement, by period, the one that holds last.
  public func list() async throws -> [ClosedPeriod] {
    let statement = Self.selectAll(authority: authority.id)
    return try await pool.withConnection { connection in
      try await connection.query(statement) { row in
        let until = try row.timestamp(8)
        return ClosedPeriod(
          period: try Self.period(try row.string(0), try row.string(1)),
          knownOn: Instant(microsecondsSince2000: try row.timestamp(2).microsecondsSince2000),
          dataVersion: try row.int64(3), reason: try row.string(4),
          enteredBy: try row.string(5), run: try row.int64(6),
          since: Instant(microsecondsSince2000: try row.timestamp(7).microsecondsSince2000),
          until: until == .infinity
            ? nil : Instant(microsecondsSince2000: until.microsecondsSince2000))
      }
    }
  }

  /// What later runs would change in the closed periods, by period, indicator and agency.
  public func pending() async throws -> [PendingRestatement] {
    let statement = Self.selectPending(authority: authority.id, period: nil)
    return try await pool.withConnection { connection in
      try await connection.query(statement) { row in
        let agency = try row.string(4)
        return PendingRestatement(
          period: try Self.period(try row.string(0), try row.string(1)),
          indicator: try row.string(2),
          count: CountUnit(rawValue: try row.string(3)) ?? .procedures,
          agency: agency.isEmpty ? nil : agency,
          old: try row.decode(5, as: [Int64]?.self).flatMap(PeriodCounts.init),
          new: try row.decode(6, as: [Int64]?.self).flatMap(PeriodCounts.init),
          run: try row.int64(7))
      }
    }
  }

  /// What a question about a period is answered by; nil where the period is not closed.
  public func pin(of period: Period) async throws -> PinnedPeriod? {
    let authority = authority.id
    return try await pool.withTransaction(.snapshot) { connection in
      try await Self.pin(of: period, authority: authority, on: connection)
    }
  }

  /// The same on a connection that is in a transaction that sees one state of the database.
  static func pin(
    of period: Period, authority: Int64, on connection: borrowing PostgresConnection
  ) async throws -> PinnedPeriod? {
    let known = try await connection.queryOne(
      selectPin(
        authority: authority, period: period.description, calendar: period.calendar.rawValue)
    ) { row in
      Instant(microsecondsSince2000: try row.timestamp(0).microsecondsSince2000)
    }
    guard let known else { return nil }
    let restatable = try await connection.query(
      selectPending(authority: authority, period: period)
    ) { row in try row.string(2) }
    return PinnedPeriod(known: known, restatable: Set(restatable))
  }

  private static func period(_ text: String, _ calendar: String) throws -> Period {
    try Period(text, calendar: ReportCalendar(rawValue: calendar) ?? .civil)
  }
}

extension ClosedPeriodRegister {
  static func selectAll(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT closed.period, closed.calendar, version.recorded_at, closed.version, closed.reason,
        closed.entered_by, closed.run_id, closed.known_from, closed.known_to
      FROM closed_period AS closed
      JOIN data_version AS version USING (authority_id, version)
      WHERE closed.authority_id = \(authority)
      ORDER BY closed.period COLLATE "C", closed.calendar COLLATE "C", closed.known_from
      """
    return statement.labelled("store.periods.selectAll")
  }

  static func selectPin(authority: Int64, period: String, calendar: String) -> Statement {
    let statement: Statement = """
      SELECT version.recorded_at
      FROM closed_period AS closed
      JOIN data_version AS version USING (authority_id, version)
      WHERE closed.authority_id = \(authority)
        AND closed.period = \(period)
        AND closed.calendar = \(calendar)
        AND closed.known_to = 'infinity'
      """
    return statement.labelled("store.periods.selectPin")
  }

  /// The figures whose last recorded state is not that of the closing that holds.
  static func selectPending(authority: Int64, period: Period?) -> Statement {
    let statement: Statement = """
      SELECT last.period, last.calendar, last.indicator, last.counted, last.agency,
        CASE WHEN base.run_id IS NOT NULL THEN \(counts) END, last.new_counts, last.run_id
      FROM closed_period AS closed
      CROSS JOIN LATERAL (
        SELECT DISTINCT ON (indicator, counted, agency) pending.*
        FROM pending_restatement AS pending
        WHERE pending.authority_id = closed.authority_id
          AND pending.period = closed.period
          AND pending.calendar = closed.calendar
          AND pending.run_id > closed.run_id
        ORDER BY indicator, counted, agency, run_id DESC) AS last
      LEFT JOIN closed_figure AS base
        ON base.authority_id = closed.authority_id
        AND base.run_id = closed.run_id
        AND base.period = closed.period
        AND base.calendar = closed.calendar
        AND base.indicator = last.indicator
        AND base.counted = last.counted
        AND base.agency = last.agency
      WHERE closed.authority_id = \(authority)
        AND closed.known_to = 'infinity'
        AND (\(period == nil)
          OR (closed.period = \(period?.description ?? "")
            AND closed.calendar = \(period?.calendar.rawValue ?? "")))
        AND last.new_counts IS DISTINCT FROM
          CASE WHEN base.run_id IS NOT NULL THEN \(counts) END
      ORDER BY last.period COLLATE "C", last.calendar COLLATE "C", last.indicator COLLATE "C",
        last.counted COLLATE "C", last.agency COLLATE "C"
      """
    return statement.labelled("store.periods.selectPending")
  }

  private static var counts: Statement {
    "ARRAY[base.numerator, base.denominator, base.unknown, base.held, base.excluded]"
  }
}
