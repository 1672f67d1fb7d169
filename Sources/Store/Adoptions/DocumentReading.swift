import Indicators
import Procedures

/// What is wrong with a document, gathered, so that all of it can be mended at once.
final class DocumentFaults {
  private(set) var faults: [(line: Int?, sentence: String)] = []

  func add(_ line: Int?, _ sentence: String) { faults.append((line, sentence)) }

  /// Throws `badDocument` where something was found: the first ten with their lines.
  func check(_ file: String) throws(StoreError) {
    guard !faults.isEmpty else { return }
    let shown = faults.prefix(10).map { line, sentence in
      "\(line.map { "\(file):\($0): " } ?? "")\(sentence)"
    }.joined(separator: "; ")
    let rest = faults.count > 10 ? "; and \(faults.count - 10) more" : ""
    throw StoreError(
      .badDocument,
      "read \(file): \(shown)\(rest); correct the file and import it again, nothing was changed")
  }
}

/// Takes the values of one map by their keys. What nobody takes is a fault: a misspelt key must not
/// be silent.
struct DocumentMap {
  private var entries: [String: DocumentNode] = [:]
  private let faults: DocumentFaults
  private var isNoMap = false
  let path: String
  let line: Int?

  /// The values of a node that has to be a map.
  init(_ node: DocumentNode, path: String, faults: DocumentFaults) {
    self.path = path
    self.faults = faults
    line = node.line
    guard case .map(let list) = node.content else {
      faults.add(
        node.line, "\(path.isEmpty ? "it" : path) has to be a map of keys and values")
      isNoMap = true
      return
    }
    entries = Dictionary(list.map { ($0.key, $0.value) }) { first, _ in first }
  }

  func has(_ key: String) -> Bool { entries[key] != nil }

  func fault(_ key: String?, _ sentence: String) {
    // One fault is enough for what is no map at all.
    if isNoMap { return }
    let place = key.map { path.isEmpty ? $0 : "\(path).\($0)" } ?? path
    faults.add(key.flatMap { entries[$0]?.line } ?? line, "\(place): \(sentence)")
  }

  private mutating func take(_ key: String) -> DocumentNode? {
    taken.insert(key)
    return entries[key]
  }

  private var taken: Set<String> = []

  /// A text, trimmed; nil, and a fault where it has to be there, where it is not or is empty.
  mutating func text(_ key: String, required: Bool = true) -> String? {
    guard let node = take(key) else {
      if required { fault(key, "is missing") }
      return nil
    }
    guard case .text(let text) = node.content else {
      fault(key, "has to be a text")
      return nil
    }
    guard let trimmed = text.trimmed else {
      if required { fault(key, "is empty") }
      return nil
    }
    return trimmed
  }

  /// A text that `reading` understands; `what` says in a fault what is asked for.
  mutating func value<Value>(
    _ key: String, _ what: String, required: Bool = true, _ reading: (String) -> Value?
  ) -> Value? {
    guard let text = text(key, required: required) else { return nil }
    guard let value = reading(text) else {
      fault(key, "\"\(text.prefix(80))\" is not \(what)")
      return nil
    }
    return value
  }

  mutating func flag(_ key: String) -> Bool {
    value(key, "yes or no", required: false) { word in
      switch word {
      case "yes", "true": true
      case "no", "false": false
      default: nil
      }
    } ?? false
  }

  mutating func map(_ key: String) -> DocumentMap? {
    guard let node = take(key) else {
      fault(key, "is missing")
      return nil
    }
    return DocumentMap(node, path: join(key), faults: faults)
  }

  /// The maps of a list; empty where there is none.
  mutating func maps(_ key: String) -> [DocumentMap] {
    nodes(key).enumerated().map { position, node in
      DocumentMap(node, path: "\(join(key))[\(position + 1)]", faults: faults)
    }
  }

  /// The texts of a list; empty where there is none.
  mutating func texts(_ key: String) -> [String] {
    nodes(key).compactMap { node in
      guard case .text(let text) = node.content, let trimmed = text.trimmed else {
        fault(key, "has to be a list of texts")
        return nil
      }
      return trimmed
    }
  }

  /// The texts of a map; empty where there is none.
  mutating func dictionary(_ key: String) -> [(key: String, value: String)] {
    guard let node = take(key) else { return [] }
    guard case .map(let entries) = node.content else {
      fault(key, "has to be a map of keys and values")
      return []
    }
    return entries.compactMap { entry in
      guard case .text(let text) = entry.value.content, let trimmed = text.trimmed else {
        fault(key, "\(entry.key) has to be a text")
        return nil
      }
      return (entry.key, trimmed)
    }
  }

  private mutating func nodes(_ key: String) -> [DocumentNode] {
    guard let node = take(key) else { return [] }
    switch node.content {
    case .list(let list): return list
    case .text(let text) where text.trimmed == nil: return []
    default:
      fault(key, "has to be a list")
      return []
    }
  }

  private func join(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Reports every key that nobody took.
  func finish() {
    for key in entries.keys.sorted() where !taken.contains(key) {
      fault(key, "is no key that is known here")
    }
  }
}

extension String {
  /// Without blanks and line breaks at both ends; nil where nothing is left.
  fileprivate var trimmed: String? {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return nil }
    return String(self[first...last])
  }
}
