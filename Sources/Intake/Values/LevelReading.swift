import Procedures

/// Online levels as sources write them.
enum LevelReading {
  private static var words: Vocabulary { .standard }

  /// A cell of a level column: a word of the vocabulary, or free text that names levels
  /// (`Nộp trên Cổng Dịch vụ công quốc gia (Một phần)`).
  static func level(_ cell: String) -> Reading<LevelReference> {
    let text = VietnameseText.normalised(cell)
    let key = VietnameseText.matchKey(text)
    if text.isEmpty { return .claim(.unknown) }
    if let level = words.levels[key] { return .claim(.known(level)) }
    if words.unknown.contains(key) { return .claim(.unknown) }
    if let whole = CellReading.wholeNumber(text), let level = words.levels[whole] {
      return .claim(.known(level))
    }
    let tokens = key.split(separator: " ").map(String.init)
    // "Chưa toàn trình" names a level and denies it: no reading of it is safe.
    if tokens.contains(where: words.negations.contains) { return .bad }
    var found = words.levelPhrases.filter { key.contains($0.phrase) }.map(\.level)
    if tokens.contains(where: words.levelNumberWords.contains) {
      for token in tokens where token.utf8.count == 1 {
        if let level = words.levels[token], level.scheme == "ND43" { found.append(level) }
      }
    }
    guard let first = found.first else { return .bad }
    var result = first
    for level in found.dropFirst() {
      guard let both = agreed(result, level) else { return .contradictory }
      result = both
    }
    return .claim(.known(result))
  }

  /// Two statements of one level: the same, or the same class on both scales, of which the newer
  /// is kept. Nil where they contradict each other.
  static func agreed(_ one: LevelReference, _ other: LevelReference) -> LevelReference? {
    if one == other { return one }
    for twin in words.levelTwins {
      if twin.newer == one, twin.older.contains(other) { return one }
      if twin.newer == other, twin.older.contains(one) { return other }
    }
    return nil
  }
}
