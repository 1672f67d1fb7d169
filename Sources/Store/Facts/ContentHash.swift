/// A number of 64 bits for some fields in order, by which equal content is told from other.
///
/// It is stored, so it may never change: each word is folded in by a multiplication of full width,
/// high half over low half.
struct ContentHash: Sendable {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func add(_ word: UInt64) {
    let product = (value ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    value = (product.high ^ product.low) &+ 0xA076_1D64_78BD_642F
  }

  mutating func add(_ number: Int64) { add(UInt64(bitPattern: number)) }

  /// Missing is told from every number by the word in front.
  mutating func add(_ number: Int64?) {
    guard let number else { return add(UInt64.max - 1) }
    add(UInt64(1))
    add(UInt64(bitPattern: number))
  }

  mutating func add(_ text: String) {
    var word: UInt64 = 0
    var count: UInt64 = 0
    for byte in text.utf8 {
      word = word << 8 | UInt64(byte)
      count += 1
      if count & 7 == 0 { add(word) }
    }
    if count & 7 != 0 { add(word) }
    add(count)
  }

  mutating func add(_ text: String?) {
    guard let text else { return add(UInt64.max - 1) }
    add(UInt64(1))
    add(text)
  }
}
