import CoreMetrics
import Testing

@testable import Telemetry

@Suite struct PrometheusRegistryTests {
  private let registry = PrometheusRegistry()

  private func series(_ name: String) -> [MetricSeries] {
    registry.families.first { $0.name == name }?.series ?? []
  }

  @Test func `the same labels in another order are the same series`() {
    Counter(label: "jobs", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
    Counter(label: "jobs", dimensions: [("b", "2"), ("a", "1")], factory: registry)
      .increment(by: 4)

    #expect(series("jobs_total") == [MetricSeries(named: [("a", "1"), ("b", "2")], .integer(5))])
  }

  @Test func `counting from many tasks loses nothing`() async {
    let counter = registry.counter(.watchReconnects, [:])
    let timer = registry.timer(.requestDuration, [.route: "stats"])

    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<1000 {
            counter.increment(by: 1)
            timer.recordNanoseconds(500_000_000)
          }
        }
      }
    }

    #expect(series("motcua_watch_reconnects_total").map(\.value) == [.integer(8000)])
    let bounds = HistogramCell.seconds
    let counts = bounds.map { Int64($0 == 0.5 ? 8000 : 0) } + [0]
    #expect(
      series("motcua_http_request_duration_seconds").map(\.value)
        == [.histogram(HistogramReading(bounds: bounds, counts: counts, sum: 4000))])
  }

  @Test(arguments: [
    ("hb.requests", "hb_requests_total"), ("4xx", "_4xx_total"), ("", "__total"),
    ("done_total", "done_total"), ("số", "s____total"),
  ])
  func `a name of a library becomes one that Prometheus reads`(label: String, name: String) {
    registry.makeCounter(label: label, dimensions: []).increment(by: 1)

    #expect(series(name).map(\.value) == [.integer(1)])
  }

  @Test func `a name that means something else already is refused and counted`() {
    registry.makeMeter(label: "load", dimensions: []).set(Int64(3))

    registry.makeRecorder(label: "load", dimensions: [], aggregate: true).record(Int64(9))

    #expect(series("load").map(\.value) == [.number(3)])
    #expect(series("motcua_metrics_refused_total").map(\.value) == [.integer(1)])
  }

  @Test func `series beyond the limit are counted together`() {
    let extra = 5
    for number in 0..<(PrometheusRegistry.seriesLimit + extra) {
      registry.makeCounter(label: "hits", dimensions: [("path", "/\(number)")]).increment(by: 1)
    }

    let found = series("hits_total")
    #expect(found.count == PrometheusRegistry.seriesLimit + 1)
    #expect(found.contains(MetricSeries(named: [("path", "other")], .integer(Int64(extra)))))
  }

  @Test func `a gauge goes up and down`() {
    let meter = registry.makeMeter(label: "open", dimensions: [])

    meter.set(2.5)
    meter.increment(by: 2)
    meter.decrement(by: 4)

    #expect(series("open").map(\.value) == [.number(0.5)])
  }
}
