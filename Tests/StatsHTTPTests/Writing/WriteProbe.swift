import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Procedures

@testable import StatsHTTP

/// Sends posts to a service whose intake is a fake.
struct WriteProbe {
  let intake: FakeIntake
  /// No time passes for those who tried bad tokens.
  var rules = AccessRules(
    authority: FakeTokens(), clock: { [start = ContinuousClock.now] in start })
  var configuration = StatsHTTPConfiguration(
    port: 0, programVersion: "1.0", answerTimeout: .seconds(60))

  /// A service whose intake gives this.
  init(
    _ phase: PostedState.Phase = .done(.sample), kind: PostedKind = .catalog,
    refusing refusal: PostedFailure? = nil
  ) {
    intake = FakeIntake(
      .success(.taken(PostedState(id: FakeIntake.id, kind: kind, phase: phase))),
      refusing: refusal)
  }

  /// A service whose intake takes nothing.
  init(_ receipt: Result<PostedReceipt, PostedFailure>) { intake = FakeIntake(receipt) }

  /// The endpoints of the service.
  var endpoints: [Endpoint] {
    PublicRoutes(
      source: FakeSource(.result(.sample())),
      answers: AnswerStore(wall: { Instant(microsecondsSince2000: 0) }),
      configuration: configuration, access: AccessCheck(rules), intake: intake
    ).services().endpoints
  }

  /// The answer to a post with a token of scope sync, unless `headers` say otherwise.
  func post(
    _ path: String = "/v1/sync/catalog", _ body: String = "code,level\n1.000001,4\n",
    method: HTTPRequest.Method = .post, token: String? = "sync", headers: HTTPFields = [:],
    over setup: TestingSetup = .router
  ) async throws -> TestResponse {
    try await send(path, body, method, token, headers, over: setup)
  }

  /// The answers to the same post, one after the other, of one service.
  func posts(_ count: Int, token: String?) async throws -> [TestResponse] {
    try await posts(tokens: Array(repeating: token, count: count))
  }

  /// One post after the other to the same service, each with its token.
  func posts(tokens: [String?]) async throws -> [TestResponse] {
    try await application().test(.router) { client in
      var answers: [TestResponse] = []
      for token in tokens {
        answers.append(
          try await client.execute(
            uri: "/v1/sync/catalog", method: .post, headers: fields(token, [:]),
            body: ByteBuffer(string: "a")))
      }
      return answers
    }
  }

  private func send(
    _ path: String, _ body: String, _ method: HTTPRequest.Method, _ token: String?,
    _ headers: HTTPFields, over setup: TestingSetup
  ) async throws -> TestResponse {
    let headers = fields(token, headers)
    return try await application().test(setup) { client in
      try await client.execute(
        uri: path, method: method, headers: headers,
        body: body.isEmpty ? nil : ByteBuffer(string: body))
    }
  }

  private func fields(_ token: String?, _ headers: HTTPFields) -> HTTPFields {
    var headers = headers
    if let token { headers[.authorization] = "Bearer \(token)" }
    headers[.acceptLanguage] = "en"
    return headers
  }

  /// The service.
  func application() -> some ApplicationProtocol {
    buildApplication(
      source: FakeSource(.result(.sample())),
      answers: AnswerStore(wall: { Instant(microsecondsSince2000: 848_700_000_000_000) }),
      access: rules, intake: intake, configuration: configuration,
      logger: Logger(label: "stats-http-tests") { _ in SwiftLogNoOpLogHandler() })
  }
}
