/// Characters that XML cannot hold, as workbooks write them: `_x000D_`, and `_x005F_` for an
/// underscore that would begin such an escape. ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
enum EscapedText {
  /// Replaces the escapes from `start` on. What is no escape stays, and so does `_x0000_` and half
  /// a surrogate pair: no text can hold them.
  static func decode(_ bytes: inout [UInt8], from start: Int) {
    guard var source = next(in: bytes, from: start) else { return }
    var target = source
    while source < bytes.count {
      if let first = unit(bytes, at: source) {
        var length = 7
        var scalar = Unicode.Scalar(first)
        if UTF16.isLeadSurrogate(first), let second = unit(bytes, at: source + 7),
          UTF16.isTrailSurrogate(second)
        {
          length = 14
          let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
          scalar = Unicode.Scalar(value)
        }
        if let scalar, scalar.value != 0 {
          for byte in UTF8.encode(scalar) ?? .init() {
            bytes[target] = byte
            target += 1
          }
          source += length
          continue
        }
      }
      bytes[target] = bytes[source]
      target += 1
      source += 1
    }
    bytes.removeLast(bytes.count - target)
  }

  private static func next(in bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    while position + 7 <= bytes.count {
      if bytes[position] == 0x5F, unit(bytes, at: position) != nil { return position }
      position += 1
    }
    return nil
  }

  /// The UTF-16 unit of the escape that begins here.
  private static func unit(_ bytes: [UInt8], at position: Int) -> UInt16? {
    guard position + 7 <= bytes.count, bytes[position] == 0x5F, bytes[position + 1] == 0x78,
      bytes[position + 6] == 0x5F
    else { return nil }
    var value: UInt16 = 0
    for byte in bytes[position + 2..<position + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
