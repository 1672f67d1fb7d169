import Procedures

extension BinaryRows {
  mutating func int64OrNull(_ value: Int64?) {
    guard let value else { return null() }
    int64(value)
  }

  mutating func instant(_ instant: Instant?) { int64OrNull(instant?.microsecondsSince2000) }

  mutating func day(_ day: CalendarDay?) { int32(day?.daysSince2000) }

  /// A number without a sign as decimal text, `84.25`, as the server's binary form of `numeric`:
  /// groups of four digits, counted from the decimal point.
  mutating func numeric(_ text: String?) {
    guard let text else { return null() }
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    var whole: [UInt8] = parts.first.map { Array($0) } ?? []
    var fraction: [UInt8] = parts.count > 1 ? Array(parts[1]) : []
    let scale = Int16(clamping: fraction.count)
    let zero = UInt8(ascii: "0")
    whole.insert(contentsOf: repeatElement(zero, count: (4 - whole.count % 4) % 4), at: 0)
    fraction.append(contentsOf: repeatElement(zero, count: (4 - fraction.count % 4) % 4))
    let weight = Int16(clamping: whole.count / 4 - 1)
    let digits = whole + fraction
    let groups = stride(from: 0, to: digits.count, by: 4).map { start in
      digits[start..<start + 4].reduce(Int16(0)) { $0 * 10 + Int16($1) - Int16(zero) }
    }
    data(
      [Int16(clamping: groups.count), weight, 0, scale].flatMap(Self.bigEndian)
        + groups.flatMap(Self.bigEndian))
  }

  private static func bigEndian(_ value: Int16) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
  }
}
