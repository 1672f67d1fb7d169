import HTTPTypes
import HummingbirdTesting
import Testing

@testable import StatsHTTP

@Suite("Header fields and the document")
struct DeclaredHeaderTests {
  /// The fields that the document speaks of; others belong to connections, caches and browsers.
  private static let names = Set(HeaderDeclaration.all.map { $0.name.lowercased() })

  /// Where the fields of an answer are not what the document says, one sentence each.
  private static func findings(
    _ answer: TestResponse, to endpoint: Endpoint, in document: JSONValue
  ) throws -> [String] {
    let operation = document["paths"]?[endpoint.path]?[endpoint.method.rawValue.lowercased()]
    let response = operation?["responses"]?["\(answer.status.code)"]
    return try findings(answer, against: try #require(response), in: document)
  }

  private static func findings(
    _ answer: TestResponse, against response: JSONValue, in document: JSONValue
  ) throws -> [String] {
    let declared = response["headers"]?.object ?? [:]
    var found: [String] = []
    for (name, reference) in declared {
      let id = try #require(reference["$ref"]?.text?.split(separator: "/").last)
      let field = try #require(document["components"]?["headers"]?[String(id)])
      if let text = try answer.header(name) {
        let schema = try #require(field["schema"])
        let isNumber = schema["type"] == .text("integer")
        let value: JSONValue =
          isNumber ? Double(text).map { .number($0) } ?? .null : .text(text)
        found += SchemaChecker(document: document).findings(value, against: schema, at: name)
      } else if field["required"] == .boolean(true) {
        found.append("\(name) is missing")
      }
    }
    let known = Set(declared.keys.map { $0.lowercased() })
    for field in answer.headers where names.contains(field.name.canonicalName) {
      if !known.contains(field.name.canonicalName) {
        found.append("\(field.name.rawName) is not declared")
      }
    }
    return found
  }

  private static func document() async throws -> JSONValue {
    try JSONValue(try await ServiceProbe().send("/openapi.json").bytes)
  }

  @Test func `answers to those who read carry the fields that are declared`() async throws {
    let document = try await Self.document()
    let gone = ServiceProbe(.failing(SourceUnavailable(reason: "gone", retryAfterSeconds: 5)))
    for endpoint in ServiceProbe().endpoints where endpoint.kind != .stream {
      let target = endpoint.example ?? endpoint.path
      let plain = ServiceProbe.target(of: endpoint)
      let answers = [
        try await ServiceProbe().send(target),
        try await ServiceProbe(.result(.sample(), ageSeconds: 90)).send(target),
        try await ServiceProbe().send(plain),
        try await ServiceProbe().send("\(plain)?nobody_declared_this=1"),
        try await gone.send(target),
      ]

      for answer in answers {
        let findings = try Self.findings(answer, to: endpoint, in: document)
        #expect(findings == [], "\(target) \(answer.status)")
      }
    }
  }

  @Test func `a tag and an Accept are answered with the fields that are declared`() async throws {
    let document = try await Self.document()
    for endpoint in ServiceProbe().endpoints where endpoint.kind == .reading {
      let target = endpoint.example ?? endpoint.path
      let same = try await ServiceProbe().send(target, headers: [.ifNoneMatch: "*"])
      let other = try await ServiceProbe().send(target, headers: [.accept: "image/png"])

      #expect([same.status, other.status] == [.notModified, .notAcceptable], "\(target)")
      for answer in [same, other] {
        let findings = try Self.findings(answer, to: endpoint, in: document)
        #expect(findings == [], "\(target) \(answer.status)")
      }
    }
  }

  @Test func `the stream refuses with the fields that are declared`() async throws {
    let document = try await Self.document()
    let probe = ServiceProbe()
    let endpoint = try #require(probe.endpoints.first { $0.kind == .stream })
    let others = [try probe.feed.listen(), try probe.feed.listen()]

    let full = try await probe.send(endpoint.path)
    let other = try await probe.send(endpoint.path, headers: [.accept: "image/png"])

    #expect(probe.feed.listeners == others.count)
    #expect([full.status, other.status] == [.serviceUnavailable, .notAcceptable])
    for answer in [full, other] {
      #expect(try Self.findings(answer, to: endpoint, in: document) == [])
    }
  }

  @Test func `answers to posts carry the fields that are declared`() async throws {
    let probe = WriteProbe()
    let document = try JSONValue(
      try await probe.post("/openapi.json", "", method: .get, token: nil).bytes)
    let endpoint = WriteEndpoints.posting(.catalog)
    let busy = PostedFailure(.busy, vi: "câu", en: "the sentence")
    let forbidden = PostedFailure(.forbidden, vi: "câu", en: "the sentence")

    let tries = try await probe.posts(11, token: "nobody")
    let answers = [
      try await probe.post(), try await WriteProbe(.running).post(),
      try await probe.post(headers: [.accept: "text/html"]), try await probe.post(token: nil),
      try await probe.post(token: "read"), try await WriteProbe(refusing: forbidden).post(),
      try #require(tries.last),
      try await WriteProbe(refusing: busy).post(),
    ]

    #expect(answers.map(\.status.code) == [200, 202, 406, 401, 403, 403, 429, 503])
    for answer in answers {
      #expect(try Self.findings(answer, to: endpoint, in: document) == [], "\(answer.status)")
    }
  }

  @Test(arguments: [.queued, .running, .done(.sample)] as [PostedState.Phase])
  func `the state of a post carries the fields that are declared`(
    phase: PostedState.Phase
  ) async throws {
    let probe = WriteProbe(phase)
    let document = try JSONValue(
      try await probe.post("/openapi.json", "", method: .get, token: nil).bytes)

    let answer = try await probe.post("/v1/runs/pending/\(FakeIntake.id)", "", method: .get)

    let endpoint = WriteEndpoints.pending
    #expect(try Self.findings(answer, to: endpoint, in: document) == [])
    let responses = document["paths"]?[endpoint.path]?["get"]?["responses"]
    #expect(responses?["304"] == nil)
  }

  @Test func `a method that is not answered carries the fields that are declared`() async throws {
    let document = try await Self.document()
    let response = try #require(document["components"]?["responses"]?["MethodNotAllowed"])

    let answer = try await ServiceProbe().send("/v1/indicators", method: .put)

    #expect(answer.status == .methodNotAllowed)
    #expect(try Self.findings(answer, against: response, in: document) == [])
  }

  @Test func `what a field lacks is found`() async throws {
    let document = try await Self.document()
    let allowed = try #require(document["components"]?["responses"]?["MethodNotAllowed"])

    let answer = try await ServiceProbe().send("/v1/indicators")

    let findings = try Self.findings(answer, against: allowed, in: document)
    #expect(
      findings.sorted() == [
        "Allow is missing", "Content-Language is missing", "ETag is not declared",
      ])
  }

  @Test func `robots are refused by no Accept, and none is declared`() async throws {
    let document = try await Self.document()

    let answer = try await ServiceProbe().send("/robots.txt", headers: [.accept: "image/png"])

    #expect(answer.status == .ok)
    #expect(document["paths"]?["/robots.txt"]?["get"]?["responses"]?["406"] == nil)
  }
}
