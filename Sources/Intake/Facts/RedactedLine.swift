import Procedures

/// Writes the lines of a redacted copy and hands them on in portions.
///
/// It costs as much as reading a row, so that bytes go into a buffer of fixed size and nothing is
/// formatted twice that comes again: days, and the codes of agencies and procedures.
struct RedactedLine: Sendable {
  private static let portion = 1 << 16
  /// What a line without free text can take; each text makes room for itself.
  private static let room = 2048
  private static let comma = UInt8(ascii: ",")

  private var sink: (@Sendable ([UInt8]) throws(IntakeError) -> Void)?
  private let columns: [String]
  private var buffer: [UInt8] = []
  private var end = 0
  private var agencies: NumberedTexts
  private var procedures: NumberedTexts
  private var days = DayTexts()

  init(_ kind: FactKind, _ directories: RedactedForm.Directories) {
    columns = RedactedForm.columns(of: kind)
    agencies = NumberedTexts { directories.agencies.code(of: $0)?.text }
    procedures = NumberedTexts { directories.procedures.code(of: $0)?.text }
  }

  /// Whether somebody wants the lines.
  var isWanted: Bool { sink != nil }

  /// Begins with the line of headings.
  mutating func open(_ sink: @escaping @Sendable ([UInt8]) throws(IntakeError) -> Void) {
    self.sink = sink
    buffer = [UInt8](repeating: 0, count: Self.portion + Self.room)
    let headings = (["row"] + columns + RedactedForm.heldColumns).joined(separator: ",")
    raw(headings.utf8.span)
    put(0x0A)
  }

  /// Begins a line with the number of the row.
  mutating func begin(row: Int) {
    makeRoom(Self.room)
    digits(Int64(row))
  }

  /// Ends a line.
  mutating func endLine() throws(IntakeError) {
    put(0x0A)
    if end >= Self.portion { try flush() }
  }

  /// Hands on what is left.
  mutating func flush() throws(IntakeError) {
    guard let sink, end > 0 else { return }
    try sink(Array(buffer[..<end]))
    end = 0
  }

  /// A line that tells a held row.
  mutating func held(_ row: HeldFactRow) {
    begin(row: row.row)
    for _ in columns { put(Self.comma) }
    text(row.rule.rawValue)
    text(row.column)
    number(Int64(row.position))
    text(row.raw)
    text(row.key)
    text(row.procedure?.text)
    let codes = row.agencies.compactMap { agencies.text(of: $0) }
    text(String(decoding: Array(codes.joined(separator: [UInt8(ascii: ";")])), as: UTF8.self))
    text(row.agencyReadable ? "1" : "0")
    text(row.days.map { "\($0.lowerBound) \($0.upperBound)" })
  }

  /// A cell of text, in quotes where it has to be; empty for nil.
  mutating func text(_ text: String?) {
    put(Self.comma)
    guard let text else { return }
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == Self.comma || $0 < 0x20 }) else {
      return raw(text.utf8.span)
    }
    makeRoom(2 * text.utf8.count + Self.room)
    put(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { put(0x22) }
      put(byte)
    }
    put(0x22)
  }

  /// A cell with a code, which needs no quotes.
  mutating func code(_ text: String) {
    put(Self.comma)
    raw(text.utf8.span)
  }

  /// A cell with a number; empty for nil.
  mutating func number(_ number: Int64?) {
    put(Self.comma)
    if let number { digits(number) }
  }

  /// A cell with the code of an agency; empty for nil.
  mutating func agency(_ id: Int64?) {
    put(Self.comma)
    if let id, let code = agencies.text(of: id) { raw(code.span) }
  }

  /// A cell with the code of a procedure; empty for nil.
  mutating func procedure(_ number: Int64?) {
    // A local code may have any form.
    guard let number, let code = procedures.text(of: number) else { return put(Self.comma) }
    if code.count == 8 {
      put(Self.comma)
      raw(code.span)
    } else {
      text(String(decoding: code, as: UTF8.self))
    }
  }

  /// A cell with a moment as `yyyyMMddHHmmss` in Asia/Ho_Chi_Minh, or in ISO 8601 where it has a
  /// part of a second; empty for nil.
  mutating func moment(_ instant: Instant?) {
    put(Self.comma)
    guard let instant else { return }
    let local = instant.microsecondsSince2000 + Instant.hoChiMinhOffset
    guard local % 1_000_000 == 0 else {
      let text = instant.description
      return raw(text.utf8.span)
    }
    let day = instant.dayInHoChiMinh
    let second = Int(local / 1_000_000) - Int(day.daysSince2000) * 86_400
    let (hour, minute) = (second / 3600, second / 60 % 60)
    self.day(day)
    let start = end
    end += 6
    var output = buffer.mutableSpan
    output[start] = 0x30 + UInt8(truncatingIfNeeded: hour / 10)
    output[start + 1] = 0x30 + UInt8(truncatingIfNeeded: hour % 10)
    output[start + 2] = 0x30 + UInt8(truncatingIfNeeded: minute / 10)
    output[start + 3] = 0x30 + UInt8(truncatingIfNeeded: minute % 10)
    output[start + 4] = 0x30 + UInt8(truncatingIfNeeded: second % 60 / 10)
    output[start + 5] = 0x30 + UInt8(truncatingIfNeeded: second % 10)
  }

  /// A cell with a day as `yyyyMMdd`.
  mutating func date(_ day: CalendarDay) {
    put(Self.comma)
    self.day(day)
  }

  private mutating func day(_ day: CalendarDay) {
    var text = days.text(of: day)
    let start = end
    end += 8
    var output = buffer.mutableSpan
    for offset in 0..<8 {
      output[start + offset] = UInt8(truncatingIfNeeded: text)
      text >>= 8
    }
  }

  private mutating func digits(_ number: Int64) {
    if number < 10, number >= 0 {
      put(0x30 + UInt8(truncatingIfNeeded: number))
    } else {
      let text = String(number)
      raw(text.utf8.span)
    }
  }

  private mutating func put(_ byte: UInt8) {
    if end == buffer.count { makeRoom(Self.room) }
    buffer[end] = byte
    end += 1
  }

  private mutating func raw(_ bytes: Span<UInt8>) {
    let start = end
    end += bytes.count
    if buffer.count < end + 64 { makeRoom(Self.room) }
    var output = buffer.mutableSpan
    for offset in 0..<bytes.count { output[start + offset] = bytes[offset] }
  }

  private mutating func makeRoom(_ count: Int) {
    guard buffer.count < end + count else { return }
    buffer.append(contentsOf: repeatElement(0, count: end + count - buffer.count + Self.portion))
  }
}

/// Texts by numbers of the database, looked up once.
private struct NumberedTexts: Sendable {
  private static let limit: Int64 = 1 << 16

  private let look: @Sendable (Int64) -> String?
  private var known: [[UInt8]?] = []

  init(_ look: @escaping @Sendable (Int64) -> String?) { self.look = look }

  mutating func text(of number: Int64) -> [UInt8]? {
    guard number >= 0, number < Self.limit else { return look(number).map { Array($0.utf8) } }
    let index = Int(number)
    if index < known.count, let text = known[index] { return text }
    while known.count <= index { known.append(nil) }
    known[index] = look(number).map { Array($0.utf8) }
    return known[index]
  }
}

/// Days as eight digits, packed with the first one lowest; the last few hundred are kept.
private struct DayTexts: Sendable {
  private var days = [Int32](repeating: .min, count: 512)
  private var texts = [UInt64](repeating: 0, count: 512)

  mutating func text(of day: CalendarDay) -> UInt64 {
    let slot = Int(day.daysSince2000) & 511
    if days[slot] == day.daysSince2000 { return texts[slot] }
    let (year, month, number) = day.components
    var rest = (year * 100 + month) * 100 + number
    var text: UInt64 = 0
    for _ in 0..<8 {
      text = text << 8 | UInt64(0x30 + rest % 10)
      rest /= 10
    }
    (days[slot], texts[slot]) = (day.daysSince2000, text)
    return text
  }
}
