import FoundationEssentials
import Procedures

/// The words by which sources tell status, channel, method and state: data, read once from
/// `Profiles/fact-words.json`. All words are kept by their match key.
struct FactWords: Sendable {
  let statuses: [String: DossierStatus]
  let channels: [String: DossierChannel]
  let methods: [String: PaymentMethod]
  let states: [String: PaymentState]

  /// The embedded words.
  static let standard = FactWords()

  private init() {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(PackageResources.fact_words_json))
    } catch {
      preconditionFailure("the embedded fact-words.json is not what FactWords decodes: \(error)")
    }
    statuses = Self.byKey(file.statuses, DossierStatus.init(rawValue:))
    channels = Self.byKey(file.channels, DossierChannel.init(rawValue:))
    methods = Self.byKey(file.methods, PaymentMethod.init(rawValue:))
    states = Self.byKey(file.states, PaymentState.init(rawValue:))
  }

  /// Whether a text, given by its match key, is a word of some vocabulary of ours.
  func contains(_ key: String) -> Bool {
    let words = Vocabulary.standard
    return statuses[key] != nil || channels[key] != nil || methods[key] != nil
      || states[key] != nil || words.yes.contains(key) || words.no.contains(key)
      || words.unknown.contains(key)
  }

  /// The meaning of a cell: one of `words`, or nothing said.
  static func reading<Value>(
    _ words: [String: Value], _ cell: String
  ) -> Reading<Value> {
    let text = VietnameseText.normalised(cell)
    let key = VietnameseText.matchKey(text)
    if Vocabulary.standard.saysNothing(key, text) { return .claim(.unknown) }
    if let value = words[key] { return .claim(.known(value)) }
    // `10.0`, as number formats show a whole number.
    guard let number = CountReading.count(text).value, let value = words["\(number)"] else {
      return .bad
    }
    return .claim(.known(value))
  }

  private static func byKey<Value>(
    _ entries: [Entry], _ make: (Int16) -> Value?
  ) -> [String: Value] {
    Dictionary(
      entries.flatMap { entry in
        entry.words.compactMap { word in
          make(entry.code).map { (VietnameseText.matchKey(word), $0) }
        }
      },
      uniquingKeysWith: { first, _ in first })
  }

  private struct Entry: Decodable {
    let code: Int16
    let words: [String]
  }

  private struct File: Decodable {
    let statuses: [Entry]
    let channels: [Entry]
    let methods: [Entry]
    let states: [Entry]
  }
}
