internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Procedures

/// Answers requests that bring data in.
struct WriteResponder<Source: IntakeSource>: Sendable {
  let source: Source
  let access: AccessCheck
  let bytes: PostedBytes

  /// Adds the endpoints with their answers.
  func add(to services: inout ServiceRoutes) {
    for kind in PostedKind.allCases {
      let endpoint = WriteEndpoints.posting(kind)
      services.add(endpoint) { request, context in
        try await post(kind, endpoint, request, context)
      }
    }
    services.add(WriteEndpoints.pending) { request, context in
      try await find(request, context)
    }
  }

  private func post(
    _ kind: PostedKind, _ endpoint: Endpoint, _ request: Request, _ context: ServiceContext
  ) async throws -> Response {
    let grant = try await admit(endpoint, request, context)
    let given = try GivenParameters(
      endpoint, path: { context.parameters.get($0)?[...] }, query: QueryString.text(of: request),
      headers: request.headers)
    try Self.checkAccept(request)
    let posted = try Self.source(kind, given)
    let key = try given.value(WriteEndpoints.idempotencyKey)
    let wait = try given.value(WriteEndpoints.wait) ?? 10
    try bytes.check(request)
    do {
      let body = try await source.begin(posted, by: grant)
      try await bytes.read(request, into: body)
      let receipt = try await source.submit(
        body, of: posted, by: grant, key: key, wait: .seconds(wait))
      return try Self.response(receipt)
    } catch let failure as PostedFailure {
      throw Problem(failure)
    }
  }

  private func find(_ request: Request, _ context: ServiceContext) async throws -> Response {
    let endpoint = WriteEndpoints.pending
    let grant = try await admit(endpoint, request, context)
    let given = try GivenParameters(
      endpoint, path: { context.parameters.get($0)?[...] }, query: QueryString.text(of: request))
    try Self.checkAccept(request)
    let id = try given.required(WriteEndpoints.post)
    do {
      guard let state = try await source.find(id, by: grant) else {
        throw Problem(
          .unknownPost,
          Wording(
            vi: "mã truy cập này không có lần gửi \(id.prefix(80)) trong bảy ngày qua",
            en: "this token has no post \(id.prefix(80)) of the last seven days"))
      }
      return Self.response(state, status: .ok)
    } catch let failure as PostedFailure {
      throw Problem(failure)
    }
  }

  private func admit(
    _ endpoint: Endpoint, _ request: Request, _ context: ServiceContext
  ) async throws -> TokenGrant {
    guard let grant = try await access.admit(endpoint.access, request, context) else {
      preconditionFailure("\(endpoint.id) brings data in and needs no token")
    }
    return grant
  }

  /// Before anything is read or run: who cannot read the answer must not wonder what was done.
  private static func checkAccept(_ request: Request) throws(Problem) {
    try MediaType.check(accept: request.headers[values: .accept], allows: [.json, .problem])
  }

  private static func source(
    _ kind: PostedKind, _ given: GivenParameters
  ) throws(Problem) -> PostedSource {
    var posted = PostedSource(
      kind: kind, name: try given.value(WriteEndpoints.name) ?? kind.rawValue,
      dryRun: try given.value(WriteEndpoints.dryRun) ?? false)
    posted.source = try given.value(WriteEndpoints.source)
    posted.sheet = try given.value(WriteEndpoints.sheet)
    if kind == .catalog { posted.agency = try given.value(WriteEndpoints.scope) }
    if kind.isSnapshot {
      posted.effective = try given.value(WriteEndpoints.effective)
      posted.allowWithdrawals = try given.value(WriteEndpoints.allowWithdrawals)
      posted.allowChanges = try given.value(WriteEndpoints.allowChanges)
    }
    return posted
  }

  private static func response(_ receipt: PostedReceipt) throws -> Response {
    guard case .taken(let state) = receipt else {
      throw Problem(
        .idempotencyMismatch,
        Wording(
          vi: "khóa này đã dùng với nội dung hoặc tham số khác; hãy dùng khóa mới",
          en: "this key was used with another body or other parameters; use a new key"))
    }
    switch state.phase {
    case .queued, .running: return response(state, status: .accepted)
    case .failed(let failure): throw Problem(failure)
    case .done(let outcome):
      guard outcome.refusals.isEmpty else { throw Problem(refused: outcome) }
      return json(PostedDocument.summary(outcome), status: .ok)
    }
  }

  private static func response(_ state: PostedState, status: HTTPResponse.Status) -> Response {
    var response = json(PostedDocument.post(state), status: status)
    switch state.phase {
    case .queued, .running:
      response.headers[.location] = "/v1/runs/pending/\(state.id)"
      response.headers[.retryAfter] = "1"
    case .done, .failed: break
    }
    return response
  }

  private static func json(_ bytes: [UInt8], status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
