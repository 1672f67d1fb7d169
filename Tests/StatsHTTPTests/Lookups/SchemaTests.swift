import HTTPTypes
import HummingbirdTesting
import Testing

@testable import StatsHTTP

@Suite("Answers and their schemas")
struct SchemaTests {
  /// Targets that together show every shape of every answer.
  private static let targets = [
    "/v1/indicators", "/v1/stats/level4_of_all", "/v1/stats/level4_of_all?by=agency", "/v1/goals",
    "/v1/goals?lang=en", "/v1/tasks", "/v1/scores/qd-766", "/v1/scores/qd-766?by=agency",
    "/v1/scores/qd-766?reconcile=true", "/v1/explain/level4_of_all", "/v1/procedures",
    "/v1/procedures?limit=1", "/v1/procedures/1.004194", "/v1/procedures/1.000009",
    "/v1/procedures/1.004194/history", "/v1/agencies", "/v1/agencies?limit=1", "/v1/runs",
    "/v1/runs?limit=1", "/v1/runs/1", "/v1/runs/1?limit=2", "/v1/freshness",
  ]

  private static func document() async throws -> JSONValue {
    try JSONValue(try await ServiceProbe().send("/openapi.json").bytes)
  }

  /// The schema of the good answer at a target.
  private static func schema(of target: String, in document: JSONValue) throws -> JSONValue {
    let parts = target.prefix { $0 != "?" }.split(separator: "/")
    let path = try #require(
      document["paths"]?.object?.first { path, _ in
        let own = path.split(separator: "/")
        return own.count == parts.count
          && zip(own, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
      })
    let ok = path.value["get"]?["responses"]?["200"]
    return try #require(ok?["content"]?["application/json"]?["schema"])
  }

  @Test(arguments: targets)
  func `an answer is what the document says`(target: String) async throws {
    let document = try await Self.document()
    let schema = try Self.schema(of: target, in: document)

    let response = try await ServiceProbe().send(target)

    #expect(response.status == .ok, "\(response.text.prefix(300))")
    let findings = SchemaChecker(document: document).findings(
      try JSONValue(response.bytes), against: schema)
    #expect(findings == [], "\(target)")
  }

  @Test func `a page behind the first is what the document says`() async throws {
    let document = try await Self.document()
    let probe = ServiceProbe()
    let first = try JSONValue(try await probe.send("/v1/explain/level4_of_all?limit=2").bytes)
    let cursor = try #require(first["cursor"]?.text)

    let second = try await probe.send("/v1/explain/level4_of_all?limit=2&cursor=\(cursor)")

    let findings = SchemaChecker(document: document).findings(
      try JSONValue(second.bytes),
      against: try Self.schema(of: "/v1/explain/level4_of_all", in: document))
    #expect(findings == [])
  }

  /// What is wrong with a refusal; members that are not declared too, as the schema is open.
  private static func findings(_ refusal: JSONValue, in document: JSONValue) throws -> [String] {
    let schema = try #require(document["components"]?["schemas"]?["Problem"])
    let known = schema["properties"]?.object ?? [:]
    return SchemaChecker(document: document).findings(refusal, against: schema)
      + (refusal.object ?? [:]).keys.filter { known[$0] == nil }.map { "\($0) is not declared" }
  }

  @Test(arguments: [
    "/nowhere", "/v1/runs/99", "/v1/stats/x", "/v1/procedures/1.000008",
    "/v1/procedures/9.999999/history",
  ])
  func `a refusal is what the document says`(target: String) async throws {
    let document = try await Self.document()

    let response = try await ServiceProbe().send(target)

    #expect(try Self.findings(try JSONValue(response.bytes), in: document) == [])
  }

  @Test func `a refusal of the guard is what the document says`() async throws {
    let document = try await Self.document()
    var outcome = PostedOutcome.sample
    outcome.refusals = [
      PostedOutcome.Refusal(
        rule: "withdrawals", subject: nil, count: 12, whole: 40, limit: 10,
        parameter: "allow_withdrawals=12",
        sentence: PostedOutcome.Sentence(vi: "bị rút", en: "would be withdrawn"))
    ]

    let refusal = try JSONValue(try await WriteProbe(.done(outcome)).post().bytes)

    #expect(refusal["refusal"]?.array?.count == 1)
    #expect(refusal["run"] == .number(7))
    #expect(try Self.findings(refusal, in: document) == [])
  }

  @Test func `the answers of look-ups are closed`() async throws {
    let schemas = try await Self.document()["components"]?["schemas"]?.object ?? [:]
    let names =
      (LookupSchemas.components + GoalSchemas.components + ScoreSchemas.components
      + ExplanationSchemas.components).map(\.0)

    for name in names {
      #expect(schemas[name]?["additionalProperties"] == .boolean(false), "\(name)")
    }
  }

  @Test(arguments: [
    (#"{"a":1}"#, ["$: b is missing"]), (#"{"a":1,"b":null,"c":2}"#, ["$: c is not declared"]),
    (#"{"a":true,"b":null}"#, ["$.a: true is no integer"]),
    (#"{"a":-1,"b":null}"#, ["$.a: -1.0 is under 0.0"]),
    (#"{"a":1.5,"b":null}"#, ["$.a: 1.5 is no integer"]), (#"{"a":0,"b":null}"#, []),
    (#"{"a":0,"b":"2026-1-1"}"#, [#"$.b: "2026-1-1" is no date"#]),
    ("[]", ["$: an array of 0 is no object"]),
  ])
  func `the checker finds what is wrong`(json: String, expected: [String]) throws {
    let schema = JSONSchema.object([
      ("a", .integer(minimum: 0)), ("b", .nullable(.string(format: "date"))),
    ])

    let findings = SchemaChecker(document: .null).findings(
      try JSONValue(Array(json.utf8)), against: try JSONValue(schema.node.bytes))

    #expect(findings == expected)
  }
}
