import Procedures
import Testing

@Suite("Holiday calendar")
struct HolidayCalendarTests {
  @Test(arguments: [
    // 28 April 2023 was a Friday; 29 April to 3 May were days off.
    (0, "2023-04-28"), (1, "2023-05-04"), (2, "2023-05-05"), (3, "2023-05-06"), (4, "2023-05-08"),
  ])
  func `holidays are passed and make-up days are worked`(number: Int, expected: String) throws {
    let off = (0..<5).compactMap { CalendarDay(iso: "2023-04-29")?.advanced(by: $0) }
    let saturday = try #require(CalendarDay(iso: "2023-05-06"))
    let calendar = HolidayCalendar(off: Set(off), working: [saturday])
    let friday = try #require(CalendarDay(iso: "2023-04-28"))

    #expect(calendar.workingDay(number, after: friday).description == expected)
  }

  @Test(arguments: -800..<800)
  func `a week has five working days, two rest days together`(number: Int32) {
    let calendar = HolidayCalendar()
    let start = CalendarDay(daysSince2000: number)
    let week = (0..<7).map { calendar.isWorkingDay(start.advanced(by: $0)) }

    #expect(week.count(where: { $0 }) == 5)
    #expect(
      calendar.isWorkingDay(start)
        == (DossierOracle.works(Int(number), off: [], working: [])))
  }

  @Test func `a make-up day wins over a range of days off`() throws {
    let saturday = try #require(CalendarDay(iso: "2023-05-06"))
    let monday = saturday.advanced(by: 2)

    let calendar = HolidayCalendar(off: [saturday, monday], working: [saturday, monday])

    #expect(calendar.isWorkingDay(saturday))
    #expect(calendar.isWorkingDay(monday))
  }
}
