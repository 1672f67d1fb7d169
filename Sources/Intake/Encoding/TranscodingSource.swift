/// The bytes of a text as UTF-8, while they stream; without a byte order mark at the start.
///
/// Memory is one piece of 64 KiB and what it becomes. UTF-8 passes as it is: whoever makes records
/// of it checks it. A sequence that the encoding cannot mean throws ``IntakeError`` with the fault
/// `notText`, the line and the byte.
struct TranscodingSource: ByteSource {
  private enum Decoder: Sendable {
    case utf8
    case utf16(UTF16Decoder)
    case legacy(LegacyDecoder)
  }

  private static let pieceSize = 1 << 16

  private let file: String
  private let encoding: TextEncoding
  private var source: any ByteSource
  private var decoder: Decoder
  private var piece: [UInt8]
  private var passed = 0
  private var decoded: [UInt8] = []
  private var position = 0
  private var isFinished = false
  private var isAtStart = true

  /// The text of `source`, which has the given encoding; `file` is what errors call it.
  init(_ source: any ByteSource, from encoding: TextEncoding, file: String) {
    self.source = source
    self.encoding = encoding
    self.file = file
    decoder =
      switch encoding {
      case .utf8: .utf8
      case .utf16le: .utf16(UTF16Decoder(bigEndian: false))
      case .utf16be: .utf16(UTF16Decoder(bigEndian: true))
      case .windows1258: .legacy(LegacyDecoder(.windows1258))
      case .tcvn3: .legacy(LegacyDecoder(.tcvn3))
      case .vni: .legacy(LegacyDecoder(.vni))
      }
    piece = encoding == .utf8 ? [] : [UInt8](repeating: 0, count: Self.pieceSize)
  }

  mutating func fill(_ buffer: inout [UInt8]) throws(IntakeError) -> Int {
    if buffer.isEmpty { return 0 }
    if case .utf8 = decoder {
      if isAtStart { try skipByteOrderMark() }
      if position == decoded.count { return try source.fill(&buffer) }
    }
    while position == decoded.count, !isFinished { try decodePiece() }
    let count = min(buffer.count, decoded.count - position)
    buffer.replaceSubrange(0..<count, with: decoded[position..<position + count])
    position += count
    return count
  }

  /// Reads the first three bytes, and keeps them unless they are the mark.
  private mutating func skipByteOrderMark() throws(IntakeError) {
    isAtStart = false
    var next = [UInt8](repeating: 0, count: 3)
    while decoded.count < 3 {
      next.removeLast(next.count - (3 - decoded.count))
      let count = try source.fill(&next)
      if count == 0 { break }
      decoded.append(contentsOf: next.prefix(count))
    }
    if decoded == [0xEF, 0xBB, 0xBF] { position = 3 }
  }

  private mutating func decodePiece() throws(IntakeError) {
    decoded.removeAll(keepingCapacity: true)
    position = 0
    let count = try source.fill(&piece)
    isFinished = count == 0
    switch decoder {
    case .utf8: return
    case .utf16(var units):
      do {
        if isFinished {
          try units.finish()
        } else {
          try units.decode(piece, 0..<count, into: &decoded)
        }
      } catch {
        throw failure(
          line: units.lineEnds + 1, offset: error.offset,
          what: "half a character stands there, as after a cut or a change of encoding")
      }
      decoder = .utf16(units)
    case .legacy(var letters):
      do {
        if isFinished {
          letters.finish(into: &decoded)
        } else {
          try letters.decode(piece, 0..<count, into: &decoded)
        }
      } catch {
        let byte = "the byte 0x" + String(error.byte, radix: 16, uppercase: true)
        throw failure(
          line: letters.lineEnds + 1, offset: passed + error.offset,
          what: error.isMark
            ? "\(byte) marks a letter and follows none that it can mark"
            : "\(byte) means nothing in this encoding")
      }
      decoder = .legacy(letters)
    }
    passed += count
  }

  private func failure(line: Int, offset: Int, what: String) -> IntakeError {
    IntakeError(
      .notText, file: file, line: line,
      reason: "the text was taken for \(encoding.label), but at byte \(offset) \(what); "
        + "open it where it was written and save it as UTF-8")
  }
}
