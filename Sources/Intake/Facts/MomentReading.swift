import Procedures

/// A date with or without a time of day, read from the bytes of a cell: facts have five of them in
/// a row, and nearly all are different.
enum MomentReading: Sendable, Hashable {
  case nothing
  case bad
  /// `hasTime` is false for a date alone; the moment is the beginning of that day then.
  case at(Instant, hasTime: Bool)

  /// The moment; nil where there is none.
  var instant: Instant? {
    if case .at(let instant, _) = self { instant } else { nil }
  }

  /// The moment of a time limit: a date alone means its end, 23:59:59.
  var limit: Instant? {
    guard case .at(let instant, let hasTime) = self else { return nil }
    return hasTime ? instant : instant.advanced(by: (24 * 3600 - 1) * 1_000_000)
  }

  /// Reads `yyyy-MM-dd`, `d/M/yyyy` (also with `-` and `.`), `yyyyMMdd`, `yyyyMMddHHmm[ss]`, the
  /// first two with a time behind or before them: `H:mm[:ss[.f…]]`, with `AM`, `PM`, `SA`, `CH` or
  /// an offset from UTC. Without an offset it is the time in Asia/Ho_Chi_Minh. The year 1, which
  /// programs write for no date, is nothing; other years before 1950 or after 2199 are bad.
  static func read(_ record: CellRecord, _ index: Int) -> MomentReading {
    guard index < record.bounds.count else { return .nothing }
    let range = record.bounds[index]
    if range.isEmpty { return .nothing }
    let reading = Scan.read(record.bytes.span.extracting(range))
    guard case .bad = reading else { return reading }
    return slow(record.text(index))
  }

  /// Reads a text as ``read(_:_:)`` reads a cell.
  static func read(_ text: String) -> MomentReading {
    if text.isEmpty { return .nothing }
    let bytes = Array(text.utf8)
    let reading = Scan.read(bytes.span)
    guard case .bad = reading else { return reading }
    return slow(text)
  }

  /// What is no plain ASCII date: blanks of other kinds, quotes, words for "not known".
  private static func slow(_ cell: String) -> MomentReading {
    let text = CatalogKeys.withoutWrapping(VietnameseText.normalised(cell))
    if Vocabulary.standard.saysNothing(VietnameseText.matchKey(text), text) { return .nothing }
    let bytes = Array(text.utf8)
    return Scan.read(bytes.span)
  }

  private enum Scan {
    static func read(_ bytes: Span<UInt8>) -> MomentReading {
      var end = bytes.count
      var start = 0
      while start < end, bytes[start] <= 0x20 { start += 1 }
      while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
      if start == end { return .nothing }
      if end - start == 19, let usual = usual(bytes, start) { return usual }
      var position = start
      let first = number(bytes, &position, end)
      let digits = position - start
      if position == end { return solid(bytes, start, digits) }
      guard digits > 0, digits <= 4 else { return .bad }
      if bytes[position] == UInt8(ascii: ":") {
        // The time stands before the date.
        position = start
        guard let time = clock(bytes, &position, end), time.offset == nil else { return .bad }
        skipGap(bytes, &position, end)
        guard let day = date(bytes, &position, end), position == end else { return .bad }
        return make(day, time.microseconds, nil, hasTime: true)
      }
      position = start
      _ = first
      guard let day = date(bytes, &position, end) else { return .bad }
      if position == end { return make(day, 0, nil, hasTime: false) }
      skipGap(bytes, &position, end)
      guard let time = clock(bytes, &position, end), position == end else { return .bad }
      return make(day, time.microseconds, time.offset, hasTime: true)
    }

    /// `yyyy-MM-dd HH:mm:ss` and `dd/MM/yyyy HH:mm:ss`, the forms of nearly all cells, without the
    /// search for where each number ends; nil for every other form and for what is no moment.
    @inline(__always)
    private static func usual(_ bytes: Span<UInt8>, _ start: Int) -> MomentReading? {
      let text = bytes.extracting(start..<start + 19)
      let gap = text[10]
      guard text.count == 19, text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
        gap == 0x20 || gap == UInt8(ascii: "T")
      else { return nil }
      var highest: UInt8 = 0
      let day: Day
      if text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") {
        day = (
          pair(text, 0, &highest) &* 100 &+ pair(text, 2, &highest), pair(text, 5, &highest),
          pair(text, 8, &highest)
        )
      } else if text[2] == UInt8(ascii: "/"), text[5] == UInt8(ascii: "/") {
        day = (
          pair(text, 6, &highest) &* 100 &+ pair(text, 8, &highest), pair(text, 3, &highest),
          pair(text, 0, &highest)
        )
      } else {
        return nil
      }
      let hour = pair(text, 11, &highest)
      let minute = pair(text, 14, &highest)
      let second = pair(text, 17, &highest)
      guard highest < 10, hour < 24, minute < 60, second < 60 else { return nil }
      return make(
        day, Int64((hour * 60 + minute) * 60 + second) * 1_000_000, nil, hasTime: true)
    }

    /// The number of two digits there; `highest` becomes the highest value of any digit so far,
    /// over 9 where a character was none.
    @inline(__always)
    private static func pair(
      _ text: Span<UInt8>, _ offset: Int, _ highest: inout UInt8
    ) -> Int {
      let (tens, ones) = (text[offset] &- 0x30, text[offset + 1] &- 0x30)
      highest = max(highest, max(tens, ones))
      return Int(tens) &* 10 &+ Int(ones)
    }

    private typealias Day = (year: Int, month: Int, day: Int)

    /// `yyyyMMdd`, `yyyyMMddHHmm`, `yyyyMMddHHmmss`; nothing but digits is here.
    private static func solid(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> MomentReading {
      guard count == 8 || count == 12 || count == 14 else { return .bad }
      func part(_ offset: Int, _ length: Int) -> Int {
        var position = start + offset
        return number(bytes, &position, start + offset + length)
      }
      let day = (part(0, 4), part(4, 2), part(6, 2))
      if count == 8 { return make(day, 0, nil, hasTime: false) }
      let (hour, minute) = (part(8, 2), part(10, 2))
      let second = count == 14 ? part(12, 2) : 0
      guard hour < 24, minute < 60, second < 60 else { return .bad }
      return make(
        day, Int64((hour * 60 + minute) * 60 + second) * 1_000_000, nil, hasTime: true)
    }

    private static func make(
      _ date: Day, _ microseconds: Int64, _ offset: Int64?, hasTime: Bool
    ) -> MomentReading {
      if date.year == 1 { return .nothing }
      guard (1950...2199).contains(date.year),
        let day = CalendarDay(year: date.year, month: date.month, day: date.day)
      else { return .bad }
      return .at(
        Instant(
          microsecondsSince2000: Int64(day.daysSince2000) * 86_400_000_000 + microseconds
            - (offset ?? Instant.hoChiMinhOffset)), hasTime: hasTime)
    }

    /// Year first where the first number has four digits, else day first.
    private static func date(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Day? {
      let start = position
      let first = number(bytes, &position, end)
      let firstLength = position - start
      guard position < end, firstLength > 0 else { return nil }
      let mark = bytes[position]
      guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") || mark == UInt8(ascii: ".")
      else { return nil }
      position += 1
      let middle = position
      let second = number(bytes, &position, end)
      guard (1...2).contains(position - middle), position < end, bytes[position] == mark else {
        return nil
      }
      position += 1
      let last = position
      let third = number(bytes, &position, end)
      let lastLength = position - last
      if firstLength == 4, (1...2).contains(lastLength) { return (first, second, third) }
      if firstLength <= 2, lastLength == 4 { return (third, second, first) }
      return nil
    }

    /// `H:mm[:ss[.f]][ AM][Z|±hh[:]mm]`; the offset in microseconds where there is one.
    private static func clock(
      _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int
    ) -> (microseconds: Int64, offset: Int64?)? {
      var hour = 0
      var minute = 0
      var second = 0
      guard pair(bytes, &position, end, &hour), take(bytes, &position, end, UInt8(ascii: ":")),
        pair(bytes, &position, end, &minute)
      else { return nil }
      var fraction: Int64 = 0
      if take(bytes, &position, end, UInt8(ascii: ":")) {
        guard pair(bytes, &position, end, &second) else { return nil }
        if take(bytes, &position, end, UInt8(ascii: ".")) {
          var unit: Int64 = 100_000
          let start = position
          while position < end, isDigit(bytes[position]) {
            fraction += Int64(bytes[position] - 0x30) * unit
            unit /= 10
            position += 1
          }
          guard (1...9).contains(position - start) else { return nil }
        }
      }
      guard half(bytes, &position, end, &hour), hour < 24, minute < 60, second < 60 else {
        return nil
      }
      let microseconds = Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
      guard position < end else { return (microseconds, nil) }
      if take(bytes, &position, end, UInt8(ascii: "Z")) { return (microseconds, 0) }
      let sign = bytes[position]
      guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
        return (microseconds, nil)
      }
      position += 1
      var hours = 0
      var minutes = 0
      guard pair(bytes, &position, end, &hours), hours < 15 else { return nil }
      _ = take(bytes, &position, end, UInt8(ascii: ":"))
      if position < end, !pair(bytes, &position, end, &minutes) || minutes > 59 { return nil }
      let offset = Int64(hours * 60 + minutes) * 60_000_000
      return (microseconds, sign == UInt8(ascii: "-") ? -offset : offset)
    }

    /// `AM`, `SA`, `PM`, `CH` behind an hour from 1 to 12; true also where none stands.
    private static func half(
      _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ hour: inout Int
    ) -> Bool {
      var next = position
      while next < end, bytes[next] == 0x20 { next += 1 }
      guard next + 2 <= end else { return true }
      let word = (bytes[next] | 0x20, bytes[next + 1] | 0x20)
      let isMorning = word == (0x61, 0x6D) || word == (0x73, 0x61)
      guard isMorning || word == (0x70, 0x6D) || word == (0x63, 0x68) else { return true }
      guard (1...12).contains(hour) else { return false }
      position = next + 2
      hour = hour % 12 + (isMorning ? 0 : 12)
      return true
    }

    /// Blanks, a comma, a dash between blanks or a `T` between date and time.
    private static func skipGap(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) {
      if position < end, bytes[position] | 0x20 == UInt8(ascii: "t") {
        position += 1
        return
      }
      while position < end,
        bytes[position] == 0x20 || bytes[position] == UInt8(ascii: ",")
          || (bytes[position] == UInt8(ascii: "-") && position + 1 < end
            && bytes[position + 1] == 0x20)
      { position += 1 }
    }

    private static func take(
      _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ byte: UInt8
    ) -> Bool {
      guard position < end, bytes[position] == byte else { return false }
      position += 1
      return true
    }

    /// A number of one or two digits.
    private static func pair(
      _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ value: inout Int
    ) -> Bool {
      let start = position
      value = number(bytes, &position, min(end, start + 2))
      return position > start
    }

    /// The digits from here on; 0 where there are none, nonsense where there are over 18.
    @inline(__always)
    private static func number(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int {
      var value = 0
      while position < end, isDigit(bytes[position]) {
        value = value &* 10 &+ Int(bytes[position] &- 0x30)
        position += 1
      }
      return value
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  }
}
