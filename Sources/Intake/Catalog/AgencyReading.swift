import Procedures

/// The agencies that one cell names.
enum AgencyReading: Sendable, Equatable {
  /// The cell says nothing.
  case nothing
  /// Agencies, and the tiers of class names such as "UBND cấp xã".
  case named([Int64], tiers: Set<Vocabulary.TierWord>)
  /// Some part names no agency, or more than one; these could be read.
  case unknown([Int64])

  /// A cell of codes, separated by line end, semicolon or comma. All must be known.
  static func codes(_ cell: String, in directory: AgencyDirectory) -> AgencyReading {
    if saysNothing(cell) { return .nothing }
    var ids: Set<Int64> = []
    var isComplete = true
    for piece in pieces(cell, by: { $0.isNewline || $0 == ";" || $0 == "," }) {
      if let id = id(ofCode: piece, in: directory) {
        ids.insert(id)
      } else {
        isComplete = false
      }
    }
    return isComplete ? .named(ids.sorted(), tiers: []) : .unknown(ids.sorted())
  }

  /// A cell of names: the whole of it, else its lines, else the parts between semicolons. Names
  /// hold commas, so commas separate nothing, but in a list of class names.
  static func names(_ cell: String, in directory: AgencyDirectory) -> AgencyReading {
    if saysNothing(cell) { return .nothing }
    if let whole = single(cell, in: directory) { return whole }
    var ids: Set<Int64> = []
    var tiers: Set<Vocabulary.TierWord> = []
    var isComplete = true
    func take(_ piece: String) -> Bool {
      guard case .named(let some, let classes)? = single(piece, in: directory) else { return false }
      ids.formUnion(some)
      tiers.formUnion(classes)
      return true
    }
    for line in pieces(cell, by: \.isNewline) where !take(line) {
      for part in pieces(line, by: { $0 == ";" }) where !take(part) { isComplete = false }
    }
    return isComplete ? .named(ids.sorted(), tiers: tiers) : .unknown(ids.sorted())
  }

  private static func single(_ name: String, in directory: AgencyDirectory) -> AgencyReading? {
    if let id = directory.id(named: name) { return .named([id], tiers: []) }
    if let id = id(ofCode: VietnameseText.normalised(name), in: directory) {
      return .named([id], tiers: [])
    }
    return classTiers(name).map { .named([], tiers: $0) }
  }

  /// The tiers of a class name, or of a list of them; nil for anything else.
  private static func classTiers(_ name: String) -> Set<Vocabulary.TierWord>? {
    let words = Vocabulary.standard
    if name.contains(where: { $0 == ";" || $0.isNewline }) { return nil }
    func tiers(_ text: String) -> Set<Vocabulary.TierWord>? {
      let key = VietnameseText.matchKey(text)
      if let tier = words.classNames[key] { return [tier] }
      guard words.classSuffixes.contains(where: { key.hasSuffix(" " + $0.suffix) }) else {
        return nil
      }
      return Set(words.classSuffixes.filter { key.contains($0.suffix) }.map(\.tier))
    }
    if words.classNames[VietnameseText.matchKey(name)] != nil { return tiers(name) }
    var result: Set<Vocabulary.TierWord> = []
    for piece in pieces(name, by: { $0 == "," }) {
      guard let some = tiers(piece) else { return nil }
      result.formUnion(some)
    }
    return result.isEmpty ? nil : result
  }

  private static func id(ofCode text: String, in directory: AgencyDirectory) -> Int64? {
    AgencyCode(text).flatMap(directory.id(of:))
  }

  private static func saysNothing(_ cell: String) -> Bool {
    let text = VietnameseText.normalised(cell)
    return Vocabulary.standard.saysNothing(VietnameseText.matchKey(text), text)
  }

  private static func pieces(_ text: String, by isSeparator: (Character) -> Bool) -> [String] {
    text.split(whereSeparator: isSeparator).map { VietnameseText.normalised(String($0)) }
      .filter { !$0.isEmpty }
  }
}
