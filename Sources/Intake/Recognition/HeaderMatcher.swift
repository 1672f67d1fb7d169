import Procedures

/// Finds out what the headings of one record mean.
struct HeaderMatcher: Sendable {
  /// How firmly a spelling claims its meaning: a firmer one wins, equal ones are a question.
  private enum Rank: Int {
    case weak, usual, canonical, declared

    /// Why a column was taken for what it is, for people.
    var reason: String {
      switch self {
      case .weak: "weak spelling, and no firmer one stands here"
      case .usual: "known spelling"
      case .canonical: "heading of the template"
      case .declared: "declared in the profile"
      }
    }
  }

  private struct Claimant {
    let meaning: String
    let rank: Rank
    let tick: LevelReference?
  }

  let profile: TableProfile
  private let claimants: [String: Claimant]
  private let known: Set<String>
  private let ignored: Set<String>
  private let personal: Set<String>
  private let many: Set<String>

  init(_ profile: TableProfile) {
    var claimants: [String: Claimant] = [:]
    func add(_ spellings: [String], _ meaning: String, _ rank: Rank, _ tick: LevelReference?) {
      for spelling in spellings {
        let key = VietnameseText.headerKey(spelling)
        if let present = claimants[key], present.rank.rawValue >= rank.rawValue { continue }
        claimants[key] = Claimant(meaning: meaning, rank: rank, tick: tick)
      }
    }
    for column in profile.columns {
      add(column.declared, column.id, .declared, nil)
      add(column.canonical, column.id, .canonical, nil)
      add(column.spellings, column.id, .usual, nil)
      add(column.weak, column.id, .weak, nil)
    }
    for tick in profile.ticks {
      let meaning = "level:\(tick.scheme)/\(tick.code)"
      add(tick.declared, meaning, .declared, tick.level)
      add(tick.spellings, meaning, .usual, tick.level)
    }
    for heading in profile.ignored + profile.personal {
      claimants[VietnameseText.headerKey(heading)] = nil
    }
    self.profile = profile
    self.claimants = claimants
    known = Set((profile.known + profile.ignored).map(VietnameseText.headerKey))
    ignored = Set(profile.ignored.map(VietnameseText.headerKey))
    personal = Set(profile.personal.map(VietnameseText.headerKey))
    many = Set(profile.columns.filter { $0.many == true }.map(\.id))
  }

  /// What a record of headings was recognised as.
  struct Match: Sendable {
    var columns: [Recognition.Column]
    /// Cell index and meaning of each column that is read.
    var readings: [(index: Int, meaning: String, tick: LevelReference?)]
    /// How many headings are known, also those that are not read.
    var score: Int
    /// How many cells the headings span.
    var width: Int
    /// The headings as texts, by cell; empty where a cell has none.
    var headers: [String]
    /// What only the user can decide.
    var question: String?
    /// The headings of columns that are not read though no list of the profile calls them known.
    var strange: [String] = []

    /// The cell of the column with this canonical name.
    func index(of meaning: String) -> Int? { readings.first { $0.meaning == meaning }?.index }

    /// The heading of a cell, or `#n` behind the last heading.
    func header(_ index: Int) -> String {
      index < headers.count && !headers[index].isEmpty ? headers[index] : "#\(index + 1)"
    }
  }

  /// Nil where these are no headings: the key column is missing, or fewer than two headings are
  /// known in a table of several columns.
  func match(_ headings: HeadingRow) -> Match? {
    let texts = headings.cells.map(\.text)
    let filled = texts.count { !$0.isEmpty }
    var byMeaning: [String: [(index: Int, claimant: Claimant)]] = [:]
    var reasons: [Int: String] = [:]
    var score = 0
    var strange: [Int] = []
    for (index, cell) in headings.cells.enumerated() where !cell.text.isEmpty {
      switch reading(of: cell) {
      case .claim(let claimant):
        byMeaning[claimant.meaning, default: []].append((index, claimant))
        score += 1
      case .known(let reason):
        reasons[index] = reason
        score += 1
      case .strange(let reason):
        reasons[index] = reason
        strange.append(index)
      }
    }
    guard profile.key.contains(where: { byMeaning[$0] != nil }), score >= 2 || filled == 1 else {
      return nil
    }
    var winners: [Int: Claimant] = [:]
    var question: String?
    for (meaning, candidates) in byMeaning.sorted(by: { $0.key < $1.key }) {
      if many.contains(meaning) {
        for candidate in candidates { winners[candidate.index] = candidate.claimant }
        continue
      }
      let best = candidates.map(\.claimant.rank.rawValue).max() ?? 0
      let firm = candidates.filter { $0.claimant.rank.rawValue == best }
      if firm.count > 1, question == nil {
        let names = firm.map { "\"\(texts[$0.index])\" (column \($0.index + 1))" }
        question =
          "which of \(names.joined(separator: " and ")) is the column \"\(meaning)\"? "
          + "rename or remove the other, or name it in a profile (--profile)"
      }
      guard let winner = firm.first else { continue }
      winners[winner.index] = winner.claimant
      for loser in candidates where loser.index != winner.index {
        reasons[loser.index] = "\"\(texts[winner.index])\" is already the column \"\(meaning)\""
        strange.append(loser.index)
      }
    }
    // A column that says yes or no about fees is firmer than any text about amounts.
    if winners.values.contains(where: { $0.meaning == "fee" }) {
      for (index, claimant) in winners where claimant.meaning == "fee_text" {
        winners[index] = nil
        reasons[index] = "the column \"fee\" says it"
      }
    }
    let width = (texts.lastIndex { !$0.isEmpty } ?? -1) + 1
    return Match(
      columns: texts.enumerated().filter { !$0.element.isEmpty }.map { index, text in
        Recognition.Column(
          position: index + 1, header: text, meaning: winners[index]?.meaning,
          reason: winners[index]?.rank.reason ?? reasons[index] ?? "")
      },
      readings: winners.sorted { $0.key < $1.key }
        .map { ($0.key, $0.value.meaning, $0.value.tick) },
      score: score, width: width, headers: texts, question: question,
      strange: strange.sorted().map { texts[$0] })
  }

  private enum Reading {
    case claim(Claimant)
    case known(String)
    case strange(String)
  }

  /// What one heading claims: with its group, else alone. A tick word under a group that means
  /// something else (`Thời hạn giải quyết` above `Toàn trình`) says nothing about the level.
  private func reading(of cell: HeadingRow.Cell) -> Reading {
    let whole = VietnameseText.headerKey(cell.text)
    if !personal.isEmpty,
      [cell.text, cell.lowest ?? "", cell.group ?? ""].contains(where: {
        personal.contains(VietnameseText.headerKey($0))
      })
    {
      return .strange("personal data, never read")
    }
    if let claimant = claimants[whole] { return .claim(claimant) }
    if let reading = knownReading(whole) { return reading }
    guard let lowest = cell.lowest, let group = cell.group else {
      return .strange("no spelling of the profile")
    }
    let key = VietnameseText.headerKey(lowest)
    let groupKey = VietnameseText.headerKey(group)
    if let claimant = claimants[key] {
      let groupMeaning = claimants[groupKey]?.meaning
      let isUnread = known.contains(groupKey)
      let isOther = groupMeaning != nil ? groupMeaning != "level" : isUnread
      let isForeign = groupMeaning.map { !Self.itself.contains($0) } ?? isUnread
      if saysOther(group) || (claimant.tick != nil && isOther)
        || (Self.bareWords.contains(key) && isForeign)
      {
        return .known("\"\(group)\" stands above it")
      }
      return .claim(claimant)
    }
    return knownReading(key) ?? .strange("no spelling of the profile")
  }

  /// Headings that only their group makes clear: the code or the name of something.
  private static let bareWords: Set<String> = ["mã", "mãsố", "ma", "tên", "ten", "code", "name"]
  /// Meanings of a group in which such a heading is the row's own code or name.
  private static let itself: Set<String> = ["code", "name", "service_code", "level"]

  /// Whether a group is about plans, counts of dossiers and the like.
  private func saysOther(_ group: String) -> Bool {
    let key = " " + VietnameseText.matchKey(group) + " "
    return Vocabulary.standard.otherGroups.contains { key.contains(" " + $0 + " ") }
  }

  private func knownReading(_ key: String) -> Reading? {
    if ignored.contains(key) { return .known("the profile says so") }
    return known.contains(key) ? .known("known, and not read") : nil
  }

  /// The headings that would be enough, for an error text.
  var needed: String {
    let titles = profile.columns
      .filter { profile.key.contains($0.id) || profile.required.contains($0.id) }
      .map { $0.canonical.last ?? $0.declared.first ?? $0.id }
    let joint = profile.required.isEmpty ? " or " : " and "
    return titles.map { "\"\($0)\"" }.joined(separator: joint)
  }
}
