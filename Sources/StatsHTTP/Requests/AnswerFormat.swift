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
    let ranges = MediaRange.list(values)
    guard !ranges.isEmpty else { return offered.first }
    var best: (format: AnswerFormat, quality: Int)?
    for format in offered {
      let quality = MediaRange.quality(of: format.mediaType, in: ranges)
      if quality > best?.quality ?? 0 { best = (format, quality) }
    }
    return best?.format
  }

  private var mediaType: MediaType {
    switch self {
    case .json: .json
    case .csv: MediaType(type: "text", subtype: "csv")
    }
  }
}
