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
  /// hold commas, so commas separate names only where there is one way to read them all.
  static func names(
    _ cell: String, in directory: AgencyDirectory, expands: Bool = false
  ) -> AgencyReading {
    if saysNothing(cell) { return .nothing }
    func single(_ name: String) -> AgencyReading? {
      guard let reading = Self.single(name, in: directory) else { return nil }
      guard expands, case .named(let ids, let tiers) = reading, !tiers.isEmpty else {
        return reading
      }
      return .named((ids + tiers.flatMap { directory.members(of: $0) }).sorted(), tiers: tiers)
    }
    if let whole = single(cell) { return whole }
    var ids: Set<Int64> = []
    var tiers: Set<Vocabulary.TierWord> = []
    var isComplete = true
    func take(_ piece: String) -> Bool {
      guard case .named(let some, let classes)? = single(piece) else { return false }
      ids.formUnion(some)
      tiers.formUnion(classes)
      return true
    }
    for line in pieces(cell, by: \.isNewline) where !take(line) {
      for part in pieces(line, by: { $0 == ";" }) where !take(part) {
        if let names = commaNames(part, isKnown: { single($0) != nil }) {
          for name in names where !take(name) { isComplete = false }
        } else {
          isComplete = false
        }
      }
    }
    return isComplete ? .named(ids.sorted(), tiers: tiers) : .unknown(ids.sorted())
  }

  private static func single(_ name: String, in directory: AgencyDirectory) -> AgencyReading? {
    if let id = directory.id(named: name) { return .named([id], tiers: []) }
    if let id = id(ofCode: VietnameseText.normalised(name), in: directory) {
      return .named([id], tiers: [])
    }
    if let tiers = classTiers(name) { return .named([], tiers: tiers) }
    let body = withoutMark(name)
    if body != name, let reading = single(body, in: directory) { return reading }
    return nameWithCode(name, in: directory).map { .named([$0], tiers: []) }
  }

  /// `Sở Tư pháp (H32.16)`, `H32.16 - Sở Tư pháp`: where the name is the agency's, or several
  /// bear it so that the code decides.
  private static func nameWithCode(_ text: String, in directory: AgencyDirectory) -> Int64? {
    let text = VietnameseText.normalised(text)
    let words = text.split(separator: " ").map(String.init)
    guard words.count > 1, let first = words.first, let last = words.last else { return nil }
    for (word, rest) in [(first, words.dropFirst()), (last, words.dropLast())] {
      let bare = String(word.drop { "([".contains($0) }.prefix { !")]:,".contains($0) })
      guard let id = id(ofCode: bare, in: directory) else { continue }
      let name = rest.joined(separator: " ")
      if directory.id(named: name) == id || directory.isShared(name) { return id }
    }
    return nil
  }

  /// The name behind `1.`, `2)` or `+`.
  private static func withoutMark(_ text: String) -> String {
    if text.hasPrefix("+") { return String(text.drop { "+ ".contains($0) }) }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count), let mark = text.dropFirst(digits.count).first,
      mark == "." || mark == ")"
    else { return text }
    let rest = text.dropFirst(digits.count + 1).drop { $0 == " " }
    return rest.first?.isLetter == true ? String(rest) : text
  }

  /// The names between commas where exactly one way to join the pieces again makes each a known
  /// name; nil otherwise.
  private static func commaNames(_ text: String, isKnown: (String) -> Bool) -> [String]? {
    let parts = pieces(text, by: { $0 == "," })
    guard (2...64).contains(parts.count) else { return nil }
    // Ways to read the pieces from each on, counted to 2, and the length of the first name.
    var ways = [Int](repeating: 0, count: parts.count + 1)
    var lengths = [Int](repeating: 0, count: parts.count)
    ways[parts.count] = 1
    for start in parts.indices.reversed() {
      for length in 1...min(4, parts.count - start) where ways[start + length] > 0 {
        guard isKnown(parts[start..<start + length].joined(separator: ", ")) else { continue }
        ways[start] = min(2, ways[start] + ways[start + length])
        lengths[start] = length
      }
    }
    guard ways[0] == 1 else { return nil }
    var names: [String] = []
    var start = 0
    while start < parts.count {
      names.append(parts[start..<start + lengths[start]].joined(separator: ", "))
      start += lengths[start]
    }
    return names
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
    AgencyCode(CatalogKeys.withoutWrapping(text).uppercased()).flatMap(directory.id(of:))
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
