/// The name of an element or attribute without its prefix, packed for comparing.
///
/// The names we look for have at most 16 bytes; all longer ones are one name that equals none of
/// ours. Prefixes are the producer's choice, and what an element means shows in where it stands.
struct MarkupName: Equatable {
  private var head: UInt64 = 0
  private var tail: UInt64 = 0

  /// A name of ours, of at most 16 ASCII bytes.
  init(_ name: String) {
    for (position, byte) in name.utf8.enumerated() { add(byte, at: position) }
  }

  /// A name as expat hands it over; a declaration of a prefix gets the name that equals no other.
  @inline(__always)
  init(_ text: UnsafePointer<CChar>) {
    var next = unsafe text
    var count = 0
    while true {
      let byte = unsafe UInt8(bitPattern: next.pointee)
      if byte == 0 { break }
      unsafe next += 1
      if byte == 0x3A {
        if self == Self.declaration {
          add(0, at: 16)
          return
        }
        head = 0
        tail = 0
        count = 0
      } else {
        add(byte, at: count)
        count &+= 1
      }
    }
  }

  private static let declaration = MarkupName("xmlns")

  @inline(__always)
  private mutating func add(_ byte: UInt8, at position: Int) {
    if position < 8 {
      head |= UInt64(byte) &<< UInt64(8 &* position)
    } else if position < 16 {
      tail |= UInt64(byte) &<< UInt64(8 &* position &- 64)
    } else {
      head = .max
      tail = .max
    }
  }
}
