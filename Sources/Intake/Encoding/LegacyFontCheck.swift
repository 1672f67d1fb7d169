/// Knows cells that were typed for a legacy font and saved as Unicode: `Thñ tôc ®¨ng ký`, which
/// only the font .VnTime showed as "Thủ tục đăng ký".
///
/// Bytes of TCVN3 and VNI became the Latin letters of the same numbers, so that the text is valid
/// and means nothing. The first rows decide; a single odd word decides nothing.
struct LegacyFontCheck: Sendable {
  /// So many words decide as well as all.
  private static let wordLimit = 400
  private static let neededWords = 8
  private static let neededShare = 0.7

  private let file: String
  private let index: Int?
  private var words = 0
  private var possible = 0
  private var scores: [(encoding: TextEncoding, font: String, score: WordScore)] = [
    (.tcvn3, "TCVN3 (.VnTime)", WordScore(.tcvn3)), (.vni, "VNI (VNI-Times)", WordScore(.vni)),
  ]
  private var isDecided: Bool

  /// `index` is the cell of the names; nil where the table has none, and then nothing is found.
  init(file: String, index: Int?) {
    self.file = file
    self.index = index
    isDecided = index == nil
  }

  /// Takes in a row. Throws ``IntakeError`` of the fault `notText` where so many words were seen
  /// that the texts are surely of a legacy font.
  mutating func take(_ record: CellRecord) throws(IntakeError) {
    guard !isDecided, let index, index < record.count,
      record.bytes[record.bounds[index]].contains(where: { $0 >= 0x80 })
    else { return }
    take(record.text(index))
    if words >= Self.wordLimit {
      isDecided = true
      try judge()
    }
  }

  /// Judges a table that was shorter. Throws as ``take(_:)`` does.
  func finish() throws(IntakeError) {
    if !isDecided { try judge() }
  }

  /// Takes in a text without judging.
  mutating func take(_ text: String) {
    for word in text.unicodeScalars.split(whereSeparator: { $0.value <= 0x40 || $0.value == 0xA0 })
    where word.contains(where: { $0.value > 0x7F }) {
      words += 1
      let composed = VietnameseText.normalised(String(Substring(word))).unicodeScalars
      if VietnameseSyllable.isPossible(composed) { possible += 1 }
      // A letter outside Latin-1 shows that the word is no byte text.
      let bytes = word.map { $0.value <= 0xFF ? UInt8($0.value) : 0x81 }
      for index in scores.indices { scores[index].score.take(bytes) }
    }
  }

  private func judge() throws(IntakeError) {
    guard words >= Self.neededWords,
      let best = scores.max(by: { $0.score.share < $1.score.share }),
      best.score.share >= Self.neededShare,
      Double(possible) / Double(words) * 2 < best.score.share
    else { return }
    throw IntakeError(
      .notText, file: file,
      reason: "the texts are Unicode in form, but were typed for a \(best.font) font: only "
        + "\(possible) of \(words) words with marks can be Vietnamese, read as "
        + "\(best.encoding.label) \(best.score.possible) can; convert the font to Unicode (in "
        + "Unikey: Ctrl+Shift+F6) and read it again")
  }
}
