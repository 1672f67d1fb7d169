/// Finds out in which encoding a text is written, or that nobody can know.
///
/// UTF-8 is known from the first piece that holds a letter above ASCII, so that a good file is
/// read no further than that. Only a text that is no UTF-8 is read to its end.
enum EncodingDetector {
  private static let pieceSize = 1 << 18
  /// A sample of this many words decides as well as all of them.
  private static let wordLimit = 20_000
  /// So much of the words has to be possible Vietnamese, and the runner-up has to have less than
  /// half of the winner's share.
  private static let neededShare = 0.7
  private static let neededWords = 2

  /// The encoding of the text that `source` gives from its start, in constant memory. Throws
  /// ``IntakeError`` with the fault `notText` for UTF-8 with bytes of another encoding in it, for
  /// UTF-32, and where no encoding makes Vietnamese of the text.
  static func find(
    in source: any ByteSource, file: String
  ) throws(IntakeError) -> EncodingFinding {
    var source = source
    var piece = [UInt8](repeating: 0, count: pieceSize)
    var count = try fillWhole(&piece, from: &source)
    if let finding = try marked(piece.prefix(count), file: file) { return finding }
    if let finding = patterned(piece.prefix(count)) { return finding }
    var survey = UTF8Survey()
    var scores = legacy.map { (encoding: $0.encoding, score: WordScore($0.table)) }
    var word: [UInt8] = []
    var isDoubtful = false
    while count > 0 {
      if isDoubtful || survey.isOpen || ByteScan.endOfASCII(in: piece, 0..<count) < count {
        survey.take(piece, 0..<count)
        isDoubtful = isDoubtful || survey.invalid > 0
        if !isDoubtful, survey.valid > 0 {
          return EncodingFinding(encoding: .utf8, reason: "its letters are UTF-8")
        }
        collect(piece, count, &word, &scores)
      } else {
        survey.takeASCII(piece, 0..<count)
      }
      count = try fillWhole(&piece, from: &source)
    }
    survey.finish()
    if survey.invalid == 0 { return EncodingFinding(encoding: .utf8, reason: "it is plain ASCII") }
    collect([0x20], 1, &word, &scores)
    return try judged(survey, scores, file: file)
  }

  private static let legacy: [(encoding: TextEncoding, table: LegacyTable)] = [
    (.windows1258, .windows1258), (.tcvn3, .tcvn3), (.vni, .vni),
  ]

  private static func fillWhole(
    _ piece: inout [UInt8], from source: inout any ByteSource
  ) throws(IntakeError) -> Int {
    var count = try source.fill(&piece)
    guard count > 0, count < 4096 else { return count }
    // Sources that give little at a time would hide a byte order mark or a pattern.
    var more = [UInt8](repeating: 0, count: 4096)
    while count < 4096 {
      more.removeLast(more.count - (4096 - count))
      let got = try source.fill(&more)
      if got == 0 { break }
      piece.replaceSubrange(count..<count + got, with: more[..<got])
      count += got
    }
    return count
  }

  private static func marked(
    _ bytes: ArraySlice<UInt8>, file: String
  ) throws(IntakeError) -> EncodingFinding? {
    let reason = "it begins with a byte order mark"
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return EncodingFinding(encoding: .utf8, reason: reason)
    }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw IntakeError(
        .notText, file: file, line: 1, reason: "the text is UTF-32; save it as UTF-8")
    }
    if bytes.starts(with: [0xFF, 0xFE]) {
      return EncodingFinding(encoding: .utf16le, reason: reason)
    }
    if bytes.starts(with: [0xFE, 0xFF]) {
      return EncodingFinding(encoding: .utf16be, reason: reason)
    }
    return nil
  }

  /// UTF-16 without a mark: at least a quarter of the units are ASCII, so that one of their two
  /// bytes is 0, and always the same one.
  private static func patterned(_ bytes: ArraySlice<UInt8>) -> EncodingFinding? {
    let bytes = Array(bytes.prefix(4096))
    let units = bytes.count / 2
    // By which byte of a unit is 0, the units whose other byte is an ASCII character.
    var letters = [0, 0]
    for unit in 0..<units {
      let pair = [bytes[unit * 2], bytes[unit * 2 + 1]]
      for zero in 0...1 where pair[zero] == 0 && (0x01...0x7F).contains(pair[1 - zero]) {
        letters[zero] += 1
      }
    }
    // A file of an odd number of bytes is no UTF-16; a piece of 4096 is even.
    guard units > 0, bytes.count % 2 == 0 else { return nil }
    for (encoding, zero) in [(TextEncoding.utf16be, 0), (.utf16le, 1)]
    where letters[zero] * 4 >= units && letters[1 - zero] * 16 < letters[zero] {
      return EncodingFinding(encoding: encoding, reason: "every second byte is 0 or nearly so")
    }
    return nil
  }

  /// Gives each run of letters to all scores; `word` keeps the run that the piece cuts.
  private static func collect(
    _ piece: [UInt8], _ count: Int, _ word: inout [UInt8],
    _ scores: inout [(encoding: TextEncoding, score: WordScore)]
  ) {
    for position in 0..<count {
      let byte = piece[position]
      if byte >= 0x80 || (0x41...0x5A).contains(byte & 0xDF) {
        // A longer run is no word; that it is too long is all that counts.
        if word.count <= 64 { word.append(byte) }
      } else if !word.isEmpty {
        if scores[0].score.words >= wordLimit { return }
        if word.contains(where: { $0 >= 0x80 }) {
          for index in scores.indices { scores[index].score.take(word) }
        }
        word.removeAll(keepingCapacity: true)
      }
    }
  }

  private static func judged(
    _ survey: UTF8Survey, _ scores: [(encoding: TextEncoding, score: WordScore)], file: String
  ) throws(IntakeError) -> EncodingFinding {
    if survey.valid >= survey.invalid {
      throw IntakeError(
        .notText, file: file, line: survey.firstBadLine,
        reason: "the text is UTF-8, but this line holds a byte that is not; a part of it was "
          + "pasted in another encoding or cut, correct the line or export the table again")
    }
    let ranked = scores.sorted { $0.score.share > $1.score.share }
    let (winner, second) = (ranked[0], ranked[1])
    guard winner.score.share >= neededShare, winner.score.possible >= neededWords,
      second.score.share * 2 < winner.score.share
    else {
      throw IntakeError(
        .notText, file: file, line: survey.firstBadLine,
        reason: "the text is neither UTF-8 nor surely windows-1258, TCVN3 (ABC) or VNI-Windows; "
          + "open it where it was written and save it as UTF-8")
    }
    if let line = survey.firstGoodLine {
      throw IntakeError(
        .notText, file: file, line: line,
        reason: "the text is \(winner.encoding.label), but this line is UTF-8; files of two "
          + "encodings were joined, save each as UTF-8 before joining them")
    }
    let percent = winner.score.possible * 100 / winner.score.words
    return EncodingFinding(
      encoding: winner.encoding,
      reason: "read so, \(percent)% of its \(winner.score.words) words with letters above ASCII "
        + "can be Vietnamese")
  }
}
