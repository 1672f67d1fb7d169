import Postgres
import StatsHTTP
import Store
import Telemetry

/// The metrics of the service, for its parts to count in and for `/metrics` to show.
struct ServiceMetrics: Sendable {
  let registry = PrometheusRegistry()

  /// Counts what the routes answer.
  var requests: RequestCounters {
    let registry = registry
    return RequestCounters(
      counting: { route, status in
        registry.counter(.requests, [.route: route, .status: status, .way: "ordinary"])
      }, timing: { registry.timer(.requestDuration, [.route: $0]) })
  }

  /// Counts that the watch found the database again.
  func watchReconnected() { registry.count(.watchReconnects) }

  /// What `/metrics` answers with.
  func text(
    source: some StatsSource, book: RunBook, pool: PostgresPool, answers: AnswerStore,
    feed: VersionFeed, front: FrontCounts
  ) -> MetricsText {
    let scrape = Scrape(
      source: source, book: book, registry: registry, process: .own,
      service: {
        let kept = answers.kept
        return [
          MetricFamily(.answersKept, .integer(Int64(kept.count))),
          MetricFamily(.answersKeptBytes, .integer(Int64(kept.bytes))),
          MetricFamily(.poolConnectionsInUse, .integer(Int64(pool.lent))),
          MetricFamily(.eventListeners, .integer(Int64(feed.listeners))),
          MetricFamily(
            .requests,
            [
              Self.front("2xx", front.answeredFull), Self.front("3xx", front.answeredNotModified),
              Self.front("4xx", front.refusedRequests),
            ]),
        ]
      }, now: { SystemClock.now })
    return MetricsText(contentType: PrometheusText.contentType) { await scrape.text() }
  }

  private static func front(_ status: String, _ count: Int) -> MetricSeries {
    MetricSeries([.route: "any", .status: status, .way: "front"], .integer(Int64(count)))
  }
}
