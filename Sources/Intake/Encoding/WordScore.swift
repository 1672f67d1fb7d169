/// How much of a text's words can be Vietnamese when it is read in one encoding.
///
/// Only words with letters above ASCII count: the others read alike in all encodings.
struct WordScore: Sendable {
  private static let longest = 40

  /// Words with letters above ASCII, and those of them that can be Vietnamese.
  private(set) var words = 0
  private(set) var possible = 0

  private let table: LegacyTable

  init(_ table: LegacyTable) { self.table = table }

  /// The part of the words that can be Vietnamese; 0 where there are none.
  var share: Double { words == 0 ? 0 : Double(possible) / Double(words) }

  /// Takes in one run of ASCII letters and bytes above ASCII.
  mutating func take(_ run: [UInt8]) {
    var decoder = LegacyDecoder(table)
    var text: [UInt8] = []
    guard run.count <= Self.longest,
      (try? decoder.decode(run, run.indices, into: &text)) != nil
    else {
      words += 1
      return
    }
    decoder.finish(into: &text)
    for word in String(decoding: text, as: UTF8.self).unicodeScalars
      .split(whereSeparator: Self.isPunctuation)
    where word.contains(where: { $0.value > 0x7F }) {
      words += 1
      if VietnameseSyllable.isPossible(word) { possible += 1 }
    }
  }

  /// No-break space, quotation marks, dashes, dots: what stands beside words in any language.
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0xAB, 0xBB, 0x2010...0x2026, 0x2039, 0x203A: true
    default: false
    }
  }
}
