import HTTPTypes
import HummingbirdTesting
import Testing

@testable import StatsHTTP

/// Who is let in.
@Suite struct AccessTests {
  @Test(arguments: [
    ("sync", 200), ("admin", 200), ("read", 403), ("nobody", 401), ("", 401), ("away", 503),
  ])
  func `posting needs a token of scope sync`(token: String, status: Int) async throws {
    let answer = try await WriteProbe().post(token: token)

    #expect(answer.status.code == status)
    #expect(!answer.text.contains("secret detail"))
  }

  @Test func `without a token the answer says how to send one`() async throws {
    let answer = try await WriteProbe().post(token: nil)

    #expect(answer.status == .unauthorized)
    #expect(answer.text.contains("\"code\" : \"unauthorized\""))
    #expect(try answer.header("WWW-Authenticate") == "Bearer realm=\"motcua\"")
  }

  @Test func `a token of too small a scope is told which one is needed`() async throws {
    let answer = try await WriteProbe().post(token: "read")

    #expect(answer.text.contains("\"code\" : \"forbidden\""))
    #expect(
      try answer.header("WWW-Authenticate")
        == "Bearer realm=\"motcua\", error=\"insufficient_scope\", scope=\"sync\"")
  }

  @Test func `the scheme is read without regard to case, and no other is taken`() async throws {
    let probe = WriteProbe()

    let lower = try await probe.post(token: nil, headers: [.authorization: "bearer sync"])
    let basic = try await probe.post(token: nil, headers: [.authorization: "Basic sync"])
    let bare = try await probe.post(token: nil, headers: [.authorization: "sync"])

    #expect([lower, basic, bare].map(\.status.code) == [200, 401, 401])
  }

  @Test func `after ten bad tokens even a good one waits`() async throws {
    let answers = try await WriteProbe().posts(11, token: "nobody")

    #expect(answers.prefix(10).allSatisfy { $0.status == .unauthorized })
    let last = try #require(answers.last)
    #expect(last.status == .tooManyRequests)
    #expect(last.text.contains("\"code\" : \"too_many_attempts\""))
    #expect(Int(try last.header("Retry-After") ?? "") != nil)
  }

  @Test func `who was let in before does not wait for what others guess`() async throws {
    let probe = WriteProbe()

    let answers = try await probe.posts(
      tokens: ["sync"] + Array(repeating: "nobody", count: 11) + ["sync", "admin"])

    #expect(answers.first?.status == .ok)
    #expect(answers.suffix(3).map(\.status) == [.tooManyRequests, .ok, .tooManyRequests])
  }

  @Test func `requests without a token are no attempts`() async throws {
    let answers = try await WriteProbe().posts(20, token: nil)

    #expect(answers.allSatisfy { $0.status == .unauthorized })
  }

  @Test(
    arguments: [
      (false, nil, 200), (false, "nobody", 200), (true, nil, 401), (true, "nobody", 401),
      (true, "read", 200), (true, "sync", 200),
    ] as [(Bool, String?, Int)])
  func `reading needs a token where the configuration says so`(
    needsToken: Bool, token: String?, status: Int
  ) async throws {
    var probe = WriteProbe()
    probe.rules.readingNeedsToken = needsToken

    let answer = try await probe.post("/v1/indicators", "", method: .get, token: token)

    #expect(answer.status.code == status)
  }

  @Test func `the document of the service is open even where reading is not`() async throws {
    var probe = WriteProbe()
    probe.rules.readingNeedsToken = true

    let answer = try await probe.post("/openapi.json", "", method: .get, token: nil)

    #expect(answer.status == .ok)
    #expect(answer.text.contains("/v1/sync/catalog"))
  }

  @Test func `a service without tokens lets nobody write`() async throws {
    var probe = WriteProbe()
    probe.rules = AccessRules()

    let answer = try await probe.post()

    #expect(answer.status == .unauthorized)
    #expect(probe.intake.taken.isEmpty)
  }
}
