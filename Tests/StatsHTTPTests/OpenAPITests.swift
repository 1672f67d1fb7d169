import Foundation
import HTTPTypes
import HummingbirdTesting
import Indicators
import Testing

@testable import StatsHTTP

@Suite("GET /openapi.json")
struct OpenAPITests {
  /// The document as the service sends it.
  private func document() async throws -> [String: Any] {
    let response = try await ServiceProbe().send("/openapi.json")
    return try #require(
      JSONSerialization.jsonObject(with: Data(response.bytes)) as? [String: Any])
  }

  private func operations() async throws -> [String: [String: Any]] {
    let paths = try #require(try await document()["paths"] as? [String: [String: [String: Any]]])
    var result: [String: [String: Any]] = [:]
    for (path, ways) in paths {
      for (method, operation) in ways { result["\(method.uppercased()) \(path)"] = operation }
    }
    return result
  }

  private func responses(_ operation: [String: Any]?) throws -> [String: [String: Any]] {
    try #require(operation?["responses"] as? [String: [String: Any]])
  }

  @Test func `the document holds every endpoint that is routed and no other`() async throws {
    let endpoints = ServiceProbe().endpoints

    let operations = try await operations()

    #expect(
      Set(operations.keys) == Set(endpoints.map { "\($0.method.rawValue) \($0.path)" }))
  }

  @Test func `every parameter that is parsed is documented and no other`() async throws {
    let operations = try await operations()

    for endpoint in ServiceProbe().endpoints {
      let operation = operations["\(endpoint.method.rawValue) \(endpoint.path)"]
      let documented = try #require(operation?["parameters"] as? [[String: Any]])
      // The responder reads the tags of all endpoints alike.
      let tags = endpoint.kind == .reading ? ["If-None-Match"] : []
      #expect(
        documented.compactMap { $0["name"] as? String } == endpoint.parameters.map(\.name) + tags)
    }
  }

  @Test func `every reference of the document leads to a component`() async throws {
    let text = try await ServiceProbe().send("/openapi.json").text
    let components = try #require(try await document()["components"] as? [String: Any])
    let schemas = try #require(components["schemas"] as? [String: Any])

    let names = text.matches(of: /"#\/components\/schemas\/([A-Za-z]+)"/).map { String($0.1) }

    #expect(!names.isEmpty)
    #expect(Set(names).subtracting(schemas.keys) == [])
    #expect(Set(schemas.keys).subtracting(names) == [])
  }

  @Test func `each endpoint refuses a parameter that it does not declare, as documented`()
    async throws
  {
    let operations = try await operations()
    for endpoint in ServiceProbe().endpoints where endpoint.access == .read {
      let target = ServiceProbe.target(of: endpoint)

      let response = try await ServiceProbe().send(
        "\(target)?nobody_declared_this=1", method: endpoint.method)

      #expect(response.status == .badRequest, "\(target)")
      #expect(try problemCode(response) == "unknown_parameter", "\(target)")
      let documented = try responses(operations["GET \(endpoint.path)"])
      #expect(documented["400"] != nil, "\(target)")
    }
  }

  @Test(arguments: IndicatorError.Kind.allCases)
  func `whatever is wrong with a question about figures is documented where they are evaluated`(
    _ kind: IndicatorError.Kind
  ) async throws {
    for id in ["stats", "explain", "goals", "score"] {
      let endpoint = try #require(ServiceProbe().endpoints.first { $0.id == id })
      // Only a pinned definition can be gone.
      guard kind != .definitionGone || endpoint.declares(Parameter.definition) else { continue }

      try await expectDocumented(kind, at: endpoint)
    }
  }

  @Test(arguments: ["listTasks", "listProcedures", "procedure", "listAgencies"])
  func `a value that a look-up does not know is documented`(id: String) async throws {
    let endpoint = try #require(ServiceProbe().endpoints.first { $0.id == id })

    try await expectDocumented(.unknownValue, at: endpoint)
  }

  private func expectDocumented(
    _ kind: IndicatorError.Kind, at endpoint: Endpoint
  ) async throws {
    let probe = ServiceProbe(.failing(IndicatorError(kind, "wrong", vi: "sai")))

    let response = try await probe.send(ServiceProbe.target(of: endpoint))

    let declared = endpoint.problems + Problem.Code.common
    let code = try problemCode(response)
    #expect(declared.contains { $0.rawValue == code }, "\(endpoint.id) \(code)")
    let documented = try responses(try await operations()["GET \(endpoint.path)"])
    #expect(documented[String(response.status.code)] != nil, "\(endpoint.id) \(code)")
  }

  @Test func `each parameter of a query given twice is refused`() async throws {
    for endpoint in ServiceProbe().endpoints where endpoint.access == .read {
      for parameter in endpoint.parameters where parameter.place == .query {
        let target = ServiceProbe.target(of: endpoint)

        let response = try await ServiceProbe().send(
          "\(target)?\(parameter.name)=1&\(parameter.name)=2", method: endpoint.method)

        #expect(try problemCode(response) == "repeated_parameter", "\(target) \(parameter.name)")
      }
    }
  }

  @Test func `each path refuses the methods that it does not have`() async throws {
    let endpoints = ServiceProbe().endpoints
    for path in Set(endpoints.map(\.path)) {
      let own = endpoints.filter { $0.path == path }
      let allowed = own.map(\.method) + (own.contains { $0.method == .get } ? [.head] : [])
      for method in ServiceRoutes.methods where !allowed.contains(method) && method != .connect {
        let response = try await ServiceProbe().send(
          ServiceProbe.target(of: own[0]), method: method)

        #expect(response.status == .methodNotAllowed, "\(method) \(path)")
        #expect(
          try response.header("Allow") == allowed.map(\.rawValue).joined(separator: ", "))
      }
    }
  }

  @Test func `every code that an endpoint may answer stands in the README`() throws {
    let readme = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../README.md"), encoding: .utf8)
    let listed = Set(
      readme.matches(of: /\| `([a-z_]+)` \| ([0-9]{3}) \|/).map { "\($0.1) \($0.2)" })

    let endpoints = ServiceProbe().endpoints + WriteProbe().endpoints
    let known =
      endpoints.flatMap { $0.allProblems(readingNeedsToken: true) }
      + [.methodNotAllowed, .unknownPath, .notReady]

    #expect(Set(known.map { "\($0.rawValue) \($0.status.code)" }) == listed)
  }

  @Test func `the example of an endpoint is the answer of the service itself`() async throws {
    let operations = try await operations()
    for endpoint in ServiceProbe().endpoints {
      guard let target = endpoint.example else { continue }
      let answer = try await ServiceProbe().send(target)

      let ok = try responses(operations["GET \(endpoint.path)"])["200"]
      let content = try #require(ok?["content"] as? [String: [String: Any]])
      let example = try #require(content["application/json"]?["example"])

      let expected = try JSONSerialization.jsonObject(with: Data(answer.bytes))
      #expect((example as? NSObject) == (expected as? NSObject), "\(target)")
    }
  }

  private func problemCode(_ response: TestResponse) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(response.bytes))
    return try #require((object as? [String: Any])?["code"] as? String)
  }
}
