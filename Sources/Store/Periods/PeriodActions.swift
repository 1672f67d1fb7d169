import Indicators
import Postgres
import Procedures

/// Lets the figures of a period stand on what is known now.
struct ClosePeriodAction: RegisterAction {
  static let name = "close_period"
  static let register = ClosedPeriodRegister.registerName

  let calendar: String
  let enteredBy: String
  let period: String
  let reason: String

  var sentence: String {
    "Khóa kỳ \(period)" + (calendar == "report" ? " (lịch báo cáo)" : "")
      + (reason.isEmpty ? "" : ": \(reason)")
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let closing = try PeriodClosing(period: period, calendar: calendar)
    guard try await closing.current(context, on: connection) == nil else {
      throw StoreError(
        .badRequest,
        """
        close the period \(period): it is closed already; motcua periods list shows what later \
        runs would change in it, motcua periods restate publishes that
        """)
    }
    return RegisterEffect(
      rows: try await closing.enter(
        reason: reason, enteredBy: enteredBy, in: context, on: connection))
  }
}

/// Lets the figures of a closed period stand on what is known now.
struct RestatePeriodAction: RegisterAction {
  static let name = "restate_period"
  static let register = ClosedPeriodRegister.registerName

  let calendar: String
  let enteredBy: String
  let period: String
  let reason: String

  var sentence: String {
    "Công bố lại số liệu kỳ \(period)" + (calendar == "report" ? " (lịch báo cáo)" : "")
      + ": \(reason)"
  }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let closing = try PeriodClosing(period: period, calendar: calendar)
    guard let current = try await closing.current(context, on: connection) else {
      throw StoreError(
        .badRequest,
        "restate the period \(period): it is not closed; motcua periods list shows those that are")
    }
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw StoreError(
        .badRequest,
        "restate the period \(period): the reason is empty; say why its figures change")
    }
    let now = try await AllPeriodFigures.figures(
      of: closing.period, authority: context.authority, on: connection)
    let stored = try await connection.query(
      PeriodClosing.selectFigures(
        authority: context.authority.id, run: current, period: period, calendar: calendar)
    ) { row in
      (
        key: PeriodFigure.Key(
          indicator: try row.string(0), counted: try row.string(1), agency: try row.string(2)),
        counts: try row.decode(3, as: [Int64].self)
      )
    }
    let then = Dictionary(stored.map { ($0.key, $0.counts) }) { first, _ in first }
    let isSame =
      now.count == then.count && now.allSatisfy { then[$0.key] == $0.counts.values }
    if isSame { return RegisterEffect() }
    let ended = try await connection.execute(
      PeriodClosing.end(context, period: period, calendar: calendar))
    let entered = try await closing.enter(
      now, reason: reason, enteredBy: enteredBy, in: context, on: connection)
    return RegisterEffect(rows: ended + entered)
  }
}

/// Enters a closing with the figures that prove it.
struct PeriodClosing {
  let period: Period

  /// Throws `IndicatorError` for a text that is no period.
  init(period: String, calendar: String) throws {
    self.period = try Period(period, calendar: ReportCalendar(rawValue: calendar) ?? .civil)
  }

  /// The run of the closing that holds; nil where the period is not closed.
  func current(
    _ context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> Int64? {
    try await connection.queryOne(
      Self.selectCurrent(
        authority: context.authority.id, period: period.description,
        calendar: period.calendar.rawValue)
    ) { row in try row.int64(0) }
  }

  func enter(
    reason: String, enteredBy: String, in context: RegisterContext,
    on connection: borrowing PostgresConnection
  ) async throws -> Int {
    let figures = try await AllPeriodFigures.figures(
      of: period, authority: context.authority, on: connection)
    return try await enter(
      figures, reason: reason, enteredBy: enteredBy, in: context, on: connection)
  }

  /// Returns how many rows were written.
  func enter(
    _ figures: [PeriodFigure], reason: String, enteredBy: String, in context: RegisterContext,
    on connection: borrowing PostgresConnection
  ) async throws -> Int {
    let closed = try await connection.execute(
      Self.insert(context, period: period, reason: reason, enteredBy: enteredBy))
    let proof = try await connection.execute(
      Self.insertFigures(context, period: period, figures))
    return closed + proof
  }
}

extension PeriodClosing {
  static func selectCurrent(authority: Int64, period: String, calendar: String) -> Statement {
    let statement: Statement = """
      SELECT run_id
      FROM closed_period
      WHERE authority_id = \(authority)
        AND period = \(period)
        AND calendar = \(calendar)
        AND known_to = 'infinity'
      """
    return statement.labelled("store.periods.selectCurrent")
  }

  static func selectFigures(
    authority: Int64, run: Int64, period: String, calendar: String
  ) -> Statement {
    let statement: Statement = """
      SELECT indicator, counted, agency, ARRAY[numerator, denominator, unknown, held, excluded]
      FROM closed_figure
      WHERE authority_id = \(authority)
        AND run_id = \(run)
        AND period = \(period)
        AND calendar = \(calendar)
      """
    return statement.labelled("store.periods.selectFigures")
  }

  static func end(_ context: RegisterContext, period: String, calendar: String) -> Statement {
    let statement: Statement = """
      UPDATE closed_period
      SET known_to = \(context.known)
      WHERE authority_id = \(context.authority.id)
        AND period = \(period)
        AND calendar = \(calendar)
        AND known_to = 'infinity'
      """
    return statement.labelled("store.periods.end")
  }

  static func insert(
    _ context: RegisterContext, period: Period, reason: String, enteredBy: String
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO closed_period (
        authority_id, period, calendar, version, reason, entered_by, run_id, known_from)
      SELECT \(context.authority.id), \(period.description), \(period.calendar.rawValue),
        max(version), \(reason), \(enteredBy), \(context.run), \(context.known)
      FROM data_version
      WHERE authority_id = \(context.authority.id)
      """
    return statement.labelled("store.periods.insert")
  }

  static func insertFigures(
    _ context: RegisterContext, period: Period, _ figures: [PeriodFigure]
  ) -> Statement {
    let day = PostgresDate(daysSince2000: period.last.daysSince2000)
    let statement: Statement = """
      INSERT INTO closed_figure (
        authority_id, run_id, period, calendar, valid_on, indicator, counted, agency, definition,
        numerator, denominator, unknown, held, excluded)
      SELECT \(context.authority.id), \(context.run), \(period.description),
        \(period.calendar.rawValue), \(day), new.*
      FROM unnest(
        \(figures.map(\.key.indicator)), \(figures.map(\.key.counted)),
        \(figures.map(\.key.agency)), \(figures.map { Int32($0.definition) }),
        \(figures.map(\.counts.numerator)), \(figures.map(\.counts.denominator)),
        \(figures.map(\.counts.unknown)), \(figures.map(\.counts.held)),
        \(figures.map(\.counts.excluded))) AS new
      """
    return statement.labelled("store.periods.insertFigures")
  }
}
