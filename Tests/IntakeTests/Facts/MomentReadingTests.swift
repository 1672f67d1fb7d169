import Procedures
import Testing

@testable import Intake

@Suite("Moments and numbers in cells") struct MomentReadingTests {
  @Test(arguments: UInt64(1)...10)
  func `a moment is read from every form that sources write`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<250 {
      let day = CalendarDay(daysSince2000: Int32.random(in: -18_000...60_000, using: &random))
      let parts = day.components
      let clock = (
        Int.random(in: 0..<24, using: &random), Int.random(in: 0..<60, using: &random),
        Int.random(in: 0..<60, using: &random)
      )
      let (y, m, d) = ("\(parts.year)", two(parts.month), two(parts.day))
      let (hh, mm, ss) = (two(clock.0), two(clock.1), two(clock.2))
      let local =
        Int64(day.daysSince2000) * 86_400_000_000
        + Int64((clock.0 * 60 + clock.1) * 60 + clock.2) * 1_000_000
      let half = clock.0 % 12 == 0 ? 12 : clock.0 % 12
      let forms: [(String, Int64)] = [
        ("\(y)-\(m)-\(d) \(hh):\(mm):\(ss)", local - 25_200_000_000),
        ("\(d)/\(m)/\(y) \(hh):\(mm):\(ss)", local - 25_200_000_000),
        ("\(parts.day)/\(parts.month)/\(y) \(clock.0):\(mm):\(ss)", local - 25_200_000_000),
        ("\(hh):\(mm):\(ss) \(d)-\(m)-\(y)", local - 25_200_000_000),
        ("\(y)\(m)\(d)\(hh)\(mm)\(ss)", local - 25_200_000_000),
        (" '\(y)-\(m)-\(d)T\(hh):\(mm):\(ss).5 ", local - 25_200_000_000 + 500_000),
        ("\(y)-\(m)-\(d)T\(hh):\(mm):\(ss).1234567Z", local + 123_456),
        ("\(y)-\(m)-\(d)T\(hh):\(mm):\(ss)+07:00", local - 25_200_000_000),
        ("\(y)-\(m)-\(d)T\(hh):\(mm):\(ss)-0330", local + 12_600_000_000),
        (
          "\(d)/\(m)/\(y)\u{A0}\(half):\(mm):\(ss) \(clock.0 < 12 ? "SA" : "CH")",
          local - 25_200_000_000
        ),
        ("\(d).\(m).\(y) - \(hh):\(mm):\(ss)", local - 25_200_000_000),
      ]
      for (text, expected) in forms {
        let reading = MomentReading.read(text)
        #expect(
          reading == .at(Instant(microsecondsSince2000: expected), hasTime: true), "\(text)")
      }
      #expect(
        MomentReading.read("\(d)/\(m)/\(y)")
          == .at(
            Instant(
              microsecondsSince2000: Int64(day.daysSince2000) * 86_400_000_000 - 25_200_000_000),
            hasTime: false))
      #expect(MomentReading.read("\(y)\(m)\(d)").limit?.dayInHoChiMinh == day)
    }
  }

  @Test(arguments: [
    "", " ", "null", "Chưa có thông tin", "0001-01-01T00:00:00", "01/01/0001", "\u{A0}",
  ])
  func `a cell that says no date is nothing`(text: String) {
    #expect(MomentReading.read(text) == .nothing)
  }

  @Test(arguments: [
    "2023-02-29", "31/04/2023", "2023-13-01", "20231301", "2023-06-01 24:00", "2023-06-01 10:60",
    "2023-06-01T10:00:00+15:00", "1949-12-31", "2200-01-01", "12/2023", "2023", "abc", "1/2/3",
    "2023-06-01 10", "2023-06-01 10:00 XM", "2023-06/01", "99999999999999999999999",
    "2023-06-01 13:00 PM", "2023-06-01 10:00:00 rồi", "-2023-06-01", "20230601100000Z", "1:00",
  ])
  func `a cell that is no date is bad`(text: String) {
    #expect(MomentReading.read(text) == .bad)
  }

  @Test(arguments: UInt64(1)...200)
  func `no bytes make the reading fail in any other way`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let length = Int.random(in: 0..<24, using: &random)
      let text = String(
        (0..<length).map { _ in "0123456789:/-. TZ+APMé".randomElement(using: &random) ?? "0" })

      if case .at(let instant, _) = MomentReading.read(text) {
        #expect((1949...2200).contains(instant.dayInHoChiMinh.components.year))
      }
    }
  }

  @Test(arguments: [
    ("0", Int64(0)), ("50000", 50_000), ("1.250.000", 1_250_000), ("1,250,000", 1_250_000),
    ("1 250 000", 1_250_000), ("50.000", 50_000), ("50000.00", 50_000), ("50000,0", 50_000),
    ("1.250.000,00", 1_250_000), ("1,250.00", 1_250), ("12.0", 12), ("007", 7),
  ])
  func `a whole number is read from every form`(text: String, expected: Int64) {
    #expect(CountReading.count(text) == .count(expected))
  }

  @Test(arguments: [
    "-1", "1.5", "1.25.000", "1.2500", "1,250.5", "1.000,000.00", ".5", "5.", "1..000", "a", "1a",
    "٣", "99999999999999999999", "1e3", "1.000,00,00", "1234.000.000",
  ])
  func `what is no whole number is bad`(text: String) {
    #expect(CountReading.count(text) == .bad)
  }

  @Test(arguments: [
    ("50.000 đồng", Int64(50_000)), ("50000đ", 50_000), ("50000 VNĐ", 50_000), ("1 vnd", 1),
  ])
  func `an amount may name its currency`(text: String, expected: Int64) {
    #expect(CountReading.amount(text) == .count(expected))
  }

  @Test(arguments: [
    ("84,25", "84.25"), ("84.250 %", "84.25"), ("100", "100"), ("100,00%", "100"), ("0", "0"),
    ("007.50", "7.5"), ("99.999999999", "99.999999999"),
  ])
  func `a percentage becomes canonical decimal text`(text: String, expected: String) {
    #expect(CountReading.percentage(text) == expected)
  }

  @Test(arguments: ["100.01", "101", "-1", "", "%", "1,2,3", "1.", ".5", "a", "0.0000000001"])
  func `what is no percentage is refused`(text: String) {
    #expect(CountReading.percentage(text) == nil)
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
