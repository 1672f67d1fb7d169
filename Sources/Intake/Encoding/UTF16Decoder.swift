/// Turns UTF-16 into UTF-8, across any cut of its bytes. A byte order mark at the start is dropped.
struct UTF16Decoder: Sendable {
  /// Half of a pair without the other half, or half a unit at the end.
  struct Failure: Error, Equatable {
    /// How many bytes of the text stand before it.
    let offset: Int
  }

  private let isBigEndian: Bool
  private var first: UInt8?
  private var high: UInt32 = 0
  private var isAtStart = true
  private var offset = 0
  /// Line ends passed so far.
  private(set) var lineEnds = 0

  init(bigEndian: Bool) { isBigEndian = bigEndian }

  /// Appends what `bytes[range]` means, less a last unit that is not whole.
  mutating func decode(
    _ bytes: [UInt8], _ range: Range<Int>, into output: inout [UInt8]
  ) throws(Failure) {
    for position in range {
      let byte = bytes[position]
      offset += 1
      guard let one = first else {
        first = byte
        continue
      }
      first = nil
      let unit = isBigEndian ? UInt32(one) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(one)
      try take(unit, into: &output)
    }
  }

  /// Throws where the text ends in the middle of a character.
  func finish() throws(Failure) {
    if first != nil { throw Failure(offset: offset - 1) }
    if high != 0 { throw Failure(offset: offset - 2) }
  }

  private mutating func take(_ unit: UInt32, into output: inout [UInt8]) throws(Failure) {
    defer { isAtStart = false }
    if high != 0 {
      guard (0xDC00...0xDFFF).contains(unit) else { throw Failure(offset: offset - 4) }
      let value = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
      high = 0
      output.append(UInt8(0xF0 | value >> 18))
      output.append(UInt8(0x80 | value >> 12 & 0x3F))
      output.append(UInt8(0x80 | value >> 6 & 0x3F))
      output.append(UInt8(0x80 | value & 0x3F))
      return
    }
    switch unit {
    case ..<0x80:
      if unit == 0x0A { lineEnds += 1 }
      output.append(UInt8(unit))
    case ..<0x800:
      output.append(UInt8(0xC0 | unit >> 6))
      output.append(UInt8(0x80 | unit & 0x3F))
    case 0xD800...0xDBFF: high = unit
    case 0xDC00...0xDFFF: throw Failure(offset: offset - 2)
    case 0xFEFF where isAtStart: break
    default:
      output.append(UInt8(0xE0 | unit >> 12))
      output.append(UInt8(0x80 | unit >> 6 & 0x3F))
      output.append(UInt8(0x80 | unit & 0x3F))
    }
  }
}
