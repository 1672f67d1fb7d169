/// Bytes in order, a buffer at a time.
protocol ByteSource: Sendable {
  /// Overwrites the buffer from its start, at most its count; returns how many bytes it wrote,
  /// 0 at the end and only there.
  mutating func fill(_ buffer: inout [UInt8]) throws(IntakeError) -> Int
}

/// Bytes that are in memory already.
struct MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0
  private let step: Int

  /// `step` limits how much one call gives, so that tests can cut a text anywhere.
  init(_ bytes: [UInt8], step: Int = .max) {
    self.bytes = bytes
    self.step = max(1, step)
  }

  mutating func fill(_ buffer: inout [UInt8]) throws(IntakeError) -> Int {
    let count = min(buffer.count, bytes.count - position, step)
    for offset in 0..<count { buffer[offset] = bytes[position + offset] }
    position += count
    return count
  }
}

/// The bytes of an open file from its start. Copies read on independently.
struct FileSource: ByteSource {
  private let file: OpenFile
  private var position: Int64 = 0

  init(_ file: OpenFile) { self.file = file }

  mutating func fill(_ buffer: inout [UInt8]) throws(IntakeError) -> Int {
    let count = try file.read(into: &buffer, at: position)
    position += Int64(count)
    return count
  }
}
