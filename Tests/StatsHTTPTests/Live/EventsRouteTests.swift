import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import StatsHTTP

@Suite("GET /v1/events")
struct EventsRouteTests {
  /// A service whose feed knows the version 12 of the sample and has ended, so that a stream ends
  /// behind what it tells first.
  private static func ended(at version: Int64 = 12) async -> ServiceProbe {
    let probe = ServiceProbe(.result(.sample(dataVersion: version)))
    probe.feed.note(version)
    await probe.feed.catchUp()
    return probe
  }

  /// What a stream says until the feed ends, and its answer's header.
  private func stream(
    _ probe: ServiceProbe, _ target: String, lastEventID: String? = nil,
    until: @escaping @Sendable (VersionFeed) async -> Void = { _ in }
  ) async throws -> TestResponse {
    var fields: HTTPFields = [.acceptLanguage: "en"]
    if let lastEventID { fields[try #require(HTTPField.Name("Last-Event-ID"))] = lastEventID }
    let headers = fields
    let feed = probe.feed
    return try await buildApplication(
      source: probe.source, answers: probe.answers, feed: feed,
      configuration: probe.configuration, logger: probe.logger
    ).test(.router) { client in
      async let response = client.execute(uri: target, method: .get, headers: headers)
      while feed.listeners == 0 { await Task.yield() }
      await until(feed)
      let running = Task { try await feed.run() }
      running.cancel()
      try await running.value
      return try await response
    }
  }

  @Test func `who comes first hears the newest version, then each new one`() async throws {
    let probe = await Self.ended()

    let response = try await stream(probe, "/v1/events") { feed in
      feed.tell([.version(.sample(12)), .beat, .version(.sample(13))])
    }

    #expect(response.status == .ok)
    #expect(try response.header("Content-Type") == "text/event-stream")
    #expect(try response.header("Cache-Control") == "no-store")
    #expect(try response.header("X-Accel-Buffering") == "no")
    #expect(
      response.text == """
        retry: 3000

        event: data_version
        id: 12
        data: {"data_version":12,"recorded_at":"2000-01-01T00:00:12.000000Z","run":112}

        : alive

        event: data_version
        id: 13
        data: {"data_version":13,"recorded_at":"2000-01-01T00:00:13.000000Z","run":113}


        """)
  }

  @Test(arguments: [("/v1/events", "10"), ("/v1/events?last_event_id=3", "10")])
  func `who comes again hears what it missed, by the field before the parameter`(
    target: String, field: String
  ) async throws {
    let response = try await stream(await Self.ended(), target, lastEventID: field)

    let ids = response.text.matches(of: /id: ([0-9]+)/).map { String($0.1) }
    #expect(ids == ["11", "12"])
  }

  @Test func `who names a version of another database is told to begin again`() async throws {
    let response = try await stream(await Self.ended(), "/v1/events?last_event_id=77")

    #expect(
      response.text.hasSuffix(
        """
        event: reset
        id: 12
        data: {"data_version":12,"recorded_at":"2000-01-01T00:00:12.000000Z","run":112,\
        "reason":"unknown_version"}


        """))
  }

  @Test(arguments: ["-1", "x", "1.5", "99999999999999999999", "01"])
  func `an id that is no number is refused`(text: String) async throws {
    let probe = await Self.ended()

    let response = try await probe.send("/v1/events?last_event_id=\(text)")

    #expect(response.status == .badRequest)
    #expect(response.text.contains("\"bad_value\""))
    #expect(probe.feed.listeners == 0)
  }

  @Test(arguments: [
    ("application/json", 406), ("text/event-stream;q=0", 406), ("text/event-stream", 200),
    ("text/*", 200), ("*/*", 200),
  ])
  func `an Accept that allows no events is refused`(accept: String, status: Int) async throws {
    let probe = await Self.ended()

    // The stream itself has no end.
    let response = try await probe.send("/v1/events", method: .head, headers: [.accept: accept])

    #expect(response.status.code == status)
    #expect(probe.feed.listeners == 0)
  }

  @Test func `one more than may listen is told when to come again`() async throws {
    let probe = await Self.ended()
    let others = [try probe.feed.listen(), try probe.feed.listen()]

    let response = try await probe.send("/v1/events")

    #expect(response.status == .serviceUnavailable)
    #expect(response.text.contains("\"too_many_listeners\""))
    #expect(try response.header("Retry-After") == "30")
    #expect(probe.feed.listeners == others.count)
  }

  @Test func `HEAD tells of the stream and does not listen`() async throws {
    let probe = await Self.ended()

    let response = try await probe.send("/v1/events", method: .head)

    #expect(response.status == .ok)
    #expect(try response.header("Content-Type") == "text/event-stream")
    #expect(response.bytes.isEmpty)
    #expect(probe.feed.listeners == 0)
  }

  @Test func `a database that is gone is said before the stream begins`() async throws {
    let probe = ServiceProbe(
      .failing(SourceUnavailable(reason: "gone", retryAfterSeconds: 5)))

    let response = try await probe.send("/v1/events?last_event_id=3")

    #expect(response.status == .serviceUnavailable)
    #expect(probe.feed.listeners == 0)
  }
}
