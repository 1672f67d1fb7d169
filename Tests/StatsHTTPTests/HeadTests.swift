import HTTPTypes
import HummingbirdTesting
import Testing

@testable import StatsHTTP

@Suite("HEAD")
struct HeadTests {
  @Test func `every endpoint answers HEAD with the header of GET and no body`() async throws {
    let probe = ServiceProbe()
    let endpoints = probe.endpoints.filter { $0.method == .get && $0.id != "events" }
    #expect(endpoints.count >= 4)

    for endpoint in endpoints {
      let target = endpoint.example ?? endpoint.path
      let whole = try await probe.send(target)
      let head = try await probe.send(target, method: .head)

      #expect(head.status == whole.status, "\(target)")
      #expect(head.bytes.isEmpty, "\(target)")
      #expect(Self.fields(head) == Self.fields(whole), "\(target)")
    }
  }

  /// The fields, but those that are of one answer alone.
  private static func fields(_ response: TestResponse) -> [String: String] {
    var fields: [String: String] = [:]
    for field in response.headers where field.name.canonicalName != "x-request-id" {
      fields[field.name.canonicalName] = field.value
    }
    fields["date"] = nil
    return fields
  }
}
