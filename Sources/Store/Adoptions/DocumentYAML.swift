import Yams

/// Reads YAML (JSON is YAML too) into a document, with the line of every node.
struct DocumentYAML {
  let file: String

  /// More nodes than any plan has; aliases that multiply end here.
  private static let mostNodes = 100_000
  private static let mostBytes = 1 << 20
  private static let mostNesting = 40

  /// Throws `badDocument` for what is not YAML, with the line.
  func read(_ bytes: [UInt8]) throws(StoreError) -> DocumentNode {
    guard bytes.count <= Self.mostBytes else {
      throw failure(
        nil, "it is over 1 MiB; a plan, an index or a list of holidays is not that long")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure(nil, "it is not UTF-8 text; save it as UTF-8")
    }
    if let line = Self.lineNestedTooDeep(bytes) {
      throw failure(line, "it is nested deeper than \(Self.mostNesting) levels")
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    } catch let error as YamlError {
      throw failure(Self.line(of: error), Self.problem(of: error))
    } catch {
      throw failure(nil, "it is not YAML: \(error)")
    }
    guard let root else { throw failure(nil, "it is empty") }
    var count = 0
    return try node(root, depth: 0, count: &count)
  }

  private func node(_ node: Node, depth: Int, count: inout Int) throws(StoreError) -> DocumentNode {
    count += 1
    guard count <= Self.mostNodes, depth <= Self.mostNesting else {
      throw failure(node.mark?.line, "it has more than \(Self.mostNodes) values")
    }
    switch node {
    case .scalar(let scalar):
      return DocumentNode(content: .text(scalar.string), line: scalar.mark?.line)
    case .sequence(let sequence):
      var list: [DocumentNode] = []
      for element in sequence {
        list.append(try self.node(element, depth: depth + 1, count: &count))
      }
      return DocumentNode(content: .list(list), line: sequence.mark?.line)
    case .mapping(let mapping):
      var entries: [DocumentNode.Entry] = []
      for (key, value) in mapping {
        guard case .scalar(let name) = key else {
          throw failure(key.mark?.line, "a key has to be a word")
        }
        entries.append(
          DocumentNode.Entry(
            key: name.string, value: try self.node(value, depth: depth + 1, count: &count)))
      }
      entries.sort { $0.key < $1.key }
      return DocumentNode(content: .map(entries), line: mapping.mark?.line)
    case .alias:
      throw failure(node.mark?.line, "an alias stands for nothing; write the value out")
    }
  }

  private func failure(_ line: Int?, _ problem: String) -> StoreError {
    StoreError(
      .badDocument, "read \(file)\(line.map { ":\($0)" } ?? ""): \(problem); nothing was changed")
  }

  /// The reader calls itself for each level, so that text that nests without end would end the
  /// program. Brackets within texts count too, which no honest text has as many of.
  private static func lineNestedTooDeep(_ bytes: [UInt8]) -> Int? {
    var line = 1
    var brackets = 0
    var leading = 0
    var isLeading = true
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"):
        line += 1
        leading = 0
        isLeading = true
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        brackets += 1
        isLeading = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        brackets = max(0, brackets - 1)
        isLeading = false
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"), 0x09:
        if isLeading { leading += 1 }
      default: isLeading = false
      }
      if brackets > mostNesting || leading > 4 * mostNesting { return line }
    }
    return nil
  }

  private static func line(of error: YamlError) -> Int? {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    case .duplicatedKeysInMapping(_, let context): context.mark.line
    default: nil
    }
  }

  private static func problem(of error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _):
      "it is not YAML: \(problem)"
    case .reader(let problem, _, _, _): "it is not YAML: \(problem)"
    case .duplicatedKeysInMapping(let keys, _):
      "\(keys.sorted().joined(separator: ", ")) is given twice"
    default: "it is not YAML"
    }
  }
}
