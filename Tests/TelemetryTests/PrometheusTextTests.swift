import Testing

@testable import Telemetry

@Suite struct PrometheusTextTests {
  private func text(_ families: [MetricFamily]) -> String {
    String(decoding: PrometheusText.encode(families), as: UTF8.self)
  }

  @Test func `metrics stand by name and series by labels, whatever their order was`() {
    let runs = MetricFamily(
      .runs,
      [
        MetricSeries([.kind: "dossiers", .state: "applied"], .integer(2)),
        MetricSeries([.state: "failed", .kind: "catalog"], .integer(1)),
      ])
    let version = MetricFamily(.dataVersion, .integer(7))

    #expect(
      text([runs, version]) == """
        # HELP motcua_data_version Newest data version.
        # TYPE motcua_data_version gauge
        motcua_data_version 7
        # HELP motcua_runs_total Runs in the book, by kind and by how they ended.
        # TYPE motcua_runs_total counter
        motcua_runs_total{kind="catalog",state="failed"} 1
        motcua_runs_total{kind="dossiers",state="applied"} 2

        """)
    #expect(text([version, runs]) == text([runs, version]))
  }

  @Test func `a value of a label can hold quotes, backslashes and line ends`() {
    let family = MetricFamily(
      .sourceStale, [MetricSeries([.source: "a\"b\\c\nmotcua_runs_total 9"], .integer(0))])

    #expect(
      text([family]).hasSuffix(
        #"motcua_source_stale{source="a\"b\\c\nmotcua_runs_total 9"} 0"# + "\n"))
  }

  @Test(arguments: [
    (0.0, "0.0"), (1e-7, "1e-07"), (0.1, "0.1"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
    (.nan, "NaN"),
  ])
  func `a number is written so that reading it gives it back`(number: Double, written: String) {
    let text = text([MetricFamily(.indicatorRatio, .number(number))])

    #expect(text.hasSuffix("motcua_indicator_ratio \(written)\n"))
  }

  @Test func `the buckets of a histogram hold all that is smaller too`() {
    let reading = HistogramReading(bounds: [0.1, 1], counts: [2, 0, 1], sum: 3.5)
    let family = MetricFamily(
      .requestDuration, [MetricSeries([.route: "stats"], .histogram(reading))])

    #expect(
      text([family]).hasSuffix(
        """
        motcua_http_request_duration_seconds_bucket{route="stats",le="0.1"} 2
        motcua_http_request_duration_seconds_bucket{route="stats",le="1.0"} 2
        motcua_http_request_duration_seconds_bucket{route="stats",le="+Inf"} 3
        motcua_http_request_duration_seconds_sum{route="stats"} 3.5
        motcua_http_request_duration_seconds_count{route="stats"} 3

        """))
  }

  @Test func `a metric that comes in parts is declared once`() {
    let parts = ["b", "a"].map {
      MetricFamily(.sourceStale, [MetricSeries([.source: $0], .integer(1))])
    }

    #expect(
      text(parts).split(separator: "\n").dropFirst() == [
        "# TYPE motcua_source_stale gauge", "motcua_source_stale{source=\"a\"} 1",
        "motcua_source_stale{source=\"b\"} 1",
      ])
  }

  @Test func `a metric without a series is left out`() {
    #expect(text([MetricFamily(.indicatorRatio, [])]).isEmpty)
  }

  @Test(arguments: MetricName.allCases)
  func `a name says its unit, and a count that it counts`(name: MetricName) {
    #expect(name.rawValue.hasSuffix("_total") == (name.kind == .counter))
    if name.kind == .histogram { #expect(name.rawValue.hasSuffix("_seconds")) }
    #expect(!name.help.isEmpty && !name.help.contains("\n"))
  }
}
