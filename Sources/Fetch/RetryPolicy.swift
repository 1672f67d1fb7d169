/// When a failed try is repeated: exponential back-off with full jitter, so that clients that
/// failed together do not come back together.
struct RetryPolicy: Sendable {
  let limits: FetchLimits

  private static let base = Duration.milliseconds(500)
  private static let longest = Duration.seconds(30)

  /// The statuses that another try may cure.
  static func isPassing(status: Int) -> Bool {
    switch status {
    case 429, 500, 502, 503, 504: true
    default: false
    }
  }

  /// The wait before the next try: random between nothing and 0.5 s, 1 s, 2 s … up to 30 s, and
  /// never shorter than what the server asked for.
  func wait(afterTry number: Int, asked: Duration?, random: UInt64) -> Duration {
    let ceiling = min(Self.longest, Self.base * (1 << min(number - 1, 10)))
    // 53 bits are what a Double holds, so the fraction is even over [0, 1).
    let fraction = Double(random >> 11) * 0x1p-53
    return max(ceiling * fraction, min(asked ?? .zero, limits.retryAfter))
  }

  /// What a `Retry-After` header asks for: seconds, or an HTTP date, which counts from the answer's
  /// own `Date`, so that a wrong clock on this side does no harm. `nil` when it says nothing.
  static func asked(retryAfter: String?, date: String?) -> Duration? {
    guard let retryAfter = retryAfter.map(trimmed) else { return nil }
    if retryAfter.utf8.allSatisfy({ (48...57).contains($0) }), !retryAfter.isEmpty {
      return .seconds(Int64(retryAfter).map { min($0, 1_000_000) } ?? 1_000_000)
    }
    guard let until = HTTPDate.seconds(retryAfter), let now = date.flatMap(HTTPDate.seconds) else {
      return nil
    }
    return .seconds(max(0, until - now))
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

/// The date format of HTTP: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
enum HTTPDate {
  /// Seconds since 1970 began; `nil` for anything else than this one format.
  static func seconds(_ text: String) -> Int64? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 6, words[0].count == 4, words[0].hasSuffix(","), words[5] == "GMT",
      let month = months.firstIndex(of: String(words[2])),
      let day = number(words[1], 1...31), let year = number(words[3], 1601...9999)
    else { return nil }
    let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, let hour = number(clock[0], 0...23),
      let minute = number(clock[1], 0...59), let second = number(clock[2], 0...60)
    else { return nil }
    // Counted from 1 March, so that the leap day is a year's last.
    let shifted = Int64(month + 10) % 12
    let years = month < 2 ? year - 1 : year
    let days =
      years * 365 + years / 4 - years / 100 + years / 400 + (shifted * 153 + 2) / 5 + day - 719_469
    return ((days * 24 + hour) * 60 + minute) * 60 + second
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func number(_ text: Substring, _ range: ClosedRange<Int64>) -> Int64? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int64(text),
      range.contains(value)
    else { return nil }
    return value
  }
}
