internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Reports

/// `GET /`: what this is and where to go on.
struct FrontDoor: ReadRoute {
  let programVersion: String

  let endpoint = Endpoint(
    id: "index", path: "/", summary: "What this service is and where to go on.", tag: "about",
    parameters: [],
    answers: [
      AnswerDeclaration(summary: "Paths of this service.", schema: .ref("Index"))
    ], access: .open, example: "/")

  /// The schemas of the answer.
  static var components: [(String, JSONSchema)] {
    [
      (
        "Index",
        .object([
          ("service", .string(enum: ["motcua"])), ("version", .string),
          ("description", .object([("vi", .string), ("en", .string)])), ("openapi", .string),
          ("indicators", .string), ("events", .string),
        ])
      )
    ]
  }

  func find(_ given: GivenParameters) async throws -> Finding {
    let document = JSONNode.object([
      ("service", .text("motcua")), ("version", .text(programVersion)),
      (
        "description",
        .object([
          ("vi", .text("Giám sát số hóa thủ tục hành chính: số liệu dạng JSON và CSV")),
          ("en", .text("Monitor of the digitization of public services: figures as JSON and CSV")),
        ])
      ), ("openapi", .text("/openapi.json")), ("indicators", .text("/v1/indicators")),
      ("events", .text("/v1/events")),
    ])
    var writer = JSONWriter()
    document.write(to: &writer)
    let bytes = writer.finished()
    return Finding { _, _ in bytes }
  }
}

/// `GET /robots.txt`: robots may read what the service is, never the figures. Each question is
/// another address, and there is no end of them.
struct RobotsRoute {
  static let text = """
    User-agent: *
    Allow: /$
    Allow: /openapi.json
    Disallow: /

    """

  /// The endpoint.
  static var endpoint: Endpoint {
    Endpoint(
      id: "robots", path: "/robots.txt", summary: "What robots may read (RFC 9309).",
      tag: "about", parameters: [],
      answers: [
        AnswerDeclaration(
          summary: "The rules.", contentType: "text/plain; charset=utf-8")
      ], access: .open, kind: .plain)
  }

  /// Adds the rules to a service. A query is read as no other file than this one.
  func add(to service: inout ServiceRoutes) {
    service.add(Self.endpoint) { request, _ in
      _ = try GivenParameters(
        Self.endpoint, path: { _ in nil }, query: QueryString.text(of: request))
      return Response(
        status: .ok,
        headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "max-age=3600"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: Self.text)))
    }
  }
}
