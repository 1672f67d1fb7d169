/// Searching and checking bytes eight at a time.
enum ByteScan {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The first position in `range` that holds the separator, LF or CR; the range's end if none.
  @inline(__always)
  static func endOfPlainCell(
    in buffer: [UInt8], _ range: Range<Int>, separator: UInt8
  ) -> Int {
    let bytes = unsafe buffer.span.extracting(range).bytes
    let count = range.count
    var position = 0
    let separators = ones &* UInt64(separator)
    while position &+ 8 <= count {
      // Eight bytes from `position` lie inside the span: the loop's condition.
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      let found =
        zeros(word ^ separators) | zeros(word ^ (ones &* 0x0A)) | zeros(word ^ (ones &* 0x0D))
      if found != 0 { return range.lowerBound &+ position &+ found.trailingZeroBitCount / 8 }
      position &+= 8
    }
    while position < count {
      let byte = unsafe bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
      if byte == separator || byte == 0x0A || byte == 0x0D {
        return range.lowerBound &+ position
      }
      position &+= 1
    }
    return range.upperBound
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

  /// The high bit of the lowest zero byte is set, and none below it. Bits above may be false
  /// alarms, so a result that is not 0 means that there is a zero byte, and the lowest bit where.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & highs
  }
}
