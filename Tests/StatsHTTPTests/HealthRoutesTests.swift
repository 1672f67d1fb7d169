import HTTPTypes
import HummingbirdTesting
import StatsHTTP
import Testing

@Suite("The admin port")
struct HealthRoutesTests {
  @Test func `live answers without touching the source`() async throws {
    let probe = ServiceProbe(.failing(Surprise()))

    let response = try await probe.sendAdmin("/health/live")

    #expect(response.status == .ok)
    #expect(response.text == "{\"status\":\"live\"}\n")
    #expect(probe.source.checked == 0)
    #expect(probe.source.asked.isEmpty)
  }

  @Test func `ready answers where the source does`() async throws {
    let probe = ServiceProbe()

    let response = try await probe.sendAdmin("/health/ready")

    #expect(response.status == .ok)
    #expect(response.text == "{\"status\":\"ready\"}\n")
    #expect(try response.header("Cache-Control") == "no-store")
    #expect(probe.source.checked == 1)
  }

  @Test func `ready is 503 where the source throws, without saying why`() async throws {
    let response = try await ServiceProbe(.failing(Surprise())).sendAdmin("/health/ready")

    #expect(response.status == .serviceUnavailable)
    #expect(response.text.contains("\"code\" : \"not_ready\""))
    #expect(!response.text.contains("secret"))
    #expect(try response.header("Retry-After") == "5")
  }

  @Test func `ready is 503 where the source is silent`() async throws {
    var probe = ServiceProbe(.silent)
    probe.configuration.readinessTimeout = .milliseconds(1)

    let response = try await probe.sendAdmin("/health/ready")

    #expect(response.status == .serviceUnavailable)
    #expect(response.text.contains("did not answer in time"))
  }

  @Test func `HEAD probes have no body`() async throws {
    let response = try await ServiceProbe().sendAdmin("/health/ready", method: .head)

    #expect(response.status == .ok)
    #expect(response.bytes.isEmpty)
  }

  @Test func `figures are not on the admin port`() async throws {
    let response = try await ServiceProbe().sendAdmin("/v1/stats/level4_of_all")

    #expect(response.status == .notFound)
  }
}
