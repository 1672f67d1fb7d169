internal import Synchronization

/// Names requests: `X-Request-Id` is 16 hexadecimal digits of the process and 16 of a counter, in
/// every answer of every way, so that a log line can be found by what a client was told.
public final class RequestNumbers: Sendable {
  /// The digits of the process.
  let prefix: String
  private let last: Atomic<UInt64>

  /// Names of one process.
  ///
  /// - Parameter prefix: random, so that two processes do not share names.
  public init(prefix: UInt64) {
    self.prefix = Self.digits(of: prefix)
    last = Atomic(0)
  }

  /// The name of one more request.
  public func next() -> String { prefix + Self.digits(of: nextNumber()) }

  /// The number of one more request.
  func nextNumber() -> UInt64 { last.add(1, ordering: .relaxed).newValue }

  /// 16 lower-case hexadecimal digits.
  static func digits(of number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// The ASCII codes of eight lower-case hexadecimal digits, the first in the highest byte. All
  /// eight are made at once, as one is made for every answer.
  static func codes(of number: UInt32) -> UInt64 {
    var nibbles = UInt64(number)
    nibbles = (nibbles << 16 | nibbles) & 0x0000_FFFF_0000_FFFF
    nibbles = (nibbles << 8 | nibbles) & 0x00FF_00FF_00FF_00FF
    nibbles = (nibbles << 4 | nibbles) & 0x0F0F_0F0F_0F0F_0F0F
    let letters = ((nibbles + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    return nibbles + 0x3030_3030_3030_3030 + letters * 39
  }
}
