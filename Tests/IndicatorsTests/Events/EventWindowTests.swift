import Indicators
import Procedures
import Testing

@Suite("The days that a question counts")
struct EventWindowTests {
  private static func day(_ text: String) -> CalendarDay {
    CalendarDay(iso: text) ?? CalendarDay(daysSince2000: 0)
  }

  private static func query(
    period: String? = nil, calendar: ReportCalendar = .civil, by: Dimension? = nil,
    filters: [Dimension: String] = [:]
  ) throws -> IndicatorQuery {
    IndicatorQuery(
      indicator: "dossiers_online", filters: filters, by: by,
      period: try period.map { try Period($0, calendar: calendar) }, calendar: calendar)
  }

  @Test(arguments: [
    ("2023-11-23", ReportCalendar.civil, "2023-01-01", "2023-11-23", "2023"),
    ("2023-12-31", .civil, "2023-01-01", "2023-12-31", "2023"),
    ("2023-12-14", .report, "2022-12-15", "2023-12-14", "2023"),
    ("2023-12-15", .report, "2023-12-15", "2023-12-15", "2024"),
  ])
  func `without a period the year up to the date is counted`(
    on: String, calendar: ReportCalendar, first: String, last: String, period: String
  ) throws {
    let window = try EventWindow(Self.query(calendar: calendar), on: Self.day(on))

    #expect(window.first.description == first)
    #expect(window.last.description == last)
    #expect(window.period.description == period)
    #expect(window.parts == [])
  }

  @Test func `a period is counted to its end, and to the date while it runs`() throws {
    let query = try Self.query(period: "2023-Q2")

    #expect(try EventWindow(query, on: Self.day("2023-05-05")).last == Self.day("2023-05-05"))
    #expect(try EventWindow(query, on: Self.day("2024-01-01")).last == Self.day("2023-06-30"))
  }

  @Test func `a filter on a month leaves its days and the state of the whole period`() throws {
    let query = try Self.query(period: "2023", filters: [.month: "2023-02"])

    let window = try EventWindow(query, on: Self.day("2024-01-01"))

    #expect(window.first == Self.day("2023-02-01"))
    #expect(window.last == Self.day("2023-02-28"))
    #expect(window.state == Self.day("2023-12-31"))
  }

  @Test(arguments: [
    (Dimension.month, ["2023-04", "2023-05"], ["2023-04-30", "2023-05-10"]),
    (.quarter, ["2023-Q2"], ["2023-05-10"]), (.year, ["2023"], ["2023-05-10"]),
  ])
  func `a split by time has the parts that have begun`(
    by: Dimension, keys: [String], lasts: [String]
  ) throws {
    let window = try EventWindow(
      Self.query(period: "2023-Q2", by: by), on: Self.day("2023-05-10"))

    #expect(window.parts.map(\.key) == keys)
    #expect(window.parts.map(\.last.description) == lasts)
    #expect(window.parts.first?.first == Self.day("2023-04-01"))
  }

  @Test(arguments: ReportCalendar.allCases, [Dimension.month, .quarter, .year])
  func `the parts of a period follow each other without gap or overlap`(
    calendar: ReportCalendar, by: Dimension
  ) throws {
    for text in ["2023", "2024", "2023-H2", "2023-9M", "2023-Q1", "2023-02"] {
      let window = try EventWindow(
        Self.query(period: text, calendar: calendar, by: by), on: Self.day("2025-01-01"))

      #expect(window.parts.first?.first == window.first)
      #expect(window.parts.last?.last == window.last)
      for (one, next) in zip(window.parts, window.parts.dropFirst()) {
        #expect(one.last.advanced(by: 1) == next.first)
      }
    }
  }

  @Test(arguments: [
    (Dimension.month, "2022-12", IndicatorError.Kind.unknownValue),
    (.month, "2023-Q1", .invalidPeriod), (.quarter, "2023-02", .invalidPeriod),
    (.year, "nay", .invalidPeriod), (.month, "2023-06", .futurePeriod),
  ])
  func `a filter on time that names no days of the period is refused`(
    dimension: Dimension, value: String, kind: IndicatorError.Kind
  ) throws {
    let query = try Self.query(period: "2023", filters: [dimension: value])

    #expect(throws: IndicatorError(kind, "", vi: "")) {
      try EventWindow(query, on: Self.day("2023-05-10"))
    }
  }

  @Test(arguments: [
    ("2023", "2023-11-23", "2022-02-02", "2022", "2022-11-23"),
    ("2023", "2023-12-31", "2022-02-02", "2022", "2022-12-31"),
    ("2024", "2024-02-29", "2023-06-01", "2023", "2023-02-28"),
    ("2023-Q2", "2023-05-31", "2023-02-01", "2023-Q1", "2023-02-28"),
    ("2023-06", "2023-06-30", "2023-02-10", "2023-02", "2023-02-28"),
    ("2023-9M", "2023-10-01", "2022-11-01", "2022-9M", "2022-09-30"),
  ])
  func `a comparison is with as many days of the period that holds the date`(
    period: String, on: String, with date: String, other: String, last: String
  ) throws {
    let asked = try Self.query(period: period)

    let compared = try asked.comparing(with: Self.day(date), on: Self.day(on))

    #expect(compared.query.period?.description == other)
    #expect(compared.day == Self.day(last))
  }

  @Test func `a comparison of a figure of the catalog is with the date itself`() throws {
    let asked = IndicatorQuery(indicator: "level4_of_all")

    let compared = try asked.comparing(
      with: Self.day("2022-05-05"), on: Self.day("2023-11-23"))

    #expect(compared.query == asked)
    #expect(compared.day == Self.day("2022-05-05"))
  }
}
