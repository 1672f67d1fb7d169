public import CoreMetrics
import Synchronization

/// The metrics of the process, for the program and for the libraries that speak to swift-metrics.
///
/// Asked twice for the same metric with the same labels it gives the same cell. A metric keeps at
/// most ``seriesLimit`` series; what would be more is counted together under the value `other` of
/// each label, so that no client can fill the memory by what it sends.
public final class PrometheusRegistry: MetricsFactory, Sendable {
  /// Most series of one metric.
  public static let seriesLimit = 1000

  private enum Cell {
    case counter(CounterCell)
    case sum(SumCell)
    case gauge(GaugeCell)
    case histogram(HistogramCell)

    var kind: MetricKind {
      switch self {
      case .counter, .sum: .counter
      case .gauge: .gauge
      case .histogram: .histogram
      }
    }

    var reading: MetricValue {
      switch self {
      case .counter(let cell): cell.reading
      case .sum(let cell): cell.reading
      case .gauge(let cell): cell.reading
      case .histogram(let cell): cell.reading
      }
    }
  }

  private struct Key: Hashable {
    let labels: [MetricSeries.Label]
  }

  private struct State {
    var families: [String: [Key: Cell]] = [:]
    var refused: Int64 = 0
  }

  private let state = Mutex(State())

  /// A registry without a metric.
  public init() {}

  /// All metrics at this moment. Cells are read one by one: a scrape is no snapshot.
  public var families: [MetricFamily] {
    let (families, refused) = state.withLock { ($0.families, $0.refused) }
    let known = families.map { name, cells in
      let declared = MetricName(rawValue: name)
      return MetricFamily(
        name: name, help: declared?.help ?? "Reported by a library.",
        kind: declared?.kind ?? cells.first?.value.kind ?? .gauge,
        series: cells.map { key, cell in
          MetricSeries(named: key.labels.map { ($0.name, $0.value) }, cell.reading)
        })
    }
    return known + [MetricFamily(.metricsRefused, .integer(refused))]
  }

  /// A counter of one of the program's own metrics.
  public func counter(_ name: MetricName, _ labels: [MetricLabel: String]) -> any CounterHandler {
    makeCounter(label: name.rawValue, dimensions: labels.map { ($0.key.rawValue, $0.value) })
  }

  /// Counts one event of one of the program's own metrics.
  public func count(_ name: MetricName, _ labels: [MetricLabel: String] = [:]) {
    counter(name, labels).increment(by: 1)
  }

  /// A timer of one of the program's own metrics.
  public func timer(_ name: MetricName, _ labels: [MetricLabel: String]) -> any TimerHandler {
    makeTimer(label: name.rawValue, dimensions: labels.map { ($0.key.rawValue, $0.value) })
  }

  /// A count; its name ends in `_total`.
  public func makeCounter(
    label: String, dimensions: [(String, String)]
  ) -> any CounterHandler {
    let name = Self.name(label, ending: "_total")
    let cell = cell(name, dimensions) { .counter(CounterCell()) }
    if case .counter(let counter) = cell { return counter }
    return CounterCell()
  }

  /// A count of fractions; its name ends in `_total`.
  public func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    let name = Self.name(label, ending: "_total")
    let cell = cell(name, dimensions) { .sum(SumCell()) }
    if case .sum(let sum) = cell { return sum }
    return SumCell()
  }

  /// A gauge.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    gauge(label, dimensions)
  }

  /// A histogram where `aggregate` says so, else a gauge.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    guard aggregate else { return gauge(label, dimensions) }
    let cell = cell(Self.name(label), dimensions) { .histogram(HistogramCell()) }
    if case .histogram(let histogram) = cell { return histogram }
    return HistogramCell()
  }

  /// A histogram in seconds; its name ends in `_seconds`.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    let name = Self.name(label, ending: "_seconds")
    let cell = cell(name, dimensions) { .histogram(HistogramCell()) }
    if case .histogram(let histogram) = cell { return histogram }
    return HistogramCell()
  }

  /// Does nothing: a counter that vanished would look like a restart.
  public func destroyCounter(_ handler: any CounterHandler) {}
  /// Does nothing, as for counters.
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  /// Does nothing, as for counters.
  public func destroyMeter(_ handler: any MeterHandler) {}
  /// Does nothing, as for counters.
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Does nothing, as for counters.
  public func destroyTimer(_ handler: any TimerHandler) {}

  private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeCell {
    let cell = cell(Self.name(label), dimensions) { .gauge(GaugeCell()) }
    if case .gauge(let gauge) = cell { return gauge }
    return GaugeCell()
  }

  /// The cell of a series, which `make` makes at the first time. What is made for a name that means
  /// something else already is not kept, and counted as refused.
  private func cell(
    _ name: String, _ dimensions: [(String, String)], make: () -> Cell
  ) -> Cell {
    let fresh = make()
    var labels = dimensions.map {
      MetricSeries.Label(name: Self.name($0.0).replacing(":", with: "_"), value: $0.1)
    }
    labels.sort { $0.name < $1.name }
    let key = Key(labels: labels)
    let other = Key(labels: labels.map { .init(name: $0.name, value: "other") })
    return state.withLock { state in
      let family = state.families[name] ?? [:]
      let declared = MetricName(rawValue: name)?.kind
      if let expected = declared ?? family.first?.value.kind, expected != fresh.kind {
        state.refused += 1
        return fresh
      }
      if let known = family[key] { return known }
      guard family.count < Self.seriesLimit else {
        state.refused += 1
        if let known = family[other] { return known }
        state.families[name, default: [:]][other] = fresh
        return fresh
      }
      state.families[name, default: [:]][key] = fresh
      return fresh
    }
  }

  /// A name that Prometheus accepts: letters, digits and `_`, beginning with no digit.
  private static func name(_ label: String, ending: String = "") -> String {
    var name = ""
    for byte in label.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += "_"
      }
    }
    if name.utf8.first.map({ (0x30...0x39).contains($0) }) ?? true { name = "_" + name }
    return name.hasSuffix(ending) ? name : name + ending
  }
}
