import Configuration
import FoundationEssentials

/// The configuration file: one JSON object, whose members may stand in objects of their own.
/// `{"http": {"port": 9000}}` sets `http.port`.
///
/// A setting that is misspelt, or of a kind that no setting has, is refused: a service that runs
/// with other settings than those written down is worse than one that does not start.
struct SettingsFile {
  /// The settings by their keys.
  private(set) var values: [String: String] = [:]

  /// The keys that a file may have.
  private static let keys: Set<String> = [
    "authority", "database.url", "home", "http.admin.host", "http.admin.port", "http.body.limit",
    "http.connections", "http.cors.origins", "http.host", "http.idle.seconds", "http.port",
    "http.read", "http.tls.certificate", "http.tls.key", "http.trusted.proxies", "keep.days",
  ]

  /// Reads a file; one that may be missing is empty then.
  init(path: String, mayBeMissing: Bool) throws {
    if mayBeMissing, !FileManager.default.fileExists(atPath: path) { return }
    let root: Node
    do {
      root = try JSONDecoder().decode(
        Node.self, from: try Data(contentsOf: URL(filePath: path)))
    } catch let error as DecodingError {
      throw UsageError(
        description: "the configuration file \(path) is no JSON (\(Self.reason(error))); "
          + "write one object such as {\"http\": {\"port\": 9000}}")
    } catch {
      throw UsageError(
        description: "the configuration file \(path) cannot be read (\(error)); "
          + "check MOTCUA_CONFIG and the rights of the file")
    }
    guard case .object = root else {
      throw UsageError(
        description: "the configuration file \(path) is no object; "
          + "write one such as {\"http\": {\"port\": 9000}}")
    }
    try add(root, key: "", path: path)
  }

  /// The settings as a provider.
  var provider: InMemoryProvider {
    InMemoryProvider(
      name: "file",
      values: Dictionary(
        uniqueKeysWithValues: values.map { key, value in
          (
            AbsoluteConfigKey(ConfigKey(key)),
            ConfigValue(.string(value), isSecret: key == "database.url")
          )
        }))
  }

  private mutating func add(_ node: Node, key: String, path: String) throws {
    switch node {
    case .object(let members):
      for (name, member) in members.sorted(by: { $0.key < $1.key }) {
        try add(member, key: key.isEmpty ? name : key + "." + name, path: path)
      }
    case .text, .list:
      guard Self.keys.contains(key) else {
        throw UsageError(
          description: "the configuration file \(path) sets \(key), which is no setting; "
            + "settings are \(Self.keys.sorted().joined(separator: ", "))")
      }
      guard values[key] == nil else {
        throw UsageError(
          description: "the configuration file \(path) sets \(key) twice; set it once")
      }
      values[key] = node.line
    case .nothing:
      throw UsageError(
        description: "the configuration file \(path) sets \(key) to nothing; "
          + "give a value or leave the setting out")
    }
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .dataCorrupted(let context), .typeMismatch(_, let context),
      .valueNotFound(_, let context), .keyNotFound(_, let context):
      context.debugDescription
    @unknown default: "\(error)"
    }
  }

  /// A value of JSON, numbers and truths as they are written.
  private enum Node: Decodable {
    case object([String: Node])
    case list([String])
    case text(String)
    case nothing

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .nothing
      } else if let members = try? value.decode([String: Node].self) {
        self = .object(members)
      } else if let items = try? value.decode([Node].self) {
        self = .list(
          try items.map { item in
            guard case .text(let text) = item else {
              throw DecodingError.dataCorruptedError(
                in: value, debugDescription: "a list holds texts and numbers only")
            }
            return text
          })
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else if let truth = try? value.decode(Bool.self) {
        self = .text(String(truth))
      } else if let number = try? value.decode(Int64.self) {
        self = .text(String(number))
      } else {
        self = .text(String(try value.decode(Double.self)))
      }
    }

    /// The value as the environment would have it.
    var line: String {
      switch self {
      case .text(let text): text
      case .list(let items): items.joined(separator: ",")
      case .object, .nothing: ""
      }
    }
  }
}
