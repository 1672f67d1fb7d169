/// How the samples of a metric are to be read.
public enum MetricKind: String, Sendable, Hashable {
  /// Goes up until the process ends.
  case counter
  /// Goes up and down.
  case gauge
  /// Counts observations by size.
  case histogram
}

/// The value of one series.
public enum MetricValue: Sendable, Hashable {
  /// A count.
  case integer(Int64)
  /// A measured quantity.
  case number(Double)
  /// Observations by size.
  case histogram(HistogramReading)
}

/// The state of a histogram at one moment.
public struct HistogramReading: Sendable, Hashable {
  /// Upper bounds of the buckets, rising; the last bucket, without a bound, is not among them.
  public let bounds: [Double]
  /// Observations of each bucket alone, one more than bounds.
  public let counts: [Int64]
  /// Sum of all observations.
  public let sum: Double

  /// A reading whose counts fit its bounds.
  public init(bounds: [Double], counts: [Int64], sum: Double) {
    precondition(counts.count == bounds.count + 1, "a histogram has one bucket beyond its bounds")
    self.bounds = bounds
    self.counts = counts
    self.sum = sum
  }
}

/// One series of a metric.
public struct MetricSeries: Sendable, Hashable {
  /// One label and its value.
  public struct Label: Sendable, Hashable {
    /// The label's name.
    public let name: String
    /// Its value, any text.
    public let value: String
  }

  /// The labels in the order in which they are written: by name.
  public let labels: [Label]
  /// The value.
  public let value: MetricValue

  /// A series with labels of any names.
  init(named labels: [(String, String)], _ value: MetricValue) {
    self.labels = labels.map { Label(name: $0.0, value: $0.1) }.sorted { $0.name < $1.name }
    self.value = value
  }

  /// A series of one of the program's own metrics.
  public init(_ labels: [MetricLabel: String] = [:], _ value: MetricValue) {
    self.init(named: labels.map { ($0.key.rawValue, $0.value) }, value)
  }
}

/// A metric with all its series.
public struct MetricFamily: Sendable, Hashable {
  /// Its name, with its unit.
  public let name: String
  /// One sentence.
  public let help: String
  /// How its samples are to be read.
  public let kind: MetricKind
  /// The series; none is a metric without a sample at this moment.
  public let series: [MetricSeries]

  init(name: String, help: String, kind: MetricKind, series: [MetricSeries]) {
    self.name = name
    self.help = help
    self.kind = kind
    self.series = series
  }

  /// One of the program's own metrics.
  public init(_ name: MetricName, _ series: [MetricSeries]) {
    self.init(name: name.rawValue, help: name.help, kind: name.kind, series: series)
  }

  /// One of the program's own metrics that has one series without labels.
  public init(_ name: MetricName, _ value: MetricValue) {
    self.init(name, [MetricSeries([:], value)])
  }
}
