import Procedures
import Testing

@Suite("CalendarDay")
struct CalendarDayTests {
  @Test(arguments: [
    ("2000-01-01", Int32(0)), ("1999-12-31", -1), ("2000-02-29", 59), ("2023-03-31", 8490),
    ("1970-01-01", -10957), ("9999-12-31", 2_921_939), ("0001-01-01", -730_119),
  ])
  func `days count from PostgreSQL's epoch`(text: String, days: Int32) {
    #expect(CalendarDay(iso: text)?.daysSince2000 == days)
    #expect(CalendarDay(daysSince2000: days).description == text)
  }

  /// Walks the calendar by hand: month lengths and the rule of leap years.
  @Test func `consecutive days follow the calendar for eight centuries`() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var day = CalendarDay(daysSince2000: -146_097)
    var (year, month, dayOfMonth) = (1600, 1, 1)
    while year < 2400 {
      let parts = day.components
      guard parts == (year, month, dayOfMonth),
        CalendarDay(year: year, month: month, day: dayOfMonth) == day
      else {
        Issue.record("\(day) stands where \(year)-\(month)-\(dayOfMonth) belongs")
        return
      }
      let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      let length = month == 2 && leap ? 29 : lengths[month - 1]
      dayOfMonth += 1
      if dayOfMonth > length { (month, dayOfMonth) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
      day = day.advanced(by: 1)
    }
    #expect(day.description == "2400-01-01")
  }

  @Test(arguments: [
    "", "2023", "2023-02-29", "2024-02-30", "2100-02-29", "2023-00-01", "2023-13-01", "2023-04-31",
    "2023-1-01", "2023-01-1", "23-01-01", "2023-01-01 ", "2023/01/01", "0000-01-01", "-023-01-01",
    "2023-01-00", "2023--1-01", "２０２３-01-01",
  ])
  func `what is no day is refused`(text: String) {
    #expect(CalendarDay(iso: text) == nil)
  }

  @Test func `days order by time`() {
    #expect(CalendarDay(daysSince2000: -1) < CalendarDay(daysSince2000: 0))
  }
}
