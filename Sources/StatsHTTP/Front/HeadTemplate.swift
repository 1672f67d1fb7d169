internal import NIOCore
internal import NIOHTTP1

/// The head of an answer as bytes, with the places of what differs from answer to answer: the date
/// and the name of the request.
struct HeadTemplate: Sendable, Hashable {
  /// Status line, fields and the empty line, as they go over the wire.
  let bytes: ByteBuffer
  /// Where the value of `Date` begins.
  let dateOffset: Int?
  /// Where the digits of the request's counter begin.
  let numberOffset: Int?

  /// The head as NIO's encoder would write it. Nil where the ordinary way would frame it otherwise
  /// than by a length, or where a date has not the length of a date.
  init?(_ head: HTTPResponseHead, numbers: RequestNumbers) {
    guard head.version == .http1_1, !head.headers.contains(name: "transfer-encoding") else {
      return nil
    }
    var buffer = ByteBuffer()
    var dateOffset: Int?
    var numberOffset: Int?
    buffer.writeString("HTTP/1.1 \(head.status.code) \(head.status.reasonPhrase)\r\n")
    for (name, value) in head.headers {
      // A 304 has no length of its own; NIO's encoder takes it off too.
      if head.status == .notModified, name.isField("content-length") { continue }
      buffer.writeString("\(name): ")
      if name.isField("date") {
        guard dateOffset == nil, value.utf8.count == HTTPDate.length else { return nil }
        dateOffset = buffer.writerIndex
        buffer.writeString(value)
      } else if name.isField("x-request-id") {
        guard numberOffset == nil else { return nil }
        buffer.writeString(numbers.prefix)
        numberOffset = buffer.writerIndex
        buffer.writeRepeatingByte(0x30, count: 16)
      } else {
        buffer.writeString(value)
      }
      buffer.writeString("\r\n")
    }
    buffer.writeString("\r\n")
    bytes = buffer
    self.dateOffset = dateOffset
    self.numberOffset = numberOffset
  }

  /// Appends the head with its date and its number.
  func write(to buffer: inout ByteBuffer, date: ByteBuffer, number: UInt64) {
    let start = buffer.writerIndex
    buffer.writeImmutableBuffer(bytes)
    if let dateOffset { buffer.setBuffer(date, at: start + dateOffset) }
    if let numberOffset {
      let high = RequestNumbers.codes(of: UInt32(truncatingIfNeeded: number >> 32))
      let low = RequestNumbers.codes(of: UInt32(truncatingIfNeeded: number))
      buffer.setInteger(high, at: start + numberOffset)
      buffer.setInteger(low, at: start + numberOffset + 8)
    }
  }
}

extension String {
  /// Whether the text is the name of a field, whose case does not matter; the name is given in
  /// lower case and holds letters and hyphens only.
  func isField(_ name: String) -> Bool {
    let (own, other) = (utf8, name.utf8)
    guard own.count == other.count else { return false }
    // Bit 0x20 makes a letter small and leaves a hyphen as it is.
    return zip(own, other).allSatisfy { $0 | 0x20 == $1 }
  }
}
