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

  /// The format that the values of `Accept` prefer (RFC 9110 §12.5.1). JSON where both are liked
  /// equally and where neither is: a client that cannot read JSON learns more from it than from
  /// a refusal.
  init(accept values: [String]) {
    let ranges = values.flatMap { $0.split(separator: ",") }.compactMap { MediaRange(String($0)) }
    let csv = Self.quality(of: ("text", "csv"), in: ranges)
    let json = Self.quality(of: ("application", "json"), in: ranges)
    self = csv > json ? .csv : .json
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
