import Procedures

/// Reads one row of an agencies file.
struct AgencyRow: Sendable {
  /// The cell that stopped a row, and the rule it broke.
  struct Failure: Error {
    let rule: HeldRule
    let index: Int
    let code: AgencyCode?
  }

  private let match: HeaderMatcher.Match
  private let tierOfKind: [String: Tier]

  init(_ match: HeaderMatcher.Match, profile: TableProfile) {
    self.match = match
    tierOfKind = Vocabulary.byKey(profile.kinds.map { ($0.tier, $0.words) })
  }

  var codeIndex: Int { match.index(of: "code") ?? 0 }

  func read(_ record: CellRecord) throws(Failure) -> AgencyRecord {
    let codeText = VietnameseText.normalised(record.text(codeIndex))
    guard let code = AgencyCode(codeText) else {
      throw Failure(rule: .badCode, index: codeIndex, code: nil)
    }
    if record.count < match.width {
      throw Failure(rule: .badValue, index: record.count, code: code)
    }
    if record.count > match.width,
      let surplus = (match.width..<record.count).first(where: { !record.isBlank($0) })
    {
      throw Failure(rule: .badValue, index: surplus, code: code)
    }
    func value<Value>(
      _ meaning: String, _ parse: (String) -> Reading<Value>
    ) throws(Failure) -> Claim<Value> {
      guard let index = match.index(of: meaning) else { return .unsaid }
      guard case .claim(let claim) = parse(record.text(index)) else {
        throw Failure(rule: .badValue, index: index, code: code)
      }
      return claim
    }
    let name = try value("name") { .claim(CellReading.text($0)) }
    guard case .known(let name) = name else {
      throw Failure(rule: .badValue, index: match.index(of: "name") ?? codeIndex, code: code)
    }
    let parents = try codes("parent_code", record, owner: code)
    let kind = try value("kind") { .claim(CellReading.text($0)) }
    var tier = try value("tier", CellReading.agencyTier)
    if tier.value == nil, let kind = kind.value,
      let implied = tierOfKind[VietnameseText.matchKey(kind)]
    {
      tier = .known(implied)
    }
    let parent: Claim<AgencyCode>
    switch parents {
    case .unsaid: parent = .unsaid
    case .unknown: parent = .unknown
    case .known(let codes):
      guard codes.count == 1, let only = codes.first else {
        throw Failure(rule: .badValue, index: match.index(of: "parent_code") ?? 0, code: code)
      }
      parent = .known(only)
    }
    return AgencyRecord(
      row: record.number, code: code, name: name, parent: parent, tier: tier, kind: kind,
      validFrom: try value("valid_from", DateReading.day),
      validTo: try value("valid_to", DateReading.day),
      successors: try codes("successor_code", record, owner: code))
  }

  /// Codes separated by semicolon, comma or line end, in the order given.
  private func codes(
    _ meaning: String, _ record: CellRecord, owner: AgencyCode
  ) throws(Failure) -> Claim<[AgencyCode]> {
    guard let index = match.index(of: meaning) else { return .unsaid }
    let cell = record.text(index)
    guard case .known = CellReading.text(cell) else { return .unknown }
    var result: [AgencyCode] = []
    for piece in cell.split(whereSeparator: { ";,".contains($0) || $0.isNewline }) {
      let text = VietnameseText.normalised(String(piece))
      if text.isEmpty { continue }
      guard let code = AgencyCode(text) else {
        throw Failure(rule: .badValue, index: index, code: owner)
      }
      if !result.contains(code) { result.append(code) }
    }
    return result.isEmpty ? .unknown : .known(result)
  }
}
