import Foundation
import HTTPTypes
import HummingbirdTesting
import Indicators
import Logging
import StatsHTTP
import Synchronization
import Testing

@Suite("Problems")
struct ProblemTests {
  @Test(arguments: [
    ("?size=1", "unknown_parameter"), ("?By=agency", "unknown_parameter"),
    ("?by=agency&by=field", "repeated_parameter"),
    ("?on=2026-01-01&%6Fn=2026-01-02", "repeated_parameter"),
    ("?by=month", "unknown_dimension"), ("?by=Agency", "unknown_dimension"),
    ("?on=2026-02-30", "bad_value"), ("?on=today", "bad_value"), ("?on=20260101", "bad_value"),
    ("?known=2026-01-01", "bad_value"), ("?known=2026-01-01T00:00:00", "bad_value"),
    ("?count=rows", "bad_value"), ("?format=xml", "bad_value"), ("?lang=fr", "bad_value"),
    ("?agency=", "bad_value"), ("?by", "bad_value"),
    ("?period=2026-H3", "invalid_period"), ("?period=2026&on=2026-01-01", "conflicting_parameters"),
    ("?field=%", "bad_encoding"), ("?field=%4", "bad_encoding"), ("?field=%zz", "bad_encoding"),
    ("?field=%FF", "bad_encoding"), ("?field=%C3", "bad_encoding"),
    ("?field=%ED%A0%80", "bad_encoding"),
    ("?field=Hộ", "bad_encoding"), ("?field=a#b", "bad_encoding"), ("?%FF=1", "bad_encoding"),
  ])
  func `a question that cannot be read is 400 with a stable code`(
    query: String, code: String
  ) async throws {
    let probe = ServiceProbe()

    let response = try await probe.send("/v1/stats/level4_of_all\(query)")

    #expect(response.status == .badRequest)
    #expect(try problem(response).code == code)
    #expect(probe.source.asked.isEmpty)
  }

  @Test(arguments: ["level5", "LEVEL4_OF_ALL", "%6Cevel5", "a%2Fb"])
  func `an unknown indicator is 400 and the known ones are named`(id: String) async throws {
    let response = try await ServiceProbe().send("/v1/stats/\(id)")

    #expect(response.status == .badRequest)
    let problem = try problem(response)
    #expect(problem.code == "unknown_indicator")
    #expect(Indicator.all.allSatisfy { problem.detail.contains($0.id) })
  }

  @Test func `an indicator whose id is percent-encoded is found`() async throws {
    let response = try await ServiceProbe().send("/v1/stats/%6Cevel4_of_all")

    #expect(response.status == .ok)
  }

  @Test(arguments: [
    ("en", "there is no agency \"H32.99\""), ("vi", "không có cơ quan \"H32.99\""),
  ])
  func `what the source does not know is 400 with its code and sentence`(
    language: String, sentence: String
  ) async throws {
    let error = IndicatorError(
      .unknownValue, "there is no agency \"H32.99\"", vi: "không có cơ quan \"H32.99\"")

    let response = try await ServiceProbe(.failing(error))
      .send("/v1/stats/level4_of_all?agency=H32.99", headers: [.acceptLanguage: language])

    #expect(response.status == .badRequest)
    let problem = try problem(response)
    #expect(problem.code == "unknown_value")
    #expect(problem.detail == sentence)
  }

  @Test(arguments: [(8 * 1024, HTTPResponse.Status.ok), (8 * 1024 + 1, .uriTooLong)])
  func `a query over 8 KiB is 414`(bytes: Int, status: HTTPResponse.Status) async throws {
    let name = "field="
    let query = name + String(repeating: "a", count: bytes - name.utf8.count)

    let response = try await ServiceProbe().send("/v1/stats/level4_of_all?\(query)")

    #expect(response.status == status)
    if status != .ok { #expect(try problem(response).code == "query_too_long") }
  }

  @Test(arguments: [
    "/v1", "/v1/stats", "/v1/stats/level4_of_all/x", "/v2/indicators", "/health/live",
  ])
  func `an unknown path is 404`(path: String) async throws {
    let response = try await ServiceProbe().send(path)

    #expect(response.status == .notFound)
    #expect(try problem(response).code == "unknown_path")
  }

  @Test(arguments: [.post, .put, .patch, .delete, .options] as [HTTPRequest.Method])
  func `a method other than GET and HEAD is 405 and says so`(
    method: HTTPRequest.Method
  ) async throws {
    for path in ["/v1/stats/level4_of_all", "/v1/indicators"] {
      let response = try await ServiceProbe().send(path, method: method)

      #expect(response.status == .methodNotAllowed)
      #expect(try response.header("Allow") == "GET, HEAD")
      #expect(try problem(response).code == "method_not_allowed")
    }
  }

  @Test(arguments: [("/v1/indicators", 405), ("/v1/stats/x", 405), ("/v1/stats", 404), ("/x", 404)])
  func `a method that HTTP does not have is refused like one that it has`(
    path: String, status: Int
  ) async throws {
    let method = try #require(HTTPRequest.Method("BREW"))

    let response = try await ServiceProbe().send(path, method: method)

    #expect(response.status.code == status)
    #expect(try response.header("Allow") == (status == 405 ? "GET, HEAD" : nil))
  }

  @Test func `a parameter of figures is unknown to the list`() async throws {
    let response = try await ServiceProbe().send("/v1/indicators?by=agency")

    #expect(response.status == .badRequest)
    #expect(try problem(response).code == "unknown_parameter")
  }

  @Test(
    arguments: [
      (nil, "vi"), ("vi", "vi"), ("en", "en"), ("en-GB, vi;q=0.5", "en"), ("fr, en;q=0.1", "en"),
      ("vi;q=0.2, en;q=0.9", "en"), ("fr", "vi"), ("*", "vi"), ("vi;q=0, *", "en"), ("en, *", "en"),
      ("en;q=x", "vi"), (";;,", "vi"),
    ] as [(String?, String)])
  func `a problem speaks the language that the client prefers`(
    accepted: String?, language: String
  ) async throws {
    let probe = ServiceProbe()

    let response = try await probe.send(
      "/v1/stats/level4_of_all?size=1",
      headers: [.acceptLanguage: accepted ?? ""])

    #expect(try response.header("Content-Language") == language)
    let detail = try problem(response).detail
    #expect(detail.hasPrefix(language == "vi" ? "ở đây không có" : "there is no parameter"))
  }

  @Test func `a source that is gone is 503 with the time to come back`() async throws {
    let gone = SourceUnavailable(reason: "the secret host is down", retryAfterSeconds: 7)

    let response = try await ServiceProbe(.failing(gone)).send("/v1/stats/level4_of_all")

    #expect(response.status == .serviceUnavailable)
    #expect(try response.header("Retry-After") == "7")
    #expect(try problem(response).code == "unavailable")
    #expect(!response.text.contains("secret"))
  }

  @Test func `a source that does not answer in time is 503`() async throws {
    var probe = ServiceProbe(.silent)
    probe.configuration.answerTimeout = .milliseconds(1)

    let response = try await probe.send("/v1/stats/level4_of_all")

    #expect(response.status == .serviceUnavailable)
    #expect(try response.header("Retry-After") == "2")
  }

  @Test func `a surprise is 500 without details, which the log has under the request's id`()
    async throws
  {
    let log = RecordedLog()
    var probe = ServiceProbe(.failing(Surprise()))
    probe.logger = Logger(label: "test") { _ in log }

    let response = try await probe.send("/v1/stats/level4_of_all")

    #expect(response.status == .internalServerError)
    let problem = try problem(response)
    #expect(problem.code == "internal_error")
    #expect(!response.text.contains("secret"))
    let line = try #require(log.lines.first { $0.contains("the secret detail") })
    #expect(line.contains(problem.requestID))
  }

  @Test func `a problem names its request in the body and in the header`() async throws {
    let probe = ServiceProbe()

    let good = try await probe.send("/v1/indicators")
    let bad = try await probe.send("/nothing")

    let problem = try problem(bad)
    #expect(try good.header("X-Request-Id")?.isEmpty == false)
    #expect(try bad.header("X-Request-Id") == problem.requestID)
    #expect(problem.instance == "urn:motcua:request:\(problem.requestID)")
    #expect(problem.type == "urn:motcua:problem:unknown_path")
    #expect(problem.title == "Unknown path")
    #expect(problem.status == 404)
    #expect(try bad.header("Cache-Control") == "no-store")
  }

  @Test func `HEAD of a problem has its status and no body`() async throws {
    let response = try await ServiceProbe().send("/v1/stats/level4_of_all?x=1", method: .head)

    #expect(response.status == .badRequest)
    #expect(response.bytes.isEmpty)
  }

  private struct Document: Decodable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let code: String
    let instance: String
    let requestID: String

    private enum CodingKeys: String, CodingKey {
      case type, title, status, detail, code, instance
      case requestID = "request_id"
    }
  }

  private func problem(_ response: TestResponse) throws -> Document {
    #expect(try response.header("Content-Type") == "application/problem+json")
    let document = try JSONDecoder().decode(Document.self, from: Data(response.bytes))
    #expect(document.status == response.status.code)
    return document
  }
}

/// A log that keeps its lines.
final class RecordedLog: LogHandler, Sendable {
  private let recorded = Mutex<[String]>([])
  private let kept = Mutex<Logger.Metadata>([:])

  var lines: [String] { recorded.withLock { $0 } }

  var logLevel: Logger.Level {
    get { .info }
    set {}
  }

  var metadata: Logger.Metadata {
    get { kept.withLock { $0 } }
    set { kept.withLock { $0 = newValue } }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { kept.withLock { $0[key] } }
    set { kept.withLock { $0[key] = newValue } }
  }

  func log(event: LogEvent) {
    let metadata = metadata.merging(event.metadata ?? [:]) { $1 }
    recorded.withLock { $0.append("\(event.message) \(metadata)") }
  }
}
