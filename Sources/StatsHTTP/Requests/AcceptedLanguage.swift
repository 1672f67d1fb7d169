internal import HTTPTypes
internal import Indicators

extension Language {
  /// The language that the values of `Accept-Language` prefer (RFC 9110 §12.5.4); Vietnamese where
  /// they say nothing about ours.
  init(accepting headers: HTTPFields) {
    var best: (language: Language, quality: Double) = (.vi, 0)
    for range in headers[values: .acceptLanguage].flatMap({ $0.split(separator: ",") }) {
      let parts = range.split(separator: ";").map { String($0).trimmedOfBlanks.lowercased() }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { $0.dropFirst(2) }
      guard let name = parts.first?.split(separator: "-").first,
        let quality = weight.map({ Double($0) }) ?? 1, (0...1).contains(quality)
      else { continue }
      let language: Language? = name == "*" ? .vi : Language(rawValue: String(name))
      if let language, quality > best.quality { best = (language, quality) }
    }
    self = best.language
  }
}
