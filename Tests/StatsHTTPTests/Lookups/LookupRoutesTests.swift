import Foundation
import HTTPTypes
import HummingbirdTesting
import Indicators
import Procedures
import Reports
import StatsHTTP
import Testing

@Suite("Look-ups over HTTP")
struct LookupRoutesTests {
  private struct Page: Decodable {
    struct Coded: Decodable { let code: String }
    struct Numbered: Decodable { let run: Int64? }

    let cursor: String?
    let data_version: Int
    let total: Int
    let procedures: [Coded]?
    let agencies: [Coded]?
    let runs: [Numbered]?
  }

  private static func page(_ response: TestResponse) throws -> Page {
    try JSONDecoder().decode(Page.self, from: Data(response.bytes))
  }

  private static func code(_ response: TestResponse) throws -> String {
    struct Problem: Decodable { let code: String }
    return try JSONDecoder().decode(Problem.self, from: Data(response.bytes)).code
  }

  @Test func `goals in JSON and CSV are the bytes that the command line prints`() async throws {
    let probe = ServiceProbe()

    #expect(
      try await probe.send("/v1/goals?lang=en").bytes
        == GoalJSON.encode(Samples.goals, language: .en))
    #expect(try await probe.send("/v1/goals?format=csv").bytes == GoalTable.csv(Samples.goals))
    #expect(try await probe.send("/v1/tasks").bytes == TaskJSON.encode(Samples.tasks))
    #expect(
      try await probe.send("/v1/tasks?format=csv&lang=en").bytes
        == TaskRows.report(Samples.tasks, language: .en).csv())
  }

  @Test func `every parameter of goals reaches the source`() async throws {
    let probe = ServiceProbe()

    _ = try await probe.send(
      "/v1/goals?plan=p&on=2026-06-30&known=2026-07-01T00:00:00Z&basket=2025-12-31"
        + "&since=2026-01-01&agency=H32.16&field=a")

    var expected = GoalsRequest()
    expected.plan = "p"
    expected.on = CalendarDay(year: 2026, month: 6, day: 30)
    expected.known = Instant(iso: "2026-07-01T00:00:00Z")
    expected.basket = CalendarDay(year: 2025, month: 12, day: 31)
    expected.since = CalendarDay(year: 2026, month: 1, day: 1)
    expected.filters = [.agency: "H32.16", .field: "a"]
    #expect(probe.source.last(GoalsRequest.self) == expected)
  }

  @Test(arguments: [
    ("", ScoreRequest.Form.score), ("?by=agency", .ranking), ("?reconcile=true", .reconciliation),
  ])
  func `a score is the bytes that the command line prints`(
    query: String, form: ScoreRequest.Form
  ) async throws {
    let probe = ServiceProbe()
    let bytes = try await probe.send("/v1/scores/qd-766\(query)").bytes

    let expected =
      switch Samples.score(form).content {
      case .score(let score): ScoreJSON.encode(score, scope: "H32", period: "2026")
      case .ranking(let ranking): ScoreJSON.encode(ranking, period: "2026")
      case .reconciliation(let both):
        ScoreJSON.encode(both, index: "qd-766", scope: "H32", period: "2026")
      }
    #expect(bytes == expected)
    #expect(probe.source.last(ScoreRequest.self)?.form == form)
  }

  @Test(arguments: [
    "reconcile=true&by=agency", "reconcile=true&from=observations",
    "by=agency&scope=a&from=observations",
  ])
  func `what does not fit together is not scored`(query: String) async throws {
    let probe = ServiceProbe()
    let response = try await probe.send("/v1/scores/qd-766?\(query)")

    #expect(response.status == .badRequest)
    #expect(try Self.code(response) == "conflicting_parameters")
    #expect(probe.source.last(ScoreRequest.self) == nil)
  }

  @Test(arguments: [
    ("/v1/scores/pci", "unknown_index"), ("/v1/procedures/9.999999", "unknown_procedure"),
    ("/v1/procedures/1.000008", "unknown_procedure"),
    ("/v1/procedures/9.999999/history", "unknown_procedure"), ("/v1/runs/99", "unknown_run"),
  ])
  func `what a path names and does not exist is 404`(path: String, code: String) async throws {
    let response = try await ServiceProbe().send(path)

    #expect(response.status == .notFound)
    #expect(try Self.code(response) == code)
  }

  @Test(arguments: [
    ("en", "no source ever named procedure \"9.999999\""),
    ("vi", "chưa có nguồn nào từng nêu thủ tục \"9.999999\""),
  ])
  func `a history that does not exist leads to the list and not to itself`(
    language: String, sentence: String
  ) async throws {
    let response = try await ServiceProbe().send(
      "/v1/procedures/9.999999/history", headers: [.acceptLanguage: language])

    let detail = try #require(try JSONValue(response.bytes)["detail"]?.text)
    #expect(detail.hasPrefix(sentence))
    #expect(detail.contains("/v1/procedures "))
    #expect(!detail.contains("/history"))
  }

  @Test func `a procedure that others have the place of names them`() async throws {
    let response = try await ServiceProbe().send("/v1/procedures/1.000008")

    #expect(response.text.contains("in its place are 1.000002, 1.000003"))
    #expect(response.text.contains("\"instead\" : ["))
  }

  @Test func `a procedure that another one has the place of is answered by that one`() async throws
  {
    let response = try await ServiceProbe().send("/v1/procedures/1.000009")

    #expect(response.status == .ok)
    #expect(response.text.contains("\"code\" : \"1.004194\""))
    #expect(response.text.contains("\"replaces\" : \"1.000009\""))
  }

  @Test(arguments: ["/v1/runs/0", "/v1/runs/-1", "/v1/runs/x", "/v1/runs/01"])
  func `what is no number of a run is 400`(path: String) async throws {
    let response = try await ServiceProbe().send(path)

    #expect(response.status == .badRequest)
    #expect(try Self.code(response) == "bad_value")
  }

  @Test(arguments: [
    ("/v1/procedures", ["1.000002", "1.000003", "1.000004", "1.004194"]),
    ("/v1/procedures?agency=H32.16", ["1.000002", "1.004194"]),
    ("/v1/procedures?tier=commune", ["1.000003", "1.004194"]),
    ("/v1/procedures?level=4", ["1.004194"]),
    ("/v1/procedures?level=unknown", ["1.000003", "1.000004"]),
    ("/v1/agencies", ["H32", "H32.16", "H32.40.1"]),
  ])
  func `the pages of a list hold each record once and name the same total`(
    path: String, expected: [String]
  ) async throws {
    for limit in 1...5 {
      let probe = ServiceProbe()
      var target = path + (path.contains("?") ? "&" : "?") + "limit=\(limit)"
      var codes: [String] = []
      for _ in 0..<9 {
        let response = try await probe.send(target)
        let page = try Self.page(response)
        let link = try response.header("Link")
        codes += (page.procedures ?? page.agencies ?? []).map(\.code)
        #expect(page.total == expected.count)
        #expect(page.data_version == 12)
        #expect((page.cursor == nil) == (link == nil))
        guard let link else { break }
        target = String(link.dropFirst().prefix { $0 != ">" })
      }

      #expect(codes == expected, "\(path) \(limit)")
    }
  }

  @Test func `a later page asks for the day and the knowledge of the first`() async throws {
    let probe = ServiceProbe()
    let first = try Self.page(try await probe.send("/v1/procedures?limit=2"))

    _ = try await probe.send("/v1/procedures?limit=2&cursor=\(try #require(first.cursor))")

    let asked = try #require(probe.source.last(CatalogRequest.self))
    #expect(asked.on == Samples.catalog.validOn)
    #expect(asked.known == Samples.catalog.knownOn)
    #expect(asked.offset == 2)
  }

  @Test(arguments: [
    "/v1/procedures?cursor=x", "/v1/procedures?cursor=1-2-3-4", "/v1/procedures?cursor=---",
    "/v1/agencies?cursor=1-2-3", "/v1/runs?cursor=9", "/v1/runs/1?cursor=9-0",
    "/v1/explain/level4_of_all?cursor=1", "/v1/explain/level4_of_all?cursor=1_1_other",
  ])
  func `a cursor that is none is 400`(path: String) async throws {
    let response = try await ServiceProbe().send(path)

    #expect(response.status == .badRequest)
    #expect(try Self.code(response) == "bad_cursor")
  }

  @Test(arguments: ["/v1/procedures?agency=H32.16", "/v1/procedures?on=2026-01-01", "/v1/agencies"])
  func `a cursor of another question is 400`(path: String) async throws {
    let probe = ServiceProbe()
    let cursor = try #require(try Self.page(try await probe.send("/v1/procedures?limit=1")).cursor)

    let response = try await probe.send(
      path + (path.contains("?") ? "&" : "?") + "cursor=\(cursor)")

    #expect(response.status == .badRequest)
    #expect(try Self.code(response) == "bad_cursor")
  }

  @Test func `runs come newest first, page by page`() async throws {
    let probe = ServiceProbe()
    let first = try Self.page(try await probe.send("/v1/runs?limit=2&kind=catalog&source=portal"))
    let cursor = try #require(first.cursor)
    let second = try Self.page(
      try await probe.send("/v1/runs?limit=2&kind=catalog&source=portal&cursor=\(cursor)"))

    #expect(first.runs?.map(\.run) == [5, 4])
    #expect(second.runs?.map(\.run) == [3, 2])
    var expected = RunsRequest(limit: 2)
    expected.kind = "catalog"
    expected.source = "portal"
    expected.before = 4
    #expect(probe.source.last(RunsRequest.self) == expected)
  }

  @Test func `runs that have not ended have no number and come page by page too`() async throws {
    let probe = ServiceProbe()
    let first = try Self.page(try await probe.send("/v1/runs?limit=2&state=interrupted"))
    let cursor = try #require(first.cursor)
    let second = try Self.page(
      try await probe.send("/v1/runs?limit=2&state=interrupted&cursor=\(cursor)"))

    #expect(first.runs?.count == 2 && second.runs?.count == 2)
    #expect(probe.source.last(RunsRequest.self)?.before == 4)
  }

  @Test(arguments: ["/v1/runs", "/v1/runs/1", "/v1/runs/3", "/v1/runs/2", "/v1/runs?format=csv"])
  func `no path, no statement and no text that a person typed leaves`(path: String) async throws {
    let response = try await ServiceProbe().send(path)

    #expect(response.status == .ok)
    #expect(!response.text.contains("/srv"))
    #expect(!response.text.contains("/usr"))
    #expect(!response.text.contains("SELECT"))
    #expect(!response.text.contains("typed by a person"))
    #expect(response.text.contains("danh-muc.csv"))
  }

  @Test func `the held rows of a run come page by page`() async throws {
    let probe = ServiceProbe()
    let first = try await probe.send("/v1/runs/1?limit=2")
    let link = try #require(try first.header("Link"))

    let second = try await probe.send(String(link.dropFirst().prefix { $0 != ">" }))

    let cursor = try #require(try Self.cursor(first))
    #expect(link.contains("cursor=\(cursor)>"))
    #expect(try Self.cursor(second) == nil)
    #expect(second.text.contains("\"cursor\" : null"))
    #expect(first.text.contains("\"A1\"") && first.text.contains("\"A2\""))
    #expect(second.text.contains("\"A3\"") && !second.text.contains("\"A2\""))
    #expect(try second.header("Link") == nil)
  }

  @Test func `rows behind a figure are the bytes that the command line prints`() async throws {
    let probe = ServiceProbe()
    let indicator = try Indicator.named("level4_of_all")
    let response = try await probe.send("/v1/explain/level4_of_all?limit=2&lang=en")
    let link = try #require(try response.header("Link"))
    let csv = try await probe.send("/v1/explain/level4_of_all?limit=2&format=csv")

    let second = try await probe.send(String(link.dropFirst().prefix { $0 != ">" }))

    let cursor = try Self.cursor(response)
    #expect(
      response.bytes
        == ExplanationJSON.encode(
          Samples.explanation(isLast: false).with(cursor: cursor), indicator: indicator,
          language: .en))
    #expect(csv.bytes == ExplanationTable.csv(Samples.explanation(isLast: false)))
    #expect(
      second.bytes
        == ExplanationJSON.encode(
          Samples.explanation(isLast: true), indicator: indicator, language: .en))
    let asked = try #require(probe.source.last(RowsRequest.self))
    #expect(asked.cursor == "7-2-00")
    #expect(asked.on == Samples.day)
    #expect(asked.known == Instant(microsecondsSince2000: 848_700_000_000_001))
  }

  private static func cursor(_ response: TestResponse) throws -> String? {
    struct Cursor: Decodable { let cursor: String? }
    return try JSONDecoder().decode(Cursor.self, from: Data(response.bytes)).cursor
  }

  @Test func `every parameter of rows reaches the source`() async throws {
    let probe = ServiceProbe()

    _ = try await probe.send(
      "/v1/explain/resolved_early?rows=missing&period=2023-Q2&calendar=report&rules=national-766"
        + "&known=2026-07-01T00:00:00Z&limit=7&agency=H32.16")

    let period = try Period("2023-Q2", calendar: .report)
    var expected = RowsRequest(
      query: IndicatorQuery(
        indicator: "resolved_early", filters: [.agency: "H32.16"], period: period,
        rules: .national766), limit: 7)
    expected.known = Instant(iso: "2026-07-01T00:00:00Z")
    expected.rows = .missing
    #expect(probe.source.last(RowsRequest.self) == expected)
  }

  @Test func `rows that cannot be listed are refused with what to ask instead`() async throws {
    let response = try await ServiceProbe().send("/v1/explain/milestones_done")

    #expect(response.status == .badRequest)
    #expect(try Self.code(response) == "not_explainable")
    #expect(response.text.contains("/v1/stats/milestones_done"))
  }

  @Test(arguments: [
    "/v1/procedures?limit=0", "/v1/procedures?limit=1001", "/v1/runs?limit=x",
    "/v1/explain/level4_of_all?limit=10001", "/v1/runs?state=done", "/v1/goals?on=today",
    "/v1/scores/qd-766?reconcile=yes",
  ])
  func `a value out of range is 400`(path: String) async throws {
    let response = try await ServiceProbe().send(path)

    #expect(response.status == .badRequest)
    #expect(try Self.code(response) == "bad_value")
  }

  @Test(arguments: [
    "/v1/goals", "/v1/tasks", "/v1/scores/qd-766", "/v1/explain/level4_of_all", "/v1/procedures",
    "/v1/procedures/1.004194", "/v1/procedures/1.004194/history", "/v1/agencies", "/v1/runs",
    "/v1/runs/1", "/v1/freshness",
  ])
  func `a source that is gone is 503 with Retry-After`(path: String) async throws {
    let gone = SourceUnavailable(reason: "the secret detail", retryAfterSeconds: 2)

    let response = try await ServiceProbe(.failing(gone)).send(path)

    #expect(response.status == .serviceUnavailable)
    #expect(try response.header("Retry-After") == "2")
    #expect(!response.text.contains("secret"))
  }

  @Test(arguments: ["/v1/goals", "/v1/scores/qd-766"])
  func `an old answer carries its age`(path: String) async throws {
    let response = try await ServiceProbe(.result(.sample(), ageSeconds: 90)).send(path)

    #expect(try response.header("Age") == "90")
  }
}
