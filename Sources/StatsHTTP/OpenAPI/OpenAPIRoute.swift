internal import Indicators
internal import Procedures
internal import Synchronization

/// `GET /openapi.json`: the document of the service.
struct OpenAPIRoute: ReadRoute {
  let document: OpenAPIDocument
  /// The routes that answer the examples.
  let routes: [any ReadRoute]
  /// The wall clock.
  let now: @Sendable () -> Instant

  /// How long the examples are waited for: who asks for the document must get it.
  let patience: Duration

  let endpoint = Self.declaration

  /// The endpoint, which stands in its own document.
  static let declaration = Endpoint(
    id: "openapi", path: "/openapi.json",
    summary: "This document; its examples are answers of this service.", tag: "about",
    parameters: [],
    answers: [
      AnswerDeclaration(
        summary: "OpenAPI 3.1.", schema: .object([("openapi", .string)], isClosed: false))
    ], access: .open)

  func find(_ given: GivenParameters) async throws -> Finding {
    let routes = document.readingNeedsToken ? [] : routes
    let found = Mutex<[String: [UInt8]]>([:])
    let isComplete = try await withDeadline(patience) {
      var isComplete = true
      for route in routes where route.endpoint.example != nil {
        // Without the database the document goes without examples.
        guard let example = try? await Self.example(of: route) else {
          isComplete = false
          continue
        }
        found.withLock { $0[route.endpoint.id] = example }
      }
      return isComplete
    }
    let bytes = document.encoded(examples: found.withLock { $0 })
    // What is missing may be ready for the next who asks.
    return Finding(goodUntil: isComplete == true ? nil : now()) { _, _ in bytes }
  }

  /// The answer to the example's question; nil where it is no answer of now.
  private static func example(of route: some ReadRoute) async throws -> [UInt8]? {
    guard let target = route.endpoint.example else { return nil }
    let parts = target.split(separator: "?", maxSplits: 1)
    let values = values(in: parts[0], of: route.endpoint.path)
    let given = try GivenParameters(
      route.endpoint, path: { values[$0] }, query: parts.count > 1 ? String(parts[1]) : "")
    let finding = try await route.find(given)
    guard finding.ageSeconds == nil else { return nil }
    return finding.write(.json, .vi).dropLast()
  }

  private static func values(in path: Substring, of template: String) -> [String: Substring] {
    var result: [String: Substring] = [:]
    for (name, value) in zip(template.split(separator: "/"), path.split(separator: "/"))
    where name.hasPrefix("{") {
      result[String(name.dropFirst().dropLast())] = value
    }
    return result
  }
}
