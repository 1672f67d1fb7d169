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
    if let whole = wholeNumber(text) { return flag(whole) }
    return .bad
  }

  /// A cell of a tick column: yes, no, its own level once more, or a dash for no tick.
  static func tick(_ cell: String, of level: LevelReference) -> Reading<Bool> {
    let reading = flag(cell)
    guard case .bad = reading else { return reading }
    let text = VietnameseText.normalised(cell)
    if text.allSatisfy({ "-–—".contains($0) }) { return .claim(.unknown) }
    guard case .claim(.known(let written)) = LevelReading.level(text),
      LevelReading.agreed(written, level) != nil
    else { return .bad }
    return .claim(.known(true))
  }

  /// Whether a state says that the procedure is not in force; any other word says nothing.
  @Sendable static func isInactive(_ cell: String) -> Bool {
    words.inactive.contains(VietnameseText.matchKey(cell))
  }

  /// `4` for `4.00` and `4,0`, as number formats show a whole number; nil for anything else.
  static func wholeNumber(_ text: String) -> String? {
    guard let point = text.firstIndex(where: { $0 == "." || $0 == "," }) else { return nil }
    let (whole, zeros) = (text[..<point], text[text.index(after: point)...])
    guard whole.utf8.count == 1, !zeros.isEmpty, zeros.allSatisfy({ $0 == "0" }),
      whole.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return String(whole)
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

  /// Codes of procedures, separated by semicolon, comma or line end, as one text in code-point
  /// order.
  static func codes(_ cell: String) -> Reading<String> {
    let whole = VietnameseText.normalised(cell)
    if words.saysNothing(VietnameseText.matchKey(whole), whole) { return .claim(.unknown) }
    var found: Set<String> = []
    for piece in cell.split(whereSeparator: { ";,".contains($0) || $0.isNewline }) {
      let text = VietnameseText.normalised(String(piece))
      if text.isEmpty { continue }
      guard let code = ProcedureCode(cleaning: text) else { return .bad }
      found.insert(code.text)
    }
    return .claim(found.isEmpty ? .unknown : .known(found.sorted().joined(separator: ";")))
  }

  /// The same, where a bad cell has been held already.
  static func replaced(_ cell: String) -> Claim<String> {
    if case .claim(let claim) = codes(cell) { claim } else { .unknown }
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
