internal import HTTPTypes
internal import Indicators

extension Language {
  /// The language that the values of `Accept-Language` prefer (RFC 9110 §12.5.4); Vietnamese where
  /// they say nothing about ours.
  init(accepting headers: HTTPFields) {
    var named: [(language: Language, quality: Double)] = []
    // What `*` says of the languages that are not named.
    var others = 0.0
    for range in headers[values: .acceptLanguage].flatMap({ $0.split(separator: ",") }) {
      let parts = range.split(separator: ";").map { String($0).trimmedOfBlanks.lowercased() }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { $0.dropFirst(2) }
      guard let name = parts.first?.split(separator: "-").first,
        let quality = weight.map({ Double($0) }) ?? 1, (0...1).contains(quality)
      else { continue }
      if name == "*" {
        others = max(others, quality)
      } else if let language = Language(rawValue: String(name)) {
        named.append((language, quality))
      }
    }
    for language in [Language.vi, .en] where !named.contains(where: { $0.language == language }) {
      named.append((language, others))
    }
    // Of equals the one that was named first.
    var best: (language: Language, quality: Double) = (.vi, 0)
    for entry in named where entry.quality > best.quality { best = entry }
    self = best.language
  }
}
