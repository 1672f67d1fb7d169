import Procedures

/// Dates in the forms that exports use.
enum DateReading {
  /// `yyyy-MM-dd`, `d/M/yyyy`, `d-M-yyyy`, `d.M.yyyy`, `yyyyMMdd`, `yyyyMMddHHmmss`, each of the
  /// first four also with a time behind a blank or a `T`. The day is taken as written, but for a
  /// time with an offset from UTC: `2026-06-30T17:00:00Z` is how programs write 1 July in Vietnam.
  static func day(_ cell: String) -> Reading<CalendarDay> {
    let text = VietnameseText.normalised(cell)
    if Vocabulary.standard.saysNothing(VietnameseText.matchKey(text), text) {
      return .claim(.unknown)
    }
    let bytes = Array(text.utf8)
    if bytes.allSatisfy(isDigit) {
      guard bytes.count == 8 || bytes.count == 14 else { return .bad }
      if bytes.count == 14 {
        let (hour, minute) = (number(bytes[8..<10]), number(bytes[10..<12]))
        guard isClock(hour, minute, number(bytes[12..<14])) else { return .bad }
      }
      return reading(number(bytes[0..<4]), number(bytes[4..<6]), number(bytes[6..<8]))
    }
    let pieces = text.split(maxSplits: 1) { $0 == " " || $0 == "T" }
    guard let date = pieces.first, pieces.count == 1 || isTime(pieces[1]) else { return .bad }
    for separator: Character in ["-", "/", "."] {
      let parts = date.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) })
      else { continue }
      let values = parts.map { number(Array($0.utf8)[...]) }
      if parts[0].utf8.count == 4, parts[1].utf8.count <= 2, parts[2].utf8.count <= 2 {
        let reading = reading(values[0], values[1], values[2])
        guard pieces.count == 2, case .claim(.known(let day)) = reading else { return reading }
        return .claim(.known(CalendarDay(daysSince2000: day.daysSince2000 + shift(pieces[1]))))
      }
      if parts[2].utf8.count == 4, parts[0].utf8.count <= 2, parts[1].utf8.count <= 2 {
        return reading(values[2], values[1], values[0])
      }
    }
    return .bad
  }

  private static func reading(_ year: Int, _ month: Int, _ day: Int) -> Reading<CalendarDay> {
    CalendarDay(year: year, month: month, day: day).map { .claim(.known($0)) } ?? .bad
  }

  /// `HH:mm`, `HH:mm:ss`, with a fraction and an offset if there are any.
  private static func isTime(_ text: Substring) -> Bool {
    let clock = text.prefix { $0 != "." && $0 != "Z" && $0 != "+" && $0 != "-" }
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
      parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy(isDigit) })
    else { return false }
    let values = parts.map { number(Array($0.utf8)[...]) }
    return isClock(values[0], values[1], values.count == 3 ? values[2] : 0)
      && text.dropFirst(clock.count).allSatisfy { $0.isASCII && ".Z+-:0123456789".contains($0) }
  }

  /// Days by which a time with an offset lies in another day in Vietnam (UTC+7, without summer
  /// time); 0 for a time without an offset.
  private static func shift(_ time: Substring) -> Int32 {
    guard let sign = time.firstIndex(where: { "Z+-".contains($0) }) else { return 0 }
    let clock = time[..<sign].split(whereSeparator: { $0 == ":" || $0 == "." })
    let digits = time[sign...].utf8.filter(isDigit)
    guard clock.count >= 2, time[sign] == "Z" || digits.count == 2 || digits.count == 4 else {
      return 0
    }
    let hours = number(digits[...].prefix(2)) * 60
    let offset = (hours + number(digits[...].dropFirst(2))) * (time[sign] == "-" ? -1 : 1)
    let written = number(Array(clock[0].utf8)[...]) * 60 + number(Array(clock[1].utf8)[...])
    let local = written - offset + 7 * 60
    return local < 0 ? -1 : local >= 24 * 60 ? 1 : 0
  }

  private static func isClock(_ hour: Int, _ minute: Int, _ second: Int) -> Bool {
    hour < 24 && minute < 60 && second < 60
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.prefix(9).reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
