/// Turns text of a ``LegacyTable`` into composed UTF-8, across any cut of its bytes.
struct LegacyDecoder: Sendable {
  /// A byte that the encoding cannot mean where it stands.
  struct Failure: Error, Equatable {
    /// How many bytes of the input stand before it.
    let offset: Int
    let byte: UInt8
    /// Whether it is a mark whose letter is missing; else it means nothing anywhere.
    let isMark: Bool
  }

  private let table: LegacyTable
  /// The letter that the next byte may still change; 0 for none.
  private var last: UInt32 = 0
  /// Line ends passed so far.
  private(set) var lineEnds = 0

  init(_ table: LegacyTable) { self.table = table }

  /// Appends what `bytes[range]` means, less a last letter that may still change.
  mutating func decode(
    _ bytes: [UInt8], _ range: Range<Int>, into output: inout [UInt8]
  ) throws(Failure) {
    for offset in range {
      let byte = bytes[offset]
      let scalar = table.scalars[Int(byte)]
      if scalar != 0 || byte == 0 {
        if byte == 0x0A { lineEnds += 1 }
        emit(into: &output)
        if byte == 0 { output.append(0) }
        last = scalar
        continue
      }
      let mark = table.marks[Int(byte)]
      guard mark != 0, last != 0, let letter = table.composed(last, mark: mark) else {
        throw Failure(offset: offset, byte: byte, isMark: mark != 0)
      }
      emit(letter, into: &output)
      last = 0
    }
  }

  /// Appends the last letter: nothing follows that could change it.
  mutating func finish(into output: inout [UInt8]) {
    emit(into: &output)
    last = 0
  }

  private func emit(into output: inout [UInt8]) {
    if last != 0 { emit(last, into: &output) }
  }

  private func emit(_ value: UInt32, into output: inout [UInt8]) {
    switch value {
    case ..<0x80: output.append(UInt8(value))
    case ..<0x800:
      output.append(UInt8(0xC0 | value >> 6))
      output.append(UInt8(0x80 | value & 0x3F))
    default:
      output.append(UInt8(0xE0 | value >> 12))
      output.append(UInt8(0x80 | value >> 6 & 0x3F))
      output.append(UInt8(0x80 | value & 0x3F))
    }
  }
}
