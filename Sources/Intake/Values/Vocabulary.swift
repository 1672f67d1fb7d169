import FoundationEssentials
import Procedures

/// The words that sources use for yes, no, levels, tiers and the rest: data, read once from
/// `Profiles/words.json`. All words are kept by their match key.
struct Vocabulary: Sendable {
  let yes: Set<String>
  let no: Set<String>
  let unknown: Set<String>
  let levels: [String: LevelReference]
  let levelPhrases: [(phrase: String, level: LevelReference)]
  let levelNumberWords: [String]
  let levelTwins: [(newer: LevelReference, older: [LevelReference])]
  let negations: Set<String>
  let means: [String: String]
  let tierWords: [String: TierWord]
  let tierLabels: [TierWord: String]
  let classNames: [String: TierWord]
  let classSuffixes: [(suffix: String, tier: TierWord)]
  let internalWords: [String]
  let fee: Fee
  let groups: [String]
  let totals: [String]
  let notes: Set<String>
  /// Words that begin a line below the table: a recipient, a signature.
  let signatures: [String]
  /// Ranks of those who sign; alone in a cell, as a name may begin with one.
  let ranks: Set<String>
  /// Words in a group heading that mean something else than what is offered now.
  let otherGroups: [String]
  /// States of a procedure that is not in force.
  let inactive: Set<String>

  /// The tiers that procedures are said to belong to; wider than the tiers of our agencies.
  enum TierWord: String, Sendable, Hashable, CaseIterable, Decodable {
    case ministry, province, district, commune, vertical, other

    /// The tier of an agency; nil for a ministry and for anything else.
    var tier: Tier? { Tier(rawValue: rawValue) }
  }

  /// Words by which fees are told in free text.
  struct Fee: Sendable {
    let free: Set<String>
    let currencies: Set<String>
    let channels: Set<String>
    let labels: Set<String>
    let doubts: [String]
  }

  /// The embedded words.
  static let standard = Vocabulary()

  private init() {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(PackageResources.words_json))
    } catch {
      preconditionFailure("the embedded words.json is not what Vocabulary decodes: \(error)")
    }
    let key = VietnameseText.matchKey
    yes = Set(file.yes.map(key))
    no = Set(file.no.map(key))
    unknown = Set(file.unknown.map(key))
    levels = Self.byKey(file.levels.map { ($0.reference, $0.words) })
    levelPhrases = file.levelPhrases.flatMap { level in
      level.words.map { (key($0), level.reference) }
    }
    levelNumberWords = file.levelNumberWords.map(key)
    levelTwins = file.levelTwins.map { twin in
      (twin.newer.reference, twin.older.map(\.reference))
    }
    negations = Set(file.negations.map(key))
    means = Self.byKey(file.means.map { ($0.code, $0.words) })
    tierWords = Self.byKey(file.tiers.map { ($0.tier, $0.words) })
    tierLabels = Dictionary(
      file.tiers.compactMap { entry in entry.label.map { (entry.tier, $0) } },
      uniquingKeysWith: { $1 })
    classNames = Self.byKey(file.classNames.map { ($0.tier, $0.words) })
    classSuffixes = file.classSuffixes.flatMap { entry in
      entry.words.map { (key($0), entry.tier) }
    }
    internalWords = file.internal.map(key)
    fee = Fee(
      free: Set(file.fee.free.map(key)), currencies: Set(file.fee.currencies.map(key)),
      channels: Set(file.fee.channels.map(key)), labels: Set(file.fee.labels.map(key)),
      doubts: file.fee.doubts.map(key))
    groups = file.groups.map(key)
    totals = file.totals.map(key)
    notes = Set(file.notes.map(key))
    signatures = file.signatures.map(key)
    ranks = Set(file.ranks.map(key))
    otherGroups = file.otherGroups.map(key)
    inactive = Set(file.inactive.map(key))
  }

  /// Whether a cell says nothing: blank, or a word for "not known".
  func saysNothing(_ key: String, _ text: String) -> Bool {
    text.isEmpty || unknown.contains(key)
  }

  static func byKey<Value>(_ entries: [(Value, [String])]) -> [String: Value] {
    Dictionary(
      entries.flatMap { value, words in words.map { (VietnameseText.matchKey($0), value) } },
      uniquingKeysWith: { first, _ in first })
  }

  private struct File: Decodable {
    struct Level: Decodable {
      let scheme: String
      let code: String
      let words: [String]
      var reference: LevelReference { LevelReference(scheme: scheme, code: code) }
    }
    struct Reference: Decodable {
      let scheme: String
      let code: String
      var reference: LevelReference { LevelReference(scheme: scheme, code: code) }
    }
    struct Twin: Decodable {
      let newer: Reference
      let older: [Reference]
    }
    struct Means: Decodable {
      let code: String
      let words: [String]
    }
    struct Tiers: Decodable {
      let tier: TierWord
      let label: String?
      let words: [String]
    }
    struct Fee: Decodable {
      let free: [String]
      let currencies: [String]
      let channels: [String]
      let labels: [String]
      let doubts: [String]
    }
    let yes: [String]
    let no: [String]
    let unknown: [String]
    let levels: [Level]
    let levelPhrases: [Level]
    let levelNumberWords: [String]
    let levelTwins: [Twin]
    let negations: [String]
    let means: [Means]
    let tiers: [Tiers]
    let classNames: [Tiers]
    let classSuffixes: [Tiers]
    let `internal`: [String]
    let fee: Fee
    let groups: [String]
    let totals: [String]
    let notes: [String]
    let signatures: [String]
    let ranks: [String]
    let otherGroups: [String]
    let inactive: [String]
  }
}
