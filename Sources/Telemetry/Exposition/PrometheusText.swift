/// The text format of Prometheus, version 0.0.4.
///
/// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
public enum PrometheusText {
  /// The media type of the text.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// Writes metrics by name and their series by labels, so that equal values give equal bytes.
  /// A metric that comes in parts is written as one; one without series is left out.
  public static func encode(_ families: [MetricFamily]) -> [UInt8] {
    var text = ""
    for parts in Dictionary(grouping: families, by: \.name).sorted(by: { $0.key < $1.key }) {
      let all = parts.value.flatMap(\.series)
      guard let family = parts.value.first, !all.isEmpty else { continue }
      text += "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
      text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
      let series =
        all
        .map { (labels: $0.labels.map(written), value: $0.value) }
        .sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
      for one in series { write(one.value, of: family.name, one.labels, to: &text) }
    }
    return Array(text.utf8)
  }

  private static func write(
    _ value: MetricValue, of name: String, _ labels: [String], to text: inout String
  ) {
    switch value {
    case .integer(let number): text += "\(name)\(braced(labels)) \(number)\n"
    case .number(let number): text += "\(name)\(braced(labels)) \(written(number))\n"
    case .histogram(let reading):
      var total: Int64 = 0
      for (index, count) in reading.counts.enumerated() {
        total += count
        let bound = index < reading.bounds.count ? written(reading.bounds[index]) : "+Inf"
        text += "\(name)_bucket\(braced(labels + ["le=\"\(bound)\""])) \(total)\n"
      }
      text += "\(name)_sum\(braced(labels)) \(written(reading.sum))\n"
      text += "\(name)_count\(braced(labels)) \(total)\n"
    }
  }

  private static func braced(_ labels: [String]) -> String {
    labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
  }

  private static func written(_ label: MetricSeries.Label) -> String {
    "\(label.name)=\"\(escaped(label.value, quotes: true))\""
  }

  private static func written(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number > 0 ? "+Inf" : "-Inf" }
    return "\(number)"
  }

  /// A text may hold anything: a raw line end would begin a line of its own.
  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
