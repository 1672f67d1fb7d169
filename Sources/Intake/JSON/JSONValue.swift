/// A small piece of JSON as a tree: the lists inside an item whose parts have columns of their own.
enum JSONValue: Sendable, Equatable {
  case null
  /// A text, a number as it is written, `true` or `false`.
  case text([UInt8])
  case list([JSONValue])
  case object([[UInt8]: JSONValue])

  /// The value that JSON text spells. Throws ``IntakeError`` where it is none.
  init(_ text: [UInt8], file: String) throws(IntakeError) {
    var scanner = JSONScanner(MemorySource(text), file: file, bufferSize: max(1, text.count))
    self = try Self.read(&scanner)
  }

  private static func read(_ scanner: inout JSONScanner) throws(IntakeError) -> JSONValue {
    var isFirst = true
    var bytes: [UInt8] = []
    switch try scanner.peekValue() {
    case UInt8(ascii: "["):
      try scanner.open()
      var list: [JSONValue] = []
      while try scanner.nextElement(isFirst: &isFirst) { list.append(try read(&scanner)) }
      return .list(list)
    case UInt8(ascii: "{"):
      try scanner.open()
      var object: [[UInt8]: JSONValue] = [:]
      while try scanner.nextKey(&bytes, isFirst: &isFirst) {
        guard object.updateValue(try read(&scanner), forKey: bytes) == nil else {
          throw scanner.duplicate(bytes)
        }
      }
      return .object(object)
    case UInt8(ascii: "\""):
      try scanner.string(into: &bytes)
      return .text(bytes)
    default:
      try scanner.word(into: &bytes)
      return JSONWord.isNull(bytes[...]) ? .null : .text(bytes)
    }
  }

  /// The elements of a list; none for anything else.
  var elements: [JSONValue] {
    if case .list(let list) = self { return list }
    return []
  }

  /// The value under a key of an object; null for anything else.
  subscript(_ key: String) -> JSONValue {
    if case .object(let object) = self { return object[Array(key.utf8)] ?? .null }
    return .null
  }

  /// The bytes of a text; none for anything else.
  var bytes: [UInt8] {
    if case .text(let bytes) = self { return bytes }
    return []
  }

  /// The value as a cell: a text as it is, texts in a list one a line, all else as JSON.
  func append(asCellTo output: inout [UInt8]) {
    switch self {
    case .null: return
    case .text(let bytes): output.append(contentsOf: bytes)
    case .list(let list) where list.allSatisfy({ $0.isScalar }):
      var isFirst = true
      for element in list where element != .null {
        if !isFirst { output.append(0x0A) }
        isFirst = false
        output.append(contentsOf: element.bytes)
      }
    default: append(asJSONTo: &output)
    }
  }

  private var isScalar: Bool {
    switch self {
    case .null, .text: true
    case .list, .object: false
    }
  }

  private func append(asJSONTo output: inout [UInt8]) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .text(let bytes): JSONText.append(bytes, to: &output)
    case .list(let list):
      output.append(UInt8(ascii: "["))
      for (index, element) in list.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        element.append(asJSONTo: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      let keys = object.keys.sorted { $0.lexicographicallyPrecedes($1) }
      for (index, key) in keys.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        JSONText.append(key, to: &output)
        output.append(UInt8(ascii: ":"))
        object[key]?.append(asJSONTo: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }
}
