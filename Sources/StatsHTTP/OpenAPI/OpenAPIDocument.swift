internal import HTTPTypes
internal import Indicators
internal import Reports

/// The document of the service: OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html), written
/// from the endpoints that parse the requests.
struct OpenAPIDocument {
  let endpoints: [Endpoint]
  let components: [(String, JSONSchema)]
  let programVersion: String
  /// Whether reading needs a token.
  let readingNeedsToken: Bool

  /// The JSON text; `examples` are answers of the service itself, by the id of the endpoint.
  func encoded(examples: [String: [UInt8]]) -> [UInt8] {
    let paths = endpoints.reduce(into: [String]()) { paths, endpoint in
      if !paths.contains(endpoint.path) { paths.append(endpoint.path) }
    }
    let document = JSONNode.object([
      ("components", .object(sections)),
      (
        "info",
        .object([
          ("title", .text("MotCua")), ("version", .text(programVersion)),
          ("description", .text(Self.description)),
        ])
      ),
      ("openapi", .text("3.1.0")),
      (
        "paths",
        .object(
          paths.sorted().map { path in
            (
              path,
              .object(
                endpoints.filter { $0.path == path }.map {
                  ($0.method.rawValue.lowercased(), operation($0, example: examples[$0.id]))
                })
            )
          })
      ),
    ])
    var writer = JSONWriter()
    document.write(to: &writer)
    return writer.finished()
  }

  private static let description = """
    Figures on the digitization of public services: every ratio with its numerator, denominator, \
    what is unknown, and the state of the records that it was counted on. HEAD is answered \
    wherever GET is, with the same status and header fields. Every other method of a path is \
    answered as MethodNotAllowed of the components.
    """

  /// What the paths refer to.
  private var sections: [(String, JSONNode)] {
    let token = JSONNode.object([
      ("scheme", .text("bearer")), ("type", .text("http")),
      ("description", .text("A token of motcua token create.")),
    ])
    let notAllowed = refusal([.methodNotAllowed], status: 405)
    return [
      ("headers", .object(headers)), ("responses", .object([("MethodNotAllowed", notAllowed)])),
      ("schemas", .object(schemas)), ("securitySchemes", .object([("token", token)])),
    ]
  }

  private var schemas: [(String, JSONNode)] {
    (components + [("Problem", ProblemDocument.schema)]).sorted { $0.0 < $1.0 }
      .map { ($0.0, $0.1.node) }
  }

  private var headers: [(String, JSONNode)] {
    HeaderDeclaration.all.sorted { $0.id < $1.id }.map { field in
      (
        field.id,
        .object([
          ("description", .text(field.summary)), ("required", .boolean(field.isRequired)),
          ("schema", field.schema.node),
        ])
      )
    }
  }

  private func references(to fields: [HeaderDeclaration]) -> JSONNode {
    .object(
      fields.sorted { $0.name < $1.name }.map { field in
        (field.name, .object([("$ref", .text("#/components/headers/\(field.id)"))]))
      })
  }

  private func operation(_ endpoint: Endpoint, example: [UInt8]?) -> JSONNode {
    var members: [(String, JSONNode)] = [
      ("operationId", .text(endpoint.id)), ("summary", .text(endpoint.summary)),
      ("tags", .array([.text(endpoint.tag)])),
      ("parameters", .array(endpoint.documentedParameters.map(parameter))),
      ("responses", .object(responses(endpoint, example: example))),
      ("security", .array(security(endpoint.access))),
    ]
    if let body = endpoint.body {
      members.append(("requestBody", requestBody(body)))
    }
    return .object(members.sorted { $0.0 < $1.0 })
  }

  private func parameter(_ parameter: ParameterDeclaration) -> JSONNode {
    .object([
      ("description", .text(parameter.summary)), ("in", .text(parameter.place.rawValue)),
      ("name", .text(parameter.name)), ("required", .boolean(parameter.isRequired)),
      ("schema", parameter.schema.node),
    ])
  }

  private func requestBody(_ body: BodyDeclaration) -> JSONNode {
    .object([
      ("content", .object(body.contentTypes.map { ($0, .object([])) })),
      ("description", .text(body.summary)), ("required", .boolean(true)),
    ])
  }

  private func security(_ access: Access) -> [JSONNode] {
    let token = JSONNode.object([("token", .array([]))])
    switch access {
    case .open: return []
    case .read: return readingNeedsToken ? [token] : []
    case .sync, .admin: return [token]
    }
  }

  private func responses(_ endpoint: Endpoint, example: [UInt8]?) -> [(String, JSONNode)] {
    var result: [(String, JSONNode)] = []
    for answer in endpoint.answers {
      result.append((String(answer.status.code), response(answer, of: endpoint, example)))
    }
    if endpoint.kind == .reading {
      let text = "The client has this answer already."
      let fields = references(to: HeaderDeclaration.fields(of: endpoint, status: 304))
      result.append(("304", .object([("description", .text(text)), ("headers", fields)])))
    }
    let problems = Set(endpoint.allProblems(readingNeedsToken: readingNeedsToken))
    for (status, codes) in Dictionary(grouping: problems, by: \.status.code) {
      result.append((String(status), refusal(codes, status: status)))
    }
    return result.sorted { $0.0 < $1.0 }
  }

  private func response(
    _ answer: AnswerDeclaration, of endpoint: Endpoint, _ example: [UInt8]?
  ) -> JSONNode {
    var content: [(String, JSONNode)] = []
    if let schema = answer.schema {
      var media: [(String, JSONNode)] = []
      if let example, answer.status == .ok { media.append(("example", .raw(example))) }
      media.append(("schema", schema.node))
      content.append(("application/json", .object(media)))
    }
    if answer.hasCSV {
      content.append(("text/csv", .object([("schema", JSONSchema.string.node)])))
    }
    if let type = answer.contentType {
      content.append((type, .object([("schema", answer.content.node)])))
    }
    let fields = HeaderDeclaration.fields(of: endpoint, status: answer.status.code)
    return .object(
      (content.isEmpty ? [] : [("content", .object(content))]) + [
        ("description", .text(answer.summary)), ("headers", references(to: fields)),
      ])
  }

  private func refusal(_ codes: [Problem.Code], status: Int) -> JSONNode {
    let codes = codes.sorted { $0.rawValue < $1.rawValue }
    let schema = JSONNode.object([
      (
        "allOf",
        .array([
          JSONSchema.ref("Problem").node,
          .object([
            (
              "properties",
              .object([("code", JSONSchema.string(enum: codes.map(\.rawValue)).node)])
            )
          ]),
        ])
      )
    ])
    return .object([
      ("content", .object([("application/problem+json", .object([("schema", schema)]))])),
      ("description", .text(codes.map(\.title.en).joined(separator: "; ") + ".")),
      ("headers", references(to: HeaderDeclaration.fields(ofRefusal: status))),
    ])
  }
}
