import Testing

@testable import Fetch

struct RetryPolicyTests {
  private let policy = RetryPolicy(limits: .standard)

  @Test func `waits lie between nothing and a ceiling that doubles`() {
    var random = SplitMix(state: 5)
    for number in 1...19 {
      let ceiling = min(Duration.milliseconds(500) * (1 << (number - 1)), .seconds(30))
      for _ in 0..<200 {
        let wait = policy.wait(afterTry: number, asked: nil, random: random.next())
        #expect(wait >= .zero && wait < ceiling)
      }
      #expect(policy.wait(afterTry: number, asked: nil, random: 0) == .zero)
      #expect(policy.wait(afterTry: number, asked: nil, random: .max) > ceiling * 0.999)
    }
  }

  @Test func `a wait is never shorter than asked for, up to the limit`() {
    var random = SplitMix(state: 6)
    for seconds in [0, 1, 29, 31, 120, 121, 1_000_000] {
      let wait = policy.wait(afterTry: 1, asked: .seconds(seconds), random: random.next())
      #expect(wait >= .seconds(min(seconds, 120)) && wait <= .seconds(max(1, min(seconds, 120))))
    }
  }

  @Test(
    arguments: [
      ("120", nil, .seconds(120)), (" 5 ", nil, .seconds(5)), ("0", nil, .zero),
      ("99999999999999999999", nil, .seconds(1_000_000)), ("-1", nil, nil), ("1.5", nil, nil),
      ("", nil, nil), ("soon", nil, nil),
      ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", .seconds(30)),
      ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 09:49:07 GMT", .zero),
      ("Sun, 06 Nov 1994 08:49:37 GMT", nil, nil),
      ("Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", nil),
    ] as [(String, String?, Duration?)])
  func `Retry-After is read as seconds or as a date`(
    value: String, date: String?, wait: Duration?
  ) {
    #expect(RetryPolicy.asked(retryAfter: value, date: date) == wait)
  }

  @Test(
    arguments: [
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
      ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
      ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
      ("Mon, 23 Nov 2026 01:02:03 GMT", 1_795_395_723), ("Mon, 23 Nov 2026 01:02:03 UTC", nil),
      ("Mon, 23 nov 2026 01:02:03 GMT", nil), ("Mon, 32 Nov 2026 01:02:03 GMT", nil),
      ("Mon, 23 Nov 2026 24:02:03 GMT", nil), ("Mon, 23 Nov 2026 1:2 GMT", nil), ("", nil),
    ] as [(String, Int64?)])
  func `an HTTP date is read`(text: String, seconds: Int64?) {
    #expect(HTTPDate.seconds(text) == seconds)
  }

  @Test func `days follow one another for four hundred years`() {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    var expected: Int64 = 0
    for year in 1970..<2370 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in zip(months, lengths) {
        for day in 1...length {
          let text = "Xxx, \(day < 10 ? "0" : "")\(day) \(month) \(year) 00:00:00 GMT"
          guard HTTPDate.seconds(text) == expected else {
            Issue.record("\(text) is not \(expected)")
            return
          }
          expected += 86_400
        }
      }
    }
  }
}
