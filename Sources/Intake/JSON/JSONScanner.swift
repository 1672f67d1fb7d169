/// Reads JSON from bytes that stream, token by token: RFC 8259, strictly.
///
/// The caller follows the structure; the scanner knows the place for errors and how deep it is.
/// Memory is one buffer.
struct JSONScanner: Sendable {
  static let depthLimit = 64

  let file: String
  /// 1-based line of the next byte.
  private(set) var line = 1
  /// The item that is being read, counted from 1; 0 before the first. For errors.
  var item = 0
  private var source: any ByteSource
  private var buffer: [UInt8]
  private var position = 0
  private var end = 0
  private var depth = 0

  init(_ source: any ByteSource, file: String, bufferSize: Int = 1 << 18) {
    self.source = source
    self.file = file
    buffer = [UInt8](repeating: 0, count: max(1, bufferSize))
  }

  /// The next byte that is no blank, which stays; nil at the end of the source.
  @inline(__always)
  mutating func peek() throws(IntakeError) -> UInt8? {
    while true {
      while position < end {
        let byte = buffer[position]
        switch byte {
        case 0x20, 0x0D, 0x09: position &+= 1
        case 0x0A:
          line &+= 1
          position &+= 1
        default: return byte
        }
      }
      guard try refill() else { return nil }
    }
  }

  /// The first byte of a value, which stays.
  mutating func peekValue() throws(IntakeError) -> UInt8 {
    guard let byte = try peek() else { throw cut() }
    return byte
  }

  /// Takes `{` or `[`, which the caller has seen.
  mutating func open() throws(IntakeError) {
    position &+= 1
    depth += 1
    if depth > Self.depthLimit {
      throw bad("values lie in more than \(Self.depthLimit) others; this is no table of ours")
    }
  }

  /// Goes to the next element of an array; false where the array ends, which it takes.
  mutating func nextElement(isFirst: inout Bool) throws(IntakeError) -> Bool {
    try next(isFirst: &isFirst, close: UInt8(ascii: "]"))
  }

  /// Goes to the next value of an object and gives its key; false where the object ends, which it
  /// takes.
  mutating func nextKey(_ key: inout [UInt8], isFirst: inout Bool) throws(IntakeError) -> Bool {
    guard try next(isFirst: &isFirst, close: UInt8(ascii: "}")) else { return false }
    guard try peekValue() == UInt8(ascii: "\"") else { throw bad("a key is not in quotes") }
    key.removeAll(keepingCapacity: true)
    try string(into: &key)
    guard try peekValue() == UInt8(ascii: ":") else { throw bad("no colon follows a key") }
    position &+= 1
    return true
  }

  private mutating func next(isFirst: inout Bool, close: UInt8) throws(IntakeError) -> Bool {
    var byte = try peekValue()
    if byte == close {
      position &+= 1
      depth -= 1
      return false
    }
    if isFirst {
      isFirst = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw bad("a comma is missing") }
    position &+= 1
    byte = try peekValue()
    if byte == close { throw bad("a comma stands before the closing bracket") }
    return true
  }

  /// Appends the text of a string without its quotes and escapes; the next byte is its quote.
  mutating func string(into output: inout [UInt8]) throws(IntakeError) {
    position &+= 1
    while true {
      let stop = ByteScan.endOfPlainText(in: buffer, position..<end)
      output.append(contentsOf: buffer[position..<stop])
      position = stop
      if position == end {
        guard output.count <= CSVRecords.recordLimit else { throw tooLong() }
        guard try refill() else { throw cut() }
        continue
      }
      switch buffer[position] {
      case UInt8(ascii: "\""):
        position &+= 1
        return
      case UInt8(ascii: "\\"):
        position &+= 1
        try escape(into: &output)
      default: throw bad("a control character stands in a text; write it as an escape")
      }
    }
  }

  /// Passes a string, or appends it as it is written, with its quotes and escapes.
  mutating func rawString(into output: inout [UInt8], keep: Bool) throws(IntakeError) {
    if keep { output.append(UInt8(ascii: "\"")) }
    position &+= 1
    while true {
      let stop = ByteScan.endOfPlainText(in: buffer, position..<end)
      if keep { output.append(contentsOf: buffer[position..<stop]) }
      position = stop
      if position == end {
        guard output.count <= CSVRecords.recordLimit else { throw tooLong() }
        guard try refill() else { throw cut() }
        continue
      }
      switch buffer[position] {
      case UInt8(ascii: "\""):
        position &+= 1
        if keep { output.append(UInt8(ascii: "\"")) }
        return
      case UInt8(ascii: "\\"):
        position &+= 1
        if keep { output.append(UInt8(ascii: "\\")) }
        let byte = try byteInString()
        guard "\"\\/bfnrtu".utf8.contains(byte) else { throw bad("a text holds an unknown escape") }
        if keep { output.append(byte) }
        if byte == UInt8(ascii: "u") {
          let value = try hex()
          if keep {
            let digits = String(value, radix: 16)
            output.append(contentsOf: String(repeating: "0", count: 4 - digits.count).utf8)
            output.append(contentsOf: digits.utf8)
          }
        }
      default: throw bad("a control character stands in a text; write it as an escape")
      }
    }
  }

  /// Appends a number, `true`, `false` or `null` as it is written.
  mutating func word(into output: inout [UInt8]) throws(IntakeError) {
    let start = output.count
    while true {
      if position == end {
        guard try refill() else { break }
      }
      let byte = buffer[position]
      switch byte {
      case 0x30...0x39, 0x61...0x7A, 0x41...0x5A, 0x2B, 0x2D, 0x2E:
        output.append(byte)
        position &+= 1
        if output.count - start > 4096 { throw bad("a number is longer than 4,096 digits") }
        continue
      default: break
      }
      break
    }
    // At the end of the bytes only a whole word is known to be whole.
    guard JSONWord.isValid(output[start...]) else {
      if position == end, try !refill() { throw cut() }
      throw bad("a value is neither a text nor a number, true, false or null")
    }
  }

  private mutating func escape(into output: inout [UInt8]) throws(IntakeError) {
    switch try byteInString() {
    case UInt8(ascii: "\""): output.append(0x22)
    case UInt8(ascii: "\\"): output.append(0x5C)
    case UInt8(ascii: "/"): output.append(0x2F)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0C)
    case UInt8(ascii: "n"): output.append(0x0A)
    case UInt8(ascii: "r"): output.append(0x0D)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "u"):
      var value = try hex()
      if (0xD800...0xDBFF).contains(value) {
        guard try byteInString() == UInt8(ascii: "\\"), try byteInString() == UInt8(ascii: "u")
        else { throw bad("a text holds half a character (\\u escape)") }
        let low = try hex()
        guard (0xDC00...0xDFFF).contains(low) else {
          throw bad("a text holds half a character (\\u escape)")
        }
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw bad("a text holds half a character (\\u escape)")
      }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { output.append(byte) }
    default: throw bad("a text holds an unknown escape")
    }
  }

  private mutating func hex() throws(IntakeError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      let byte = try byteInString()
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46, 0x61...0x66: digit = (byte | 0x20) - 0x57
      default: throw bad("a \\u escape has not four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private mutating func byteInString() throws(IntakeError) -> UInt8 {
    if position == end {
      guard try refill() else { throw cut() }
    }
    position &+= 1
    return buffer[position &- 1]
  }

  private mutating func refill() throws(IntakeError) -> Bool {
    position = 0
    end = try source.fill(&buffer)
    return end > 0
  }
}
