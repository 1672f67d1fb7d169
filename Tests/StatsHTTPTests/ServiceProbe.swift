import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Procedures
import Testing

@testable import StatsHTTP

/// Sends requests to a service built on a fake source.
struct ServiceProbe {
  let source: FakeSource
  /// Without a lease, so that each request asks the source.
  let answers = AnswerStore(wall: { Instant(microsecondsSince2000: 848_700_000_000_000) })
  var configuration = StatsHTTPConfiguration(
    port: 0, programVersion: "1.0", answerTimeout: .seconds(60))
  var logger = Logger(label: "stats-http-tests") { _ in SwiftLogNoOpLogHandler() }

  /// Knows no version until it is told one.
  let feed: VersionFeed

  /// A service whose source behaves as told.
  init(_ behaviour: FakeSource.Behaviour = .result(.sample())) {
    let source = FakeSource(behaviour)
    self.source = source
    feed = VersionFeed(
      limit: 2, logger: Logger(label: "feed") { _ in SwiftLogNoOpLogHandler() },
      pause: { _ in throw CancellationError() }
    ) { try await source.versions(after: $0, limit: $1) }
  }

  /// The answer of the public port; problems are in English unless `headers` say otherwise.
  func send(
    _ path: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:],
    over setup: TestingSetup = .router
  ) async throws -> TestResponse {
    var sent = headers
    if sent[.acceptLanguage] == nil { sent[.acceptLanguage] = "en" }
    let fields = sent
    return try await buildApplication(
      source: source, answers: answers, feed: feed, configuration: configuration, logger: logger
    ).test(setup) { client in
      try await client.execute(uri: path, method: method, headers: fields)
    }
  }

  /// The answer of the admin port.
  func sendAdmin(
    _ path: String, method: HTTPRequest.Method = .get
  ) async throws -> TestResponse {
    try await buildAdminApplication(source: source, configuration: configuration, logger: logger)
      .test(.router) { client in
        try await client.execute(uri: path, method: method, headers: [.acceptLanguage: "en"])
      }
  }
}

extension TestResponse {
  /// The body as text.
  var text: String { String(buffer: body) }

  /// The body's bytes.
  var bytes: [UInt8] { Array(buffer: body) }

  /// One header field.
  func header(_ name: String) throws -> String? {
    headers[try #require(HTTPField.Name(name))]
  }
}

extension ServiceProbe {
  /// The endpoints of the public port.
  var endpoints: [Endpoint] {
    PublicRoutes(
      source: source, answers: answers, configuration: configuration,
      access: AccessCheck(AccessRules()), intake: nil, feed: feed
    ).services().endpoints
  }

  /// A target of an endpoint: its example, else its path.
  static func target(of endpoint: Endpoint) -> String {
    guard let example = endpoint.example else { return endpoint.path }
    return String(example.prefix { $0 != "?" })
  }
}
