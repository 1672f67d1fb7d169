import Procedures

/// One cell of each kind, read by the vocabulary. Pure; each distinct spelling is read once.
enum CellReading {
  private static var words: Vocabulary { .standard }

  /// Yes, no, or nothing said.
  static func flag(_ cell: String) -> Reading<Bool> {
    let text = VietnameseText.normalised(cell)
    let key = VietnameseText.matchKey(text)
    if words.saysNothing(key, text) { return .claim(.unknown) }
    if words.yes.contains(key) { return .claim(.known(true)) }
    if words.no.contains(key) { return .claim(.known(false)) }
    return .bad
  }

  /// Free text, normalised.
  static func text(_ cell: String) -> Claim<String> {
    let text = VietnameseText.normalised(cell)
    return words.saysNothing(VietnameseText.matchKey(text), text) ? .unknown : .known(text)
  }

  /// Means of access, separated by semicolon, comma or line end. Words outside the vocabulary
  /// are kept in lower case; a no word alone is the empty set.
  static func means(_ cell: String) -> Claim<AccessMeans> {
    let whole = VietnameseText.normalised(cell)
    let wholeKey = VietnameseText.matchKey(whole)
    if words.saysNothing(wholeKey, whole) { return .unknown }
    if words.no.contains(wholeKey) { return .known(AccessMeans([String]())) }
    var found: [String] = []
    for piece in cell.split(whereSeparator: { ";,|".contains($0) || $0.isNewline }) {
      let text = VietnameseText.normalised(String(piece))
      if text.isEmpty { continue }
      found.append(words.means[VietnameseText.matchKey(text)] ?? text.lowercased())
    }
    return found.isEmpty ? .unknown : .known(AccessMeans(found))
  }

  /// Whether the procedure is internal: only the type column tells.
  static func isInternal(_ cell: String) -> Claim<Bool> {
    let text = VietnameseText.normalised(cell)
    let key = VietnameseText.matchKey(text)
    if words.saysNothing(key, text) { return .unknown }
    let negated = key.split(separator: " ").contains { words.negations.contains(String($0)) }
    return .known(!negated && words.internalWords.contains { key.contains($0) })
  }

  /// The tiers of a procedure, as labels in the order of government: `Cấp tỉnh, Cấp xã`. Words
  /// outside the vocabulary stay as they are, behind the others.
  static func procedureTiers(_ cell: String) -> Claim<String> {
    let whole = VietnameseText.normalised(cell)
    let wholeKey = VietnameseText.matchKey(whole)
    if words.saysNothing(wholeKey, whole) { return .unknown }
    if let single = words.tierWords[wholeKey] { return .known(label([single])) }
    var tiers: Set<Vocabulary.TierWord> = []
    var others: Set<String> = []
    for piece in cell.split(whereSeparator: { ";,/|&".contains($0) || $0.isNewline }) {
      let text = VietnameseText.normalised(String(piece))
      if text.isEmpty { continue }
      if let tier = words.tierWords[VietnameseText.matchKey(text)] {
        tiers.insert(tier)
      } else {
        others.insert(text)
      }
    }
    let known = tiers.isEmpty ? [] : [label(tiers)]
    let pieces = known + others.sorted()
    return pieces.isEmpty ? .unknown : .known(pieces.joined(separator: ", "))
  }

  /// The labels of tiers in the order of government.
  static func label(_ tiers: Set<Vocabulary.TierWord>) -> String {
    Vocabulary.TierWord.allCases.filter(tiers.contains)
      .map { words.tierLabels[$0] ?? $0.rawValue }.joined(separator: ", ")
  }

  /// The tier of an agency.
  static func agencyTier(_ cell: String) -> Reading<Tier> {
    let text = VietnameseText.normalised(cell)
    let key = VietnameseText.matchKey(text)
    if words.saysNothing(key, text) { return .claim(.unknown) }
    guard let tier = words.tierWords[key]?.tier else { return .bad }
    return .claim(.known(tier))
  }
}
