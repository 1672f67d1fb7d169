import HTTPTypes
import HummingbirdTesting
import Indicators
import NIOCore
import Procedures
import Reports
import StatsHTTP
import Testing

@Suite("GET /v1/stats")
struct StatsRoutesTests {
  @Test func `the body is the very text that the command line prints`() async throws {
    let response = try await ServiceProbe().send("/v1/stats/level4_of_all?by=agency")

    #expect(response.status == .ok)
    #expect(try response.header("Content-Type") == "application/json")
    #expect(response.bytes == FigureJSON.encode([.sample()]))
  }

  @Test func `period, calendar, rules and comparison of an indicator over events reach the source`()
    async throws
  {
    let probe = ServiceProbe()

    let response = try await probe.send(
      "/v1/stats/resolved_early?by=month&period=2023-Q2&calendar=report&rules=national-766"
        + "&channel=online&compare=2022-05-05")

    #expect(response.status == .ok)
    let period = try Period("2023-Q2", calendar: .report)
    #expect(
      probe.source.asked == [
        StatsRequest(
          query: IndicatorQuery(
            indicator: "resolved_early", filters: [.channel: "online"], by: .month,
            period: period, rules: .national766),
          period: period, compare: CalendarDay(year: 2022, month: 5, day: 5))
      ])
  }

  @Test func `every parameter reaches the source`() async throws {
    let probe = ServiceProbe()

    let response = try await probe.send(
      "/v1/stats/level4_of_all?by=field&on=2026-06-30&known=2026-07-01T00:00:00%2B07:00"
        + "&count=offerings&agency=000.90.16.H32&field=H%E1%BB%99%20t%E1%BB%8Bch&tier=province"
        + "&level=4&procedure=1.004194&tree=now")

    #expect(response.status == .ok)
    let query = IndicatorQuery(
      indicator: "level4_of_all", count: .offerings,
      filters: [
        .agency: "000.90.16.H32", .field: "Hộ tịch", .tier: "province", .level: "4",
        .procedure: "1.004194",
      ], by: .field)
    #expect(
      probe.source.asked == [
        StatsRequest(
          query: query, on: CalendarDay(year: 2026, month: 6, day: 30),
          known: Instant(iso: "2026-06-30T17:00:00Z"), tree: .now)
      ])
  }

  @Test func `a period reaches the source with its text`() async throws {
    let probe = ServiceProbe()

    _ = try await probe.send("/v1/stats/level4_of_all?period=2026-H1")

    #expect(
      probe.source.asked == [
        StatsRequest(
          query: IndicatorQuery(indicator: "level4_of_all", period: try Period("2026-H1")),
          period: try Period("2026-H1"))
      ])
  }

  @Test(arguments: [
    ("field=H%E1%BB%99+t%E1%BB%8Bch", "Hộ tịch"), ("field=a%2Bb", "a+b"), ("&&field=a=b&", "a=b"),
    ("%66ield=%41", "A"),
  ])
  func `values are read as browsers and scripts encode them`(
    query: String, expected: String
  ) async throws {
    let probe = ServiceProbe()

    _ = try await probe.send("/v1/stats/level4_of_all?\(query)")

    #expect(probe.source.asked.map(\.query.filters) == [[.field: expected]])
  }

  @Test func `an instant whose plus was not encoded is still read`() async throws {
    let probe = ServiceProbe()

    _ = try await probe.send("/v1/stats/level4_of_all?known=2026-07-01T00:00:00+07:00")

    #expect(probe.source.asked.map(\.known) == [Instant(iso: "2026-06-30T17:00:00Z")])
  }

  @Test func `the display is in the language asked for`() async throws {
    let response = try await ServiceProbe().send("/v1/stats/level4_of_all?lang=en")

    #expect(response.bytes == FigureJSON.encode([.sample()], language: .en))
    #expect(response.text.contains("66.7%"))
  }

  @Test func `an answer without groups is good`() async throws {
    var empty = IndicatorResult.sample()
    empty.groups = []

    let response = try await ServiceProbe(.result(empty)).send("/v1/stats/level4_of_all")

    #expect(response.status == .ok)
    #expect(response.bytes == FigureJSON.encode([empty]))
  }

  @Test(
    arguments: [
      ("?format=csv", nil, true), ("", "text/csv", true), ("", "text/*", true),
      ("", "text/csv;q=0.9, application/json;q=0.1", true), ("", "*/*", false), ("", nil, false),
      ("", "application/json, text/csv", false), ("", "text/csv;q=0.1, */*;q=0.5", false),
      ("", "text/csv;q=0, */*", false), ("", "text/html,application/xhtml+xml,*/*;q=0.8", false),
      ("?format=json", "text/csv", false), ("", "text/csv;q=7", false), ("", ";;,,/", false),
    ] as [(String, String?, Bool)])
  func `CSV is sent where it is asked for or preferred`(
    query: String, accept: String?, isCSV: Bool
  ) async throws {
    var headers = HTTPFields()
    headers[.accept] = accept

    let response = try await ServiceProbe().send(
      "/v1/stats/level4_of_all\(query)", headers: headers)

    #expect(
      response.bytes == (isCSV ? FigureCSV.encode([.sample()]) : FigureJSON.encode([.sample()])))
    #expect(
      try response.header("Content-Type")
        == (isCSV ? "text/csv; charset=utf-8; header=present" : "application/json"))
    #expect(try response.header("Vary") == "Accept")
  }

  @Test(arguments: ["text/html", "application/xml, image/png", "*/*;q=0", "text/csv;q=0"])
  func `a format that cannot be given is 406`(accept: String) async throws {
    let response = try await ServiceProbe().send(
      "/v1/stats/level4_of_all", headers: [.accept: accept])

    #expect(response.status == .notAcceptable)
  }

  @Test func `stale figures carry their age`() async throws {
    let stale = IndicatorResult.sample(flags: ["stale"])

    let response = try await ServiceProbe(.result(stale, ageSeconds: 90))
      .send("/v1/stats/level4_of_all")

    #expect(response.status == .ok)
    #expect(try response.header("Age") == "90")
    #expect(response.bytes == FigureJSON.encode([stale]))
  }

  @Test func `fresh figures carry no age`() async throws {
    let response = try await ServiceProbe().send("/v1/stats/level4_of_all")

    #expect(try response.header("Age") == nil)
  }

  @Test func `HEAD has the header fields of GET and no body`() async throws {
    let probe = ServiceProbe()

    let get = try await probe.send("/v1/stats/level4_of_all")
    let head = try await probe.send("/v1/stats/level4_of_all", method: .head)

    #expect(head.status == .ok)
    #expect(head.bytes.isEmpty)
    #expect(try head.header("Content-Length") == String(get.bytes.count))
    for name in ["ETag", "Content-Type", "Cache-Control", "Vary"] {
      #expect(try head.header(name) == get.header(name), "\(name)")
    }
  }

  @Test func `the list of indicators is the one the command line prints`() async throws {
    let probe = ServiceProbe()

    let json = try await probe.send("/v1/indicators")
    let csv = try await probe.send("/v1/indicators?format=csv")
    let tag = try json.header("ETag")
    let again = try await probe.send("/v1/indicators", headers: [.ifNoneMatch: tag ?? ""])

    #expect(json.bytes == FigureJSON.encode(Indicator.all))
    #expect(csv.bytes == IndicatorListCSV.encode(Indicator.all))
    #expect(again.status == .notModified)
    #expect(probe.source.asked.isEmpty)
  }

  @Test func `a live server answers GET, HEAD, 304 and problems on one connection`() async throws {
    let probe = ServiceProbe()
    let application = buildApplication(
      source: probe.source, answers: probe.answers, configuration: probe.configuration,
      logger: probe.logger)

    try await application.test(.live) { own in
      // The tester's own client gives up after 20 seconds, which a busy machine may take.
      try await TestClient.withClient(
        host: "localhost", port: try #require(own.port),
        configuration: .init(timeout: .seconds(600))
      ) { client in
        let path = "/v1/stats/level4_of_all"
        let get = try await client.get(path)
        let head = try await client.head(path)
        let tag = try #require(get.headers[.eTag])
        let match = try await client.get(path, headers: [.ifNoneMatch: tag])
        let missing = try await client.head("/nothing")
        let last = try await client.get(path)

        let body = try #require(get.body)
        #expect(Array(body.readableBytesView) == FigureJSON.encode([.sample()]))
        #expect(head.headers[.contentLength] == String(body.readableBytes))
        #expect(head.body?.readableBytes ?? 0 == 0)
        #expect(match.status == .notModified)
        #expect(match.body?.readableBytes ?? 0 == 0)
        #expect(match.headers[.contentLength] == nil)
        #expect(missing.status == .notFound)
        #expect(last.body == body)
      }
    }
  }
}
