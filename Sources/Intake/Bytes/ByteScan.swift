/// Searching and checking bytes eight at a time.
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Splits plain cells up to the end of their line: adds the bounds of each cell that a separator
  /// closes, `cellStart` to its separator, both moved by `shift`, and lets `cellStart` stand behind
  /// the last separator. The separators stay between the cells, so that a record without quotes is
  /// copied in one go.
  ///
  /// Gives the position of the LF or CR, or the end of the range. `opensCell` tells that it stopped
  /// behind a separator: before a quote, or at the end of the range.
  @inline(__always)
  static func splitCells(
    in buffer: [UInt8], _ range: Range<Int>, separator: UInt8, shift: Int, cellStart: inout Int,
    bounds: inout [Range<Int>]
  ) -> (position: Int, opensCell: Bool) {
    let span = buffer.span.extracting(range)
    let bytes = unsafe span.bytes
    let count = range.count
    let separators = ones &* UInt64(separator)
    let moved = range.lowerBound &+ shift
    var position = 0
    while position < count {
      var hits: UInt64
      if position &+ 8 <= count {
        // Eight bytes from `position` lie inside the span: the condition.
        let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        hits =
          exactZeros(word ^ separators) | exactZeros(word ^ (ones &* 0x0A))
          | exactZeros(word ^ (ones &* 0x0D))
      } else {
        let byte = span[position]
        hits = byte == separator || byte == 0x0A || byte == 0x0D ? 0x80 : 0
        if hits == 0 {
          position &+= 1
          continue
        }
      }
      while hits != 0 {
        let hit = position &+ hits.trailingZeroBitCount / 8
        hits &= hits &- 1
        guard span[hit] == separator else { return (range.lowerBound &+ hit, false) }
        bounds.append(cellStart..<hit &+ moved)
        cellStart = hit &+ 1 &+ moved
        if hit &+ 1 == count || span[hit &+ 1] == 0x22 {
          return (range.lowerBound &+ hit &+ 1, true)
        }
      }
      position &+= position &+ 8 <= count ? 8 : 1
    }
    return (range.upperBound, false)
  }

  /// The first position in `range` that ends plain text of a JSON string: a quote, a backslash or
  /// a control character; the range's end if none.
  @inline(__always)
  static func endOfPlainText(in buffer: [UInt8], _ range: Range<Int>) -> Int {
    let bytes = unsafe buffer.span.extracting(range).bytes
    let count = range.count
    var position = 0
    while position &+ 8 <= count {
      // Eight bytes from `position` lie inside the span: the loop's condition.
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      // The lowest bit of each part is right: borrows come only from a hit below.
      let controls = (word &- ones &* 0x20) & ~word & highs
      let found = zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x5C)) | controls
      if found != 0 { return range.lowerBound &+ position &+ found.trailingZeroBitCount / 8 }
      position &+= 8
    }
    while position < count {
      let byte = unsafe bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return range.lowerBound &+ position }
      position &+= 1
    }
    return range.upperBound
  }

  /// The first position in `range` whose byte is above ASCII; the range's end if none.
  static func endOfASCII(in buffer: [UInt8], _ range: Range<Int>) -> Int {
    let bytes = unsafe buffer.span.extracting(range).bytes
    let count = range.count
    var position = 0
    while position &+ 8 <= count {
      // Eight bytes from `position` lie inside the span: the loop's condition.
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      if word & highs != 0 { break }
      position &+= 8
    }
    while position < count, buffer[range.lowerBound &+ position] < 0x80 { position &+= 1 }
    return range.lowerBound &+ position
  }

  /// Whether the bytes are UTF-8 text without NUL.
  static func isText(_ bytes: [UInt8]) -> Bool {
    let span = bytes.span
    let raw = unsafe span.bytes
    let count = bytes.count
    var position = 0
    var seen: UInt64 = 0
    var nul: UInt64 = 0
    while position &+ 8 <= count {
      // Eight bytes from `position` lie inside the span: the loop's condition.
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      seen |= word
      nul |= zeros(word)
      position &+= 8
    }
    while position < count {
      seen |= UInt64(span[position])
      if span[position] == 0 { nul = highs }
      position &+= 1
    }
    if nul != 0 { return false }
    if seen & highs == 0 { return true }
    return (try? UTF8Span(validating: span)) != nil
  }

  /// The high bit of each zero byte is set, and no other bit.
  @inline(__always)
  private static func exactZeros(_ word: UInt64) -> UInt64 {
    ~(((word & ~highs) &+ ~highs) | word | ~highs)
  }

  /// The high bit of the lowest zero byte is set, and none below it. Bits above may be false
  /// alarms, so a result that is not 0 means that there is a zero byte, and the lowest bit where.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & highs
  }
}
