import CoreMetrics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing

@testable import StatsHTTP

@Suite struct CountingTests {
  private final class Ledger: Sendable {
    let counts = Mutex<[String: Int64]>([:])

    func add(_ name: String, _ amount: Int64) { counts.withLock { $0[name, default: 0] += amount } }
  }

  private final class Entry: CounterHandler, TimerHandler, Sendable {
    let ledger: Ledger
    let name: String

    init(_ ledger: Ledger, _ name: String) {
      self.ledger = ledger
      self.name = name
    }

    func increment(by amount: Int64) { ledger.add(name, amount) }

    func reset() {}

    func recordNanoseconds(_ duration: Int64) { ledger.add("\(name) timed", 1) }
  }

  @Test(arguments: [
    ("/v1/indicators", HTTPRequest.Method.get, "listIndicators 2xx"),
    ("/v1/indicators", .head, "listIndicators 2xx"),
    ("/v1/stats/level4_of_all?x=1", .get, "stats 4xx"),
    ("/v1/indicators", .post, "listIndicators 4xx"),
    ("/wp-login.php", .get, "none 4xx"),
  ])
  func `an answer is counted once, under its route and class`(
    path: String, method: HTTPRequest.Method, counted: String
  ) async throws {
    let probe = ServiceProbe()
    let ledger = Ledger()
    let counters = RequestCounters(
      counting: { Entry(ledger, "\($0) \($1)") }, timing: { Entry(ledger, $0) })

    try await buildApplication(
      source: probe.source, answers: probe.answers, feed: probe.feed, counters: counters,
      configuration: probe.configuration, logger: probe.logger
    ).test(.router) { client in
      _ = try await client.execute(uri: path, method: method)
    }

    let route = String(counted.prefix { $0 != " " })
    #expect(ledger.counts.withLock { $0 } == [counted: 1, "\(route) timed": 1])
  }

  @Test func `a failure of the program counts as one of the service`() async throws {
    let probe = ServiceProbe(.failing(Surprise()))
    let ledger = Ledger()
    let counters = RequestCounters(
      counting: { Entry(ledger, "\($0) \($1)") }, timing: { Entry(ledger, $0) })

    try await buildApplication(
      source: probe.source, answers: probe.answers, counters: counters,
      configuration: probe.configuration, logger: probe.logger
    ).test(.router) { client in
      _ = try await client.execute(uri: "/v1/stats/level4_of_all", method: .get)
    }

    #expect(ledger.counts.withLock { $0["stats 5xx"] } == 1)
  }

  @Test func `the metrics are sent as they are given`() async throws {
    let probe = ServiceProbe()
    let metrics = MetricsText(contentType: "text/plain; version=0.0.4") { Array("up 1\n".utf8) }

    let response = try await buildAdminApplication(
      source: probe.source, configuration: probe.configuration, metrics: metrics,
      logger: probe.logger
    ).test(.router) { try await $0.execute(uri: "/metrics", method: .get) }

    #expect(response.text == "up 1\n")
    #expect(try response.header("Content-Type") == "text/plain; version=0.0.4")
    #expect(try response.header("Cache-Control") == "no-store")
  }
}
