extension FetchRequest {
  /// Reads a fetch profile.
  ///
  /// Members, all optional but `url` (which `url` here may give instead; where both are given, they
  /// must name the same host, and this one is taken):
  ///
  /// - `method` GET or POST (POST where there is a body), `query`, `headers` `{name: value}`,
  ///   `body` any JSON;
  /// - `authentication` `{"kind": "bearer", "token": …}` or `{"kind": "session", "url", "username",
  ///   "password", "headers", "session_at", "code_at", "field"}`, by default `session`,
  ///   `error_code` and `session`; `"code_at": null` where answers carry no code;
  /// - `paging` `{"kind": "number", "in": "query"|"body", "page", "first" (1), "size", "page_size",
  ///   "rows_at", "total_at", "stop": "empty"|"short"|"total"}`, `{"kind": "next", "next_at",
  ///   "may_be_absent"}` or `{"kind": "link_header"}`. Without `stop`, numbered pages end at
  ///   `total_at` where it is given, else at the first empty page;
  /// - `limits` `{"connect_seconds", "idle_seconds", "total_seconds", "bytes", "expansion",
  ///   "tries", "pages", "retry_after_seconds"}`, `ca_file`.
  ///
  /// A value of `query`, `headers` and `body` may be `{"env": NAME}` or `{"file": PATH}`; where a
  /// name speaks of a secret (token, key, password …) it must be. Throws kind `badProfile`, with
  /// the way to the member that is wrong, or `badURL`.
  public init(json: [UInt8], file: String, url: String? = nil) throws(FetchError) {
    var profile = try ProfileReader(json: json, file: file)
    let written = try profile.text("url")
    guard let text = url ?? written else {
      throw profile.bad("url", "is missing: the address to fetch")
    }
    self.init(address: try SourceAddress(text))
    if let url, let written {
      let own = try SourceAddress(written)
      if let objection = own.objection(to: try SourceAddress(url)) {
        throw profile.bad(
          "url",
          "is for \(own.host), and the address given beside it leads \(objection); "
            + "secrets of one host are not sent to another")
      }
    }
    let method = try profile.choice("method", [Method.get, .post])
    query = try Self.fields("query", of: &profile)
    headers = try Self.headers(of: &profile)
    body = profile.value("body")
    if let body { try Self.check(body, place: "body", profile) }
    authentication = try Self.authentication(of: &profile, for: address)
    paging = try Self.paging(of: &profile)
    limits = try Self.limits(of: &profile)
    caFile = try profile.text("ca_file")
    try profile.finish()
    try complete(method, profile)
  }

  /// What method, body, session and paging ask of each other.
  private mutating func complete(
    _ method: Method?, _ profile: ProfileReader
  ) throws(FetchError) {
    var needsBody = body != nil
    if case .session = authentication { needsBody = true }
    if case .numbered(let pages) = paging, pages.place == .body { needsBody = true }
    if needsBody {
      guard method != .get else {
        throw profile.bad("method", "is GET, but a body is to be sent; write POST or leave it out")
      }
      if body == nil { body = .object([:]) }
    }
    self.method = method ?? (needsBody ? .post : .get)
    guard let body, needsObject else { return }
    guard case .object = body else {
      throw profile.bad("body", "must be an object, because session or page are put into it")
    }
  }

  private var needsObject: Bool {
    if case .session = authentication { return true }
    if case .numbered(let pages) = paging { return pages.place == .body }
    return false
  }

  private static func fields(
    _ name: String, of profile: inout ProfileReader
  ) throws(FetchError) -> [Field] {
    guard var reader = try profile.object(name) else { return [] }
    return try reader.fields()
  }

  private static func headers(of profile: inout ProfileReader) throws(FetchError) -> [Field] {
    let fields = try fields("headers", of: &profile)
    for field in fields {
      let isToken = field.name.utf8.allSatisfy { byte in
        byte > 32 && byte < 127 && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
      }
      guard isToken, !field.name.isEmpty else {
        throw profile.bad("headers", "holds \"\(field.name)\", which is no name of a header")
      }
      let reserved = [
        "host", "content-length", "transfer-encoding", "connection", "accept-encoding", "expect",
        "te", "trailer", "upgrade",
      ]
      guard !reserved.contains(field.name.lowercased()) else {
        throw profile.bad("headers", "must not set \(field.name): it follows from the request")
      }
      if case .plain(let text) = field.value, !isHeaderValue(text) {
        throw profile.bad("headers", "has a value of \(field.name) with a control character")
      }
    }
    return fields
  }

  static func isHeaderValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { ($0 >= 32 && $0 != 127) || $0 == 9 }
  }

  /// Members of the template that bear the name of a secret must refer to one.
  private static func check(
    _ tree: JSONTree, place: String, _ profile: ProfileReader
  ) throws(FetchError) {
    switch tree {
    case .list(let values):
      for value in values { try check(value, place: place, profile) }
    case .object(let members) where ProfileReader.reference(tree) == nil:
      for (name, value) in members.sorted(by: { $0.key < $1.key }) {
        if SourceAddress.isSecretName(name), case .text(let text) = value, !text.isEmpty {
          throw profile.bad(
            "\(place).\(name)",
            "is a secret and must not stand in the profile; write {\"env\": \"NAME\"} or "
              + "{\"file\": \"PATH\"}")
        }
        try check(value, place: "\(place).\(name)", profile)
      }
    default: return
    }
  }

  private static func authentication(
    of profile: inout ProfileReader, for address: SourceAddress
  ) throws(FetchError) -> Authentication {
    enum Kind: String { case none, bearer, session }
    guard var reader = try profile.object("authentication") else { return .none }
    guard let kind = try reader.choice("kind", [Kind.none, .bearer, .session]) else {
      throw reader.bad("kind", "is missing: none, bearer or session")
    }
    let authentication: Authentication
    switch kind {
    case .none: authentication = .none
    case .bearer:
      guard let token = try reader.setting("token", isSecret: true) else {
        throw reader.bad("token", "is missing: {\"env\": \"NAME\"} or {\"file\": \"PATH\"}")
      }
      authentication = .bearer(token)
    case .session:
      authentication = .session(try handshake(&reader, for: address))
    }
    try reader.finish()
    return authentication
  }

  private static func handshake(
    _ reader: inout ProfileReader, for address: SourceAddress
  ) throws(FetchError) -> SessionHandshake {
    let text = try reader.required("url", "where the session is given out")
    let own = try address.resolving(text)
    if let objection = own.objection(to: address) {
      throw reader.bad(
        "url", "is on \(own.host), and the session would go \(objection); both must be the same")
    }
    guard let username = try reader.setting("username", isSecret: false) else {
      throw reader.bad("username", "is missing")
    }
    guard let password = try reader.setting("password", isSecret: true) else {
      throw reader.bad("password", "is missing: {\"env\": \"NAME\"} or {\"file\": \"PATH\"}")
    }
    let sessionAt = try reader.path("session_at") ?? JSONPath("session")
    let codeAt: JSONPath?
    if case .null? = reader.value("code_at") {
      codeAt = nil
    } else {
      codeAt = try reader.path("code_at") ?? JSONPath("error_code")
    }
    return SessionHandshake(
      address: own, username: username, password: password,
      headers: try headers(of: &reader), sessionAt: sessionAt, codeAt: codeAt,
      field: try reader.text("field") ?? "session")
  }
}
