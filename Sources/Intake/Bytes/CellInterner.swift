/// Numbers for the distinct spellings of one column, by their raw bytes.
///
/// Open addressing with at most 32 probes, at most `limit` spellings and `byteLimit` bytes: what
/// goes beyond, or was made to collide, gets no number and is parsed each time.
struct CellInterner: Sendable {
  /// What ``intern(_:in:)`` found.
  enum Slot: Equatable { case known(Int), fresh(Int), overflow }

  private let limit: Int
  private let byteLimit: Int
  private var arena: [UInt8] = []
  private var spans: [Range<Int>] = []
  private var hashes: [UInt64] = []
  private var table: [Int32]
  private var last = -1

  init(limit: Int = 200_000, byteLimit: Int = 16 << 20) {
    self.limit = limit
    self.byteLimit = byteLimit
    table = [Int32](repeating: -1, count: 64)
  }

  /// How many spellings have a number.
  var count: Int { spans.count }

  /// The number of the spelling `bytes[range]`; numbers count up from 0.
  mutating func intern(_ range: Range<Int>, in bytes: [UInt8]) -> Slot {
    // Neighbouring rows often say the same; comparing is cheaper than hashing.
    if last >= 0, matches(last, range, bytes) { return .known(last) }
    let hash = Self.hash(range, in: bytes)
    let mask = table.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    for _ in 0..<32 {
      let entry = Int(table[index])
      if entry < 0 {
        guard spans.count < limit, arena.count + range.count <= byteLimit else { return .overflow }
        let id = spans.count
        spans.append(arena.count..<arena.count + range.count)
        arena.append(contentsOf: bytes[range])
        hashes.append(hash)
        table[index] = Int32(id)
        last = id
        if spans.count * 2 > table.count { grow() }
        return .fresh(id)
      }
      if hashes[entry] == hash, matches(entry, range, bytes) {
        last = entry
        return .known(entry)
      }
      index = (index + 1) & mask
    }
    return .overflow
  }

  private func matches(_ id: Int, _ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    let kept = spans[id]
    guard kept.count == range.count else { return false }
    let left = unsafe arena.span.extracting(kept).bytes
    let right = unsafe bytes.span.extracting(range).bytes
    let count = range.count
    var position = 0
    while position &+ 8 <= count {
      // Both spans have `count` bytes, and the loop's condition keeps eight of them ahead.
      let one = unsafe left.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      let two = unsafe right.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      if one != two { return false }
      position &+= 8
    }
    while position < count {
      let one = unsafe left.unsafeLoad(fromByteOffset: position, as: UInt8.self)
      let two = unsafe right.unsafeLoad(fromByteOffset: position, as: UInt8.self)
      if one != two { return false }
      position &+= 1
    }
    return true
  }

  private mutating func grow() {
    var larger = [Int32](repeating: -1, count: table.count * 4)
    let mask = larger.count - 1
    for (id, hash) in hashes.enumerated() {
      var index = Int(truncatingIfNeeded: hash) & mask
      while larger[index] >= 0 { index = (index + 1) & mask }
      larger[index] = Int32(id)
    }
    table = larger
  }

  private static func hash(_ range: Range<Int>, in bytes: [UInt8]) -> UInt64 {
    let raw = unsafe bytes.span.extracting(range).bytes
    let count = range.count
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
    var position = 0
    while position &+ 8 <= count {
      // The loop's condition keeps eight bytes of the span ahead.
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      hash = mix(hash ^ word)
      position &+= 8
    }
    var rest: UInt64 = 0
    while position < count {
      let byte = unsafe raw.unsafeLoad(fromByteOffset: position, as: UInt8.self)
      rest = rest &<< 8 | UInt64(byte)
      position &+= 1
    }
    return mix(hash ^ rest)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
