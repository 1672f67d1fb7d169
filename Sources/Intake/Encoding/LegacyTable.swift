/// An encoding of one byte for each letter or part of a letter, as a table.
struct LegacyTable: Sendable {
  /// What the bytes mean that begin something: a scalar, 0 where the byte means nothing alone.
  let scalars: [UInt32]
  /// The number of the mark that a byte adds to the letter before it, counted from 1; 0 for none.
  let marks: [UInt8]
  /// The composed letter of a letter and a mark, by ``key(_:_:)``.
  private let compositions: [UInt32: UInt32]

  /// `upperHalf` gives the scalars of the bytes from 0x80, `marks` the combining scalars that a
  /// byte adds to one of the letters in `bases`. What does not compose to a letter of the
  /// Vietnamese alphabet has no meaning.
  init(upperHalf: [UInt32], marks: [UInt8: String], bases: String) {
    precondition(upperHalf.count == 128, "an encoding has 128 bytes above ASCII")
    var scalars = (0..<128).map { UInt32($0) } + upperHalf
    var numbers = [UInt8](repeating: 0, count: 256)
    var compositions: [UInt32: UInt32] = [:]
    var number: UInt8 = 0
    for (byte, mark) in marks {
      number += 1
      numbers[Int(byte)] = number
      scalars[Int(byte)] = 0
      for base in bases.unicodeScalars {
        let composed = LatinComposition.composed([base] + Array(mark.unicodeScalars))
        guard composed.count == 1, VietnameseSyllable.isVowel(composed[0]) else { continue }
        compositions[Self.key(base.value, number)] = composed[0].value
      }
    }
    self.scalars = scalars
    self.marks = numbers
    self.compositions = compositions
  }

  /// The letter that a letter and a mark make; nil where they make none.
  func composed(_ base: UInt32, mark: UInt8) -> UInt32? { compositions[Self.key(base, mark)] }

  private static func key(_ base: UInt32, _ mark: UInt8) -> UInt32 { base << 8 | UInt32(mark) }
}
