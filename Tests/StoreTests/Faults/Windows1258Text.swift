/// Vietnamese in windows-1258: a letter with its circumflex, breve or horn is one byte, its tone
/// the next one. https://encoding.spec.whatwg.org/index-windows-1258.txt
enum Windows1258Text {
  private static let letters: [(Character, UInt8)] =
    zip("aeiouyAEIOUY", "aeiouyAEIOUY".utf8).map { ($0, $1) } + [
      ("ă", 0xE3), ("â", 0xE2), ("ê", 0xEA), ("ô", 0xF4), ("ơ", 0xF5), ("ư", 0xFD),
      ("Ă", 0xC3), ("Â", 0xC2), ("Ê", 0xCA), ("Ô", 0xD4), ("Ơ", 0xD5), ("Ư", 0xDD),
    ]
  private static let tones: [(String, UInt8)] = [
    ("\u{300}", 0xCC), ("\u{309}", 0xD2), ("\u{303}", 0xDE), ("\u{301}", 0xEC), ("\u{323}", 0xF2),
  ]

  // Characters are equal in composed and decomposed form.
  private static let table: [Character: [UInt8]] = {
    var table: [Character: [UInt8]] = ["đ": [0xF0], "Đ": [0xD0], "\u{A0}": [0xA0]]
    for (letter, byte) in letters {
      table[letter] = [byte]
      for (tone, mark) in tones { table[Character(String(letter) + tone)] = [byte, mark] }
    }
    return table
  }()

  /// The bytes; `?` for what the encoding has not.
  static func encode(_ text: String) -> [UInt8] {
    text.flatMap { character in
      table[character] ?? (character.isASCII ? Array(String(character).utf8) : [0x3F])
    }
  }
}
