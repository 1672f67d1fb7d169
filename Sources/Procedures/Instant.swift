/// A moment in time in microseconds, the precision of PostgreSQL's `timestamptz`: when something
/// was recorded.
public struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Microseconds since 2000-01-01T00:00:00Z, PostgreSQL's epoch.
  public let microsecondsSince2000: Int64

  /// The moment so many microseconds after 2000-01-01T00:00:00Z.
  public init(microsecondsSince2000: Int64) {
    self.microsecondsSince2000 = microsecondsSince2000
  }

  /// Vietnam's time is seven hours ahead of UTC all year, and was so in all the years of the data.
  public static let hoChiMinhOffset: Int64 = 7 * 3600 * 1_000_000

  /// The calendar day in Asia/Ho_Chi_Minh at this moment.
  public var dayInHoChiMinh: CalendarDay {
    let local = microsecondsSince2000 + Self.hoChiMinhOffset
    return CalendarDay(daysSince2000: Int32(local.dividedFlooring(by: 86_400_000_000)))
  }

  /// When the calendar day in Asia/Ho_Chi_Minh at this moment ends: the next midnight there.
  public var endOfDayInHoChiMinh: Instant {
    let next = Int64(dayInHoChiMinh.daysSince2000) + 1
    return Instant(microsecondsSince2000: next * 86_400_000_000 - Self.hoChiMinhOffset)
  }

  /// Reads ISO 8601: `yyyy-MM-ddTHH:mm:ss[.ffffff](Z|±HH:MM)`, seconds and fraction optional.
  /// A date alone, or a time without an offset, is no instant: nil.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 17, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      let day = CalendarDay(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
      let clock = ClockReading(bytes[11...])
    else { return nil }
    microsecondsSince2000 =
      Int64(day.daysSince2000) * 86_400_000_000 + clock.microseconds - clock.offset
  }

  /// ISO 8601 in UTC with microseconds: `2026-11-22T21:48:18.000001Z`. Reading it back gives the
  /// same instant.
  public var description: String {
    let days = microsecondsSince2000.dividedFlooring(by: 86_400_000_000)
    let rest = Int(microsecondsSince2000 - days * 86_400_000_000)
    let seconds = rest / 1_000_000
    let day = CalendarDay(daysSince2000: Int32(days))
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }
    return "\(day)T\(clock.joined(separator: ":")).\(padded(rest % 1_000_000, to: 6))Z"
  }

  /// Earlier moments are less.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.microsecondsSince2000 < right.microsecondsSince2000
  }
}

/// The part of an ISO 8601 instant behind the `T`.
private struct ClockReading {
  var microseconds: Int64
  var offset: Int64

  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    func number(_ count: Int) -> Int64? {
      let digits = rest.prefix(count)
      guard digits.count == count, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      rest = rest.dropFirst(count)
      return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
    func take(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let hours = number(2), hours < 24, take(UInt8(ascii: ":")), let minutes = number(2),
      minutes < 60
    else { return nil }
    var seconds: Int64 = 0
    var fraction: Int64 = 0
    if take(UInt8(ascii: ":")) {
      guard let value = number(2), value < 60 else { return nil }
      seconds = value
      if take(UInt8(ascii: ".")) {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard (1...6).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        fraction = digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        for _ in digits.count..<6 { fraction *= 10 }
      }
    }
    if take(UInt8(ascii: "Z")) {
      offset = 0
    } else {
      let sign: Int64
      if take(UInt8(ascii: "+")) {
        sign = 1
      } else if take(UInt8(ascii: "-")) {
        sign = -1
      } else {
        return nil
      }
      guard let hour = number(2), hour < 15 else { return nil }
      _ = take(UInt8(ascii: ":"))
      guard let minute = number(2), minute < 60 else { return nil }
      offset = sign * (hour * 3600 + minute * 60) * 1_000_000
    }
    guard rest.isEmpty else { return nil }
    microseconds = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + fraction
  }
}

extension Int64 {
  fileprivate func dividedFlooring(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
