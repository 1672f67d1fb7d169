import Procedures

/// A day and time as workbooks number them: days since the end of 1899, or since the first day of
/// 1904, the time of day as the fraction.
enum SerialDate {
  /// `yyyy-MM-dd`, with ` HH:mm:ss` behind it where the number has a fraction, and only that where
  /// it counts no day. Nil beyond the year 9999 and below 0, where Excel shows no date either.
  static func text(_ serial: Double, since1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    let seconds = Int((serial * 86_400).rounded())
    let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    let time =
      "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    if day == 0, !since1904 { return second == 0 ? nil : time }
    guard let date = date(day, since1904: since1904) else { return nil }
    return second == 0 ? date : "\(date) \(time)"
  }

  private static func date(_ day: Int, since1904: Bool) -> String? {
    // Days to 1 January 2000.
    if since1904 { return text(Int32(day) - 35_064) }
    // Excel counts a 29 February 1900, which never was; the days before it are shifted by one.
    // https://learn.microsoft.com/office/troubleshoot/excel/wrongly-assumes-1900-is-leap-year
    if day == 60 { return "1900-02-29" }
    return text(Int32(day) - (day > 60 ? 36_526 : 36_525))
  }

  private static func text(_ days: Int32) -> String? {
    let day = CalendarDay(daysSince2000: days)
    return day.components.year <= 9999 ? day.description : nil
  }

  private static func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

extension SerialDate {
  /// A day and time written out, `2026-01-05T08:30:00`, in the form of ``text(_:since1904:)``;
  /// what is written otherwise stays as it is.
  static func text(iso bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T") else { return bytes }
    let time = bytes[11..<19]
    let rest = bytes[19...]
    guard rest.allSatisfy({ "Z.0".utf8.contains($0) }) else { return bytes }
    if time.elementsEqual("00:00:00".utf8) { return Array(bytes[..<10]) }
    return bytes[..<10] + [0x20] + time
  }
}
