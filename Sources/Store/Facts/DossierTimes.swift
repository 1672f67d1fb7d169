import Postgres
import Procedures

/// Works out anew how dossiers with paused days kept their time, when the holidays have changed.
///
/// Only the rules `canonical` read paused days. What was believed before stays in the past, so that
/// a figure as known then stays what it was.
enum DossierTimes {
  /// Recomputes by the holidays that are believed now, as part of run `run`, and returns the number
  /// of rows written. Costs a pass over the dossiers; a dossier that comes out the same is not
  /// written. To be called at most once in a transaction.
  static func recompute(
    authority: Int64, run: Int64, known: PostgresTimestamp,
    on connection: borrowing PostgresConnection
  ) async throws -> Int {
    guard try await plan(authority: authority, on: connection) > 0 else { return 0 }
    let moved = try await connection.execute(
      moveToPast(authority: authority, run: run, known: known))
    return 2 * moved
      + (try await connection.execute(insert(authority: authority, run: run, known: known)))
  }

  /// The same for rows that the run of this instant has just brought back: they are put right
  /// where they stand, since nobody has believed them otherwise.
  static func correct(
    authority: Int64, known: PostgresTimestamp, on connection: borrowing PostgresConnection
  ) async throws {
    guard try await plan(authority: authority, on: connection) > 0 else { return }
    try await connection.execute(update(authority: authority, known: known))
  }

  /// Fills `plan_times` with the dossiers that come out otherwise and returns how many they are.
  private static func plan(
    authority: Int64, on connection: borrowing PostgresConnection
  ) async throws -> Int {
    let pairs = try await connection.query(selectPairs(authority: authority)) { row in
      (day: CalendarDay(daysSince2000: try row.date(0).daysSince2000), paused: try row.int16(1))
    }
    guard !pairs.isEmpty else { return 0 }
    let holidays = try await HolidayRegister.calendar(authority: authority, on: connection)
    var rows = BinaryRows()
    for pair in pairs {
      rows.row(columns: 3)
      rows.date(pair.day)
      rows.int16(pair.paused)
      rows.date(holidays.workingDay(Int(pair.paused), after: pair.day))
    }
    rows.finish()
    let bytes = rows.take()
    try await connection.execute(createDue)
    _ = try await connection.copyIn(copyDue) { writer in try await writer.write(bytes) }
    return try await connection.execute(createPlan(authority: authority))
  }

  /// Due days before any pause, with how long dossiers of that day were paused.
  static func selectPairs(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT DISTINCT (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, paused_days
      FROM dossier
      WHERE authority_id = \(authority) AND paused_days > 0 AND due_at IS NOT NULL
      """
    return statement.labelled("store.dossierTimes.selectPairs")
  }

  static var createDue: Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE plan_due (
        first_day date NOT NULL,
        paused_days smallint NOT NULL,
        due_day date NOT NULL
      ) ON COMMIT DROP
      """
    return statement.labelled("store.dossierTimes.createDue")
  }

  static var copyDue: Statement {
    let statement: Statement =
      "COPY plan_due (first_day, paused_days, due_day) FROM STDIN (FORMAT binary)"
    return statement.labelled("store.dossierTimes.copyDue")
  }

  static func createPlan(authority: Int64) -> Statement {
    let statement: Statement = """
      CREATE TEMPORARY TABLE plan_times ON COMMIT DROP AS
      SELECT dossier.dossier_code, plan_due.due_day,
        CASE WHEN ending = 1 AND time_class <> 4
          THEN 2 + sign(end_day - plan_due.due_day)::smallint
          ELSE time_class END::smallint AS time_class
      FROM dossier
      JOIN plan_due
        ON plan_due.first_day = (dossier.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
        AND plan_due.paused_days = dossier.paused_days
      WHERE dossier.authority_id = \(authority)
        AND dossier.paused_days > 0
        AND dossier.due_day IS DISTINCT FROM plan_due.due_day
      """
    return statement.labelled("store.dossierTimes.createPlan")
  }

  static func moveToPast(authority: Int64, run: Int64, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      WITH moved AS (
        DELETE FROM dossier
        USING plan_times
        WHERE dossier.authority_id = \(authority)
          AND dossier.dossier_code = plan_times.dossier_code
        RETURNING dossier.*
      )
      INSERT INTO dossier_past (
        authority_id, \(DossierTable.columns), known_from, run_id, row_number, source_id,
        known_to, superseded_by_run)
      SELECT authority_id, \(DossierTable.columns), known_from, run_id, row_number, source_id,
        \(known), \(run)
      FROM moved
      """
    return statement.labelled("store.dossierTimes.moveToPast")
  }

  static func update(authority: Int64, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      UPDATE dossier
      SET due_day = plan_times.due_day, time_class = plan_times.time_class
      FROM plan_times
      WHERE dossier.authority_id = \(authority)
        AND dossier.dossier_code = plan_times.dossier_code
        AND dossier.known_from = \(known)
      """
    return statement.labelled("store.dossierTimes.update")
  }

  /// By the word of the run that said it; only the day and the class are new.
  static func insert(authority: Int64, run: Int64, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      INSERT INTO dossier (
        authority_id, \(DossierTable.columns), known_from, run_id, row_number, source_id)
      SELECT authority_id, \(DossierTable.columns), \(known), run_id, row_number, source_id
      FROM (
        SELECT past.authority_id, past.dossier_code, past.procedure_id, past.agency_id,
          past.receiving_agency_id, past.channel, past.status, past.received_at, past.due_at,
          past.finished_at, past.returned_at, past.event_at, past.paused_days, past.supplements,
          past.supplement_asked_at, past.supplement_us, past.flags, past.received_day,
          past.end_day, past.ending, plan.due_day, plan.time_class, past.national_class,
          past.national_due_day, past.content, past.run_id, past.row_number, past.source_id
        FROM dossier_past AS past
        JOIN plan_times AS plan ON plan.dossier_code = past.dossier_code
        WHERE past.authority_id = \(authority)
          AND past.superseded_by_run = \(run)
          AND past.known_to = \(known)
      ) AS timed
      ORDER BY dossier_code
      """
    return statement.labelled("store.dossierTimes.insert")
  }
}
