internal import Indicators

/// A sentence for people, in both languages.
struct Wording: Sendable, Hashable {
  let vi: String
  let en: String

  init(vi: String, en: String) {
    self.vi = vi
    self.en = en
  }

  /// The sentence in a language.
  subscript(language: Language) -> String { language == .vi ? vi : en }
}
