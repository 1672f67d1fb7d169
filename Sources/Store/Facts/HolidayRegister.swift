import Postgres
import Procedures

/// The days off and make-up days that were imported, and those of the program for years of which
/// nothing was, as the calendar by which working days count.
enum HolidayRegister {
  /// What is believed now. A year that nobody listed has the days that never change.
  static func calendar(
    authority: Int64, on connection: borrowing PostgresConnection
  ) async throws -> HolidayCalendar {
    let days = try await connection.query(select(authority: authority)) { row in
      (
        day: CalendarDay(daysSince2000: try row.date(0).daysSince2000),
        isOff: try row.string(1) == "off"
      )
    }
    let imported = try await connection.query(
      AdoptedDocument.select(authority: authority, kind: "holidays", known: .infinity)
    ) { row in Int(try row.string(0)) ?? 0 }
    let own = try AdoptionRegister.ownHolidays(except: Set(imported))
    return HolidayCalendar(
      off: Set(days.filter(\.isOff).map(\.day)).union(own.flatMap(\.off).map(\.day)),
      working: Set(days.filter { !$0.isOff }.map(\.day))
        .union(own.flatMap(\.working).map(\.day)))
  }

  static func select(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT day, kind
      FROM holiday
      WHERE authority_id = \(authority) AND known_to = 'infinity'
      """
    return statement.labelled("store.holidays.select")
  }
}
