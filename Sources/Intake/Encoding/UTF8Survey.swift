/// Counts how much of a text's bytes above ASCII is UTF-8, byte after byte, across any cut.
struct UTF8Survey: Sendable {
  /// Bytes above ASCII in whole sequences, and those that stand in none.
  private(set) var valid = 0
  private(set) var invalid = 0
  /// The line of the first byte that stands in no sequence.
  private(set) var firstBadLine: Int?
  /// The first line all of whose bytes above ASCII are UTF-8.
  private(set) var firstGoodLine: Int?

  private var line = 1
  private var length = 0
  private var missing = 0
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF
  private var lineValid = 0
  private var lineInvalid = 0

  /// Whether a sequence has begun that is not whole yet.
  var isOpen: Bool { missing > 0 }

  /// Takes in the next bytes.
  mutating func take(_ bytes: [UInt8], _ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound {
      let byte = bytes[position]
      if missing > 0 {
        if byte >= lowest, byte <= highest {
          position += 1
          (lowest, highest) = (0x80, 0xBF)
          missing -= 1
          if missing == 0 {
            valid += length
            lineValid += length
          }
          continue
        }
        giveUp()
      }
      position += 1
      if byte < 0x80 {
        if byte == 0x0A { endLine() }
      } else {
        begin(byte)
      }
    }
  }

  /// Takes in bytes that are known to be ASCII, while no sequence is open: counts their lines.
  mutating func takeASCII(_ bytes: [UInt8], _ range: Range<Int>) {
    for position in range where bytes[position] == 0x0A { line += 1 }
  }

  /// The text is over.
  mutating func finish() {
    if missing > 0 { giveUp() }
    endLine()
  }

  /// What may follow a first byte: table 3-7 of the Unicode standard.
  private mutating func begin(_ byte: UInt8) {
    (lowest, highest) = (0x80, 0xBF)
    switch byte {
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF:
      missing = 2
      if byte == 0xE0 { lowest = 0xA0 }
      if byte == 0xED { highest = 0x9F }
    case 0xF0...0xF4:
      missing = 3
      if byte == 0xF0 { lowest = 0x90 }
      if byte == 0xF4 { highest = 0x8F }
    default:
      noteBad(1)
      return
    }
    length = missing + 1
  }

  private mutating func giveUp() {
    noteBad(length - missing)
    missing = 0
  }

  private mutating func noteBad(_ count: Int) {
    invalid += count
    lineInvalid += count
    if firstBadLine == nil { firstBadLine = line }
  }

  private mutating func endLine() {
    if firstGoodLine == nil, lineValid > 0, lineInvalid == 0 { firstGoodLine = line }
    line += 1
    lineValid = 0
    lineInvalid = 0
  }
}
