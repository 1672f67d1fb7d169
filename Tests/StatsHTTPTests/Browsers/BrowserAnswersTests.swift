import HTTPTypes
import HummingbirdTesting
import Testing

@testable import StatsHTTP

@Suite struct BrowserAnswersTests {
  private func probe(_ origins: String) throws -> ServiceProbe {
    var probe = ServiceProbe()
    probe.configuration.origins = try #require(CrossOriginPolicy(origins))
    return probe
  }

  private static let page: HTTPFields = [.origin: "https://portal.example.vn"]
  private static let asking: HTTPFields = [
    .origin: "https://portal.example.vn", .accessControlRequestMethod: "GET",
  ]

  @Test(arguments: ["/v1/indicators", "/v1/stats/nothing", "/nowhere"])
  func `a page of the list may read answers and errors`(path: String) async throws {
    let response = try await probe("https://portal.example.vn").send(path, headers: Self.page)

    #expect(
      try response.header("Access-Control-Allow-Origin") == "https://portal.example.vn")
    let exposed = try #require(try response.header("Access-Control-Expose-Headers"))
    for name in ["ETag", "Link", "Age", "X-Request-Id", "Retry-After"] {
      #expect(exposed.contains(name))
    }
    #expect(try response.header("Vary")?.hasSuffix("Origin") == true)
  }

  @Test func `a page of another origin may not, and a cache is told so`() async throws {
    let response = try await probe("https://other.example.vn")
      .send("/v1/indicators", headers: Self.page)

    #expect(try response.header("Access-Control-Allow-Origin") == nil)
    #expect(try response.header("Vary") == "Accept, Origin")
  }

  @Test func `everybody may read where everybody may, with one answer for all`() async throws {
    let probe = try probe("*")

    let answers = [
      try await probe.send("/v1/indicators", headers: Self.page),
      try await probe.send("/v1/indicators"),
    ]

    for answer in answers {
      #expect(try answer.header("Access-Control-Allow-Origin") == "*")
      #expect(try answer.header("Vary") == "Accept")
    }
  }

  @Test func `a browser that asks first is told what it may ask`() async throws {
    let response = try await probe("*").send(
      "/v1/indicators", method: .options, headers: Self.asking)

    #expect(response.status == .noContent)
    #expect(try response.header("Access-Control-Allow-Methods") == "GET, HEAD")
    #expect(
      try response.header("Access-Control-Allow-Headers")?.contains("If-None-Match") == true)
    #expect(response.bytes.isEmpty)
  }

  @Test func `no page may write`() async throws {
    let response = try await probe("*").send(
      "/v1/indicators", method: .options,
      headers: [.origin: "https://portal.example.vn", .accessControlRequestMethod: "POST"])

    #expect(response.status == .methodNotAllowed)
    #expect(try response.header("Access-Control-Allow-Methods") == nil)
  }

  @Test(arguments: ["", "https://other.example.vn"])
  func `an origin that may not gets the method refused`(origins: String) async throws {
    let response = try await probe(origins).send(
      "/v1/indicators", method: .options, headers: Self.asking)

    #expect(response.status == .methodNotAllowed)
    #expect(try response.header("Access-Control-Allow-Origin") == nil)
  }

  @Test(arguments: ["/", "/robots.txt", "/v1/indicators", "/nowhere"])
  func `every answer forbids guessing its type and telling where one was`(
    path: String
  ) async throws {
    let response = try await ServiceProbe().send(path)

    #expect(try response.header("X-Content-Type-Options") == "nosniff")
    #expect(try response.header("Referrer-Policy") == "no-referrer")
  }

  @Test func `robots are kept from figures and let in at the door`() async throws {
    let response = try await ServiceProbe().send("/robots.txt")

    #expect(response.text == "User-agent: *\nAllow: /$\nAllow: /openapi.json\nDisallow: /\n")
  }

  @Test func `every path that the door names is there`() async throws {
    let door = try await ServiceProbe().send("/")
    let paths = door.text.matches(of: /"(\/[^"]+)"/).map { String($0.1) }

    let known = ServiceProbe().endpoints.map(\.path)

    #expect(paths.count >= 3)
    #expect(Set(paths).isSubset(of: known))
  }
}
