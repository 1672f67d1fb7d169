public import Indicators

/// Figures and definitions as JSON, the same bytes on the command line and over HTTP.
public enum FigureJSON {
  /// One object for one result, an array for several or none; pretty printed, keys sorted, UTF-8,
  /// a newline at the end. The same results and language always give the same bytes.
  ///
  /// `display` and the names of tiers and levels are in the language; nothing else depends on it.
  public static func encode(
    _ results: [IndicatorResult], language: Language = .vi
  ) -> [UInt8] {
    let documents = results.map { FigureDocument(result: $0, language: language) }
    var writer = JSONWriter()
    if let only = documents.first, documents.count == 1 {
      only.write(to: &writer)
    } else {
      writer.array(documents) { writer, document in document.write(to: &writer) }
    }
    return writer.finished()
  }

  /// The list of indicators with their definitions: always an array, in the order given.
  public static func encode(_ indicators: [Indicator]) -> [UInt8] {
    var writer = JSONWriter()
    writer.array(indicators) { writer, indicator in
      IndicatorListDocument(indicator: indicator).write(to: &writer)
    }
    return writer.finished()
  }
}
