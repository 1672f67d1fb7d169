/// Tells which keys of a file may have come before, in memory that does not grow with the file.
///
/// It never misses a repeat. It suspects a few keys that are none, more of them in longer files,
/// and the database, which compares the keys themselves, decides; so only suspects cost it a
/// look.
struct RepeatFilter: Sendable {
  /// 16 MiB: of 5 million keys that differ it suspects about one in a thousand.
  private static let wordCount = 1 << 21
  private var words: [UInt64] = []

  /// Enters a key by its hash. True where it may have been entered before.
  mutating func enter(_ hash: UInt64) -> Bool {
    if words.isEmpty { words = [UInt64](repeating: 0, count: Self.wordCount) }
    // Eight words lie in one line of the cache; four bits are set in them.
    let line = Int(truncatingIfNeeded: hash >> 46) & (Self.wordCount / 8 - 1)
    var bits = hash
    var seen = true
    for _ in 0..<4 {
      let place = line * 8 + Int(truncatingIfNeeded: bits & 7)
      let bit: UInt64 = 1 << (bits >> 3 & 63)
      if words[place] & bit == 0 {
        seen = false
        words[place] |= bit
      }
      bits >>= 9
    }
    return seen
  }
}
