import FoundationEssentials

/// A request with its secrets looked up.
struct Credentials: Sendable {
  var headers: [(name: String, value: String)] = []
  var query: [(name: String, value: String)] = []
  var body: JSONTree?
  /// The handshake's headers and body.
  var handshake: (headers: [(name: String, value: String)], body: JSONTree)?
  var redactor = Redactor()
}

/// Looks secrets up where a profile says that they are.
struct SecretReader {
  let source: String
  let environment: @Sendable (String) -> String?
  private var found = Redactor()

  private static let longest = 64 << 10

  init(source: String, environment: @escaping @Sendable (String) -> String?) {
    self.source = source
    self.environment = environment
  }

  /// Throws kind `secretMissing` at the first that is not there.
  mutating func credentials(of request: FetchRequest) throws(FetchError) -> Credentials {
    var credentials = Credentials()
    for secret in request.address.secrets { found.add(secret) }
    credentials.headers = try fields(request.headers)
    credentials.query = try fields(request.query)
    if let body = request.body { credentials.body = try filled(body) }
    switch request.authentication {
    case .none: break
    case .bearer(let token):
      credentials.headers.append(("Authorization", "Bearer " + (try text(token, inHeader: true))))
    case .session(let handshake):
      let body = JSONTree.object([
        "username": .text(try text(handshake.username)),
        "password": .text(try text(handshake.password)),
      ])
      credentials.handshake = (try fields(handshake.headers), body)
    }
    credentials.redactor = found
    return credentials
  }

  private mutating func fields(
    _ fields: [FetchRequest.Field]
  ) throws(FetchError) -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    for field in fields { pairs.append((field.name, try text(field.value, inHeader: true))) }
    return pairs
  }

  private mutating func filled(_ tree: JSONTree) throws(FetchError) -> JSONTree {
    if let reference = ProfileReader.reference(tree) { return .text(try text(reference)) }
    switch tree {
    case .list(let values):
      var filled: [JSONTree] = []
      for value in values { filled.append(try self.filled(value)) }
      return .list(filled)
    case .object(let members):
      var filled: [String: JSONTree] = [:]
      for (name, value) in members { filled[name] = try self.filled(value) }
      return .object(filled)
    default: return tree
    }
  }

  private mutating func text(
    _ setting: Setting, inHeader: Bool = false
  ) throws(FetchError) -> String {
    let text: String
    let place: String
    switch setting {
    case .plain(let plain): return plain
    case .environment(let name):
      place = "the environment variable \(name)"
      text = environment(name) ?? ""
    case .file(let path):
      place = "the file \(path)"
      text = try contents(of: path)
    }
    guard !text.isEmpty else {
      throw missing("\(place), which should hold a secret, is missing or empty; set it")
    }
    guard !inHeader || FetchRequest.isHeaderValue(text) else {
      throw missing("\(place) holds a line break or another control character; keep one line in it")
    }
    found.add(Secret(text))
    return text
  }

  /// The file's text without the line breaks at its end, which editors leave there.
  private func contents(of path: String) throws(FetchError) -> String {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    if let size = facts?[.size] as? UInt64, size > Self.longest {
      throw missing("the file \(path) is too long for a secret (over 64 KiB); name another one")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw missing(
        "the file \(path), which should hold a secret, cannot be read; check its path and "
          + "permissions")
    }
    guard data.count <= Self.longest, let text = String(validating: data, as: UTF8.self) else {
      throw missing("the file \(path) holds no text that could be a secret; name another one")
    }
    return String(text.reversed().drop { $0.isNewline }.reversed())
  }

  private func missing(_ reason: String) -> FetchError {
    FetchError(.secretMissing, source: source, reason: reason)
  }
}
