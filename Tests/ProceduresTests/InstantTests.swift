import Procedures
import Testing

@Suite("Instant")
struct InstantTests {
  @Test(arguments: [
    ("2000-01-01T00:00:00Z", Int64(0)), ("2000-01-01T00:00:00.000001Z", 1),
    ("1999-12-31T23:59:59.999999Z", -1), ("2000-01-01T07:00:00+07:00", 0),
    ("2000-01-01T07:00+0700", 0), ("2000-01-01 00:00Z", 0), ("2000-01-01T00:00:01.5Z", 1_500_000),
    ("1999-12-31T17:30:00-06:30", 0), ("2000-01-02T00:00Z", 86_400_000_000),
  ])
  func `an instant is read to the microsecond`(text: String, microseconds: Int64) {
    #expect(Instant(iso: text)?.microsecondsSince2000 == microseconds)
  }

  @Test(arguments: [
    "", "2023-06-30", "2023-06-30T10:00:00", "2023-06-30T24:00:00Z", "2023-06-30T10:60:00Z",
    "2023-06-30T10:00:60Z", "2023-06-30T10:00:00.Z", "2023-06-30T10:00:00.1234567Z",
    "2023-06-30T10Z", "2023-06-31T10:00:00Z", "2023-06-30T10:00:00+15:00",
    "2023-06-30T10:00:00+07:60", "2023-06-30T10:00:00Z ", "2023-06-30T10:00:00z",
    "2023-06-30T10:00:00+07", "2023-06-30_10:00:00Z",
  ])
  func `what is no instant is refused`(text: String) {
    #expect(Instant(iso: text) == nil)
  }

  @Test(arguments: UInt64(1)...200)
  func `an instant is read back from its text`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let years: Int64 = 1900 * 31_557_600_000_000
    let instant = Instant(
      microsecondsSince2000: Int64.random(in: -years...years, using: &random))

    #expect(Instant(iso: instant.description) == instant)
  }

  @Test(arguments: [
    ("2026-11-22T16:59:59.999999Z", "2026-11-22"), ("2026-11-22T17:00:00Z", "2026-11-23"),
    ("1999-12-31T16:59:59Z", "1999-12-31"), ("1999-12-31T17:00:00Z", "2000-01-01"),
  ])
  func `the day in Vietnam begins at 17 hours UTC`(text: String, day: String) {
    #expect(Instant(iso: text)?.dayInHoChiMinh.description == day)
  }
}
