/// The media types in which figures are answered.
enum AnswerFormat: String, CaseIterable {
  case json
  case csv

  var contentType: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv; charset=utf-8; header=present"
    }
  }

  /// The format that the values of `Accept` prefer (RFC 9110 §12.5.1) among those that can be given;
  /// the first of them where several are liked equally and where nothing readable is said. Nil
  /// where all are refused.
  static func preferred(accept values: [String], of offered: [AnswerFormat]) -> AnswerFormat? {
    let ranges = values.flatMap { $0.split(separator: ",") }.compactMap { MediaRange(String($0)) }
    guard !ranges.isEmpty else { return offered.first }
    var best: (format: AnswerFormat, quality: Int)?
    for format in offered {
      let quality = quality(of: format.mediaType, in: ranges)
      if quality > best?.quality ?? 0 { best = (format, quality) }
    }
    return best?.format
  }

  private var mediaType: (String, String) {
    switch self {
    case .json: ("application", "json")
    case .csv: ("text", "csv")
    }
  }

  /// The quality that the most specific matching range gives, in thousandths; 0 without one.
  private static func quality(
    of type: (String, String), in ranges: [MediaRange]
  ) -> Int {
    var best: (specificity: Int, quality: Int) = (-1, 0)
    for range in ranges {
      guard let specificity = range.specificity(for: type) else { continue }
      if specificity > best.specificity { best = (specificity, range.quality) }
    }
    return best.quality
  }

  private struct MediaRange {
    let type: String
    let subtype: String
    /// Weight in thousandths, 0…1000.
    var quality = 1000

    init?(_ text: String) {
      let parts = text.split(separator: ";").map { String($0).trimmedOfBlanks.lowercased() }
      guard let names = parts.first?.split(separator: "/"), names.count == 2 else { return nil }
      type = String(names[0])
      subtype = String(names[1])
      for parameter in parts.dropFirst() where parameter.hasPrefix("q=") {
        guard let weight = Double(parameter.dropFirst(2)), (0...1).contains(weight) else {
          return nil
        }
        quality = Int((weight * 1000).rounded())
      }
    }

    func specificity(for wanted: (type: String, subtype: String)) -> Int? {
      if type == wanted.type && subtype == wanted.subtype { return 2 }
      if type == wanted.type && subtype == "*" { return 1 }
      return type == "*" && subtype == "*" ? 0 : nil
    }
  }
}
