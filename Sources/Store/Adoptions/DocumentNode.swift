/// A document of nested maps and lists of texts: what YAML and JSON have in common. Numbers, days
/// and words are texts until somebody reads them as something.
struct DocumentNode: Sendable {
  indirect enum Content: Sendable {
    case text(String)
    case map([Entry])
    case list([DocumentNode])
  }

  struct Entry: Sendable {
    let key: String
    let value: DocumentNode
  }

  let content: Content
  /// Where it begins in the file, from 1; nil where the document came from the database.
  let line: Int?
}

/// JSON with keys in order, without lines: the canonical form.
extension DocumentNode: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    line = nil
    if let map = try? decoder.container(keyedBy: Key.self) {
      content = .map(
        try map.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
          Entry(key: key.stringValue, value: try map.decode(DocumentNode.self, forKey: key))
        })
    } else if let list = try? decoder.singleValueContainer().decode([DocumentNode].self) {
      content = .list(list)
    } else {
      content = .text(try decoder.singleValueContainer().decode(String.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch content {
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .list(let list):
      var container = encoder.singleValueContainer()
      try container.encode(list)
    case .map(let entries):
      var container = encoder.container(keyedBy: Key.self)
      for entry in entries {
        try container.encode(entry.value, forKey: Key(stringValue: entry.key))
      }
    }
  }
}
