import Indicators
import Procedures
import Testing

@Suite("Period")
struct PeriodTests {
  @Test(arguments: [
    ("2023", "2023-01-01", "2023-12-31"), ("2023-H1", "2023-01-01", "2023-06-30"),
    ("2023-H2", "2023-07-01", "2023-12-31"), ("2023-9M", "2023-01-01", "2023-09-30"),
    ("2023-Q1", "2023-01-01", "2023-03-31"), ("2023-Q4", "2023-10-01", "2023-12-31"),
    ("2023-02", "2023-02-01", "2023-02-28"), ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-12", "2023-12-01", "2023-12-31"),
  ])
  func `a civil period has the days of the calendar`(text: String, first: String, last: String)
    throws
  {
    let period = try Period(text)

    #expect(period.first.description == first)
    #expect(period.last.description == last)
  }

  @Test(arguments: [
    ("2023", "2022-12-15", "2023-12-14"), ("2023-H1", "2022-12-15", "2023-06-14"),
    ("2023-H2", "2023-06-15", "2023-12-14"), ("2023-9M", "2022-12-15", "2023-09-14"),
    ("2023-Q1", "2022-12-15", "2023-03-14"), ("2023-Q2", "2023-03-15", "2023-06-14"),
    ("2023-01", "2022-12-15", "2023-01-14"), ("2023-06", "2023-05-15", "2023-06-14"),
  ])
  func `a reporting period runs from the 15th to the 14th`(
    text: String, first: String, last: String
  ) throws {
    let period = try Period(text, calendar: .report)

    #expect(period.first.description == first)
    #expect(period.last.description == last)
  }

  @Test(arguments: ReportCalendar.allCases)
  func `the months of a year follow each other without gap or overlap`(calendar: ReportCalendar)
    throws
  {
    let year = try Period("2024", calendar: calendar)
    let months = try (1...12).map {
      try Period("2024-\($0 < 10 ? "0" : "")\($0)", calendar: calendar)
    }

    #expect(months.first?.first == year.first)
    #expect(months.last?.last == year.last)
    for (one, next) in zip(months, months.dropFirst()) {
      #expect(one.last.advanced(by: 1) == next.first)
    }
  }

  @Test(arguments: [
    "2023", "2023-H1", "2023-H2", "2023-9M", "2023-Q1", "2023-Q4", "2023-06", "2023-12", "1900",
  ])
  func `a period is written as it was read`(text: String) throws {
    #expect(try Period(text).description == text)
    #expect(try Period(text, calendar: .report).description == text)
  }

  @Test(arguments: [
    "", "23", "2023-", "2023-0", "2023-00", "2023-13", "2023-6", "2023-Q5", "2023-Q0", "2023-H3",
    "2023-q1", "2023-9m", "2023-06-01", "20230", "+023", "1899", "0000", " 2023", "2023 ", "٢٠٢٣",
  ])
  func `what is no period is refused`(text: String) {
    #expect(throws: IndicatorError(.invalidPeriod, "", vi: "")) { try Period(text) }
  }

  @Test func `a refused period is named with the forms that exist`() {
    let error = #expect(throws: IndicatorError.self) { try Period("2023-X") }

    #expect(
      error?.description
        == "\"2023-X\" is no period; periods are written 2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06"
    )
  }

  @Test(arguments: [
    ("2024-01-05", "2023-12-31"), ("2023-12-31", "2023-12-31"), ("2023-06-07", "2023-06-07"),
    ("2023-01-01", "2023-01-01"),
  ])
  func `a catalog figure shows the last day, or today while the period runs`(
    today: String, expected: String
  ) throws {
    let today = try #require(CalendarDay(iso: today))

    #expect(try Period("2023").asOf(today: today).description == expected)
  }

  @Test func `a period that has not begun has no figure`() throws {
    let today = try #require(CalendarDay(iso: "2022-12-31"))
    let period = try Period("2023-Q1")

    let error = #expect(throws: IndicatorError(.futurePeriod, "", vi: "")) {
      try period.asOf(today: today)
    }

    #expect(
      error?.description
        == "the period 2023-Q1 begins on 2023-01-01, after today (2022-12-31); "
        + "ask for a period that has begun")
  }

  @Test func `both ends belong to the period`() throws {
    let period = try Period("2023-06", calendar: .report)

    #expect(period.contains(period.first))
    #expect(period.contains(period.last))
    #expect(!period.contains(period.first.advanced(by: -1)))
    #expect(!period.contains(period.last.advanced(by: 1)))
  }
}
