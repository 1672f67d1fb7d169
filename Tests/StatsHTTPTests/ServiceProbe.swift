import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import StatsHTTP
import Testing

/// Sends requests to a service built on a fake source.
struct ServiceProbe {
  let source: FakeSource
  var configuration = StatsHTTPConfiguration(port: 0, programVersion: "1.0")
  var logger = Logger(label: "stats-http-tests") { _ in SwiftLogNoOpLogHandler() }

  /// A service whose source behaves as told.
  init(_ behaviour: FakeSource.Behaviour = .result(.sample())) {
    source = FakeSource(behaviour)
  }

  /// The answer of the public port.
  func send(
    _ path: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:],
    over setup: TestingSetup = .router
  ) async throws -> TestResponse {
    try await buildApplication(source: source, configuration: configuration, logger: logger)
      .test(setup) { client in
        try await client.execute(uri: path, method: method, headers: headers)
      }
  }

  /// The answer of the admin port.
  func sendAdmin(
    _ path: String, method: HTTPRequest.Method = .get
  ) async throws -> TestResponse {
    try await buildAdminApplication(source: source, configuration: configuration, logger: logger)
      .test(.router) { client in
        try await client.execute(uri: path, method: method)
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
