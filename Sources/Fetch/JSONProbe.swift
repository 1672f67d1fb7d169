/// Looks into a JSON document while it streams past: the values at a few paths, and how many
/// elements the array at another one has.
///
/// It keeps the nesting and the wanted values only, so a page of any size costs a few kilobytes. It
/// also tells whether the document is whole, which a connection that was closed early may hide.
struct JSONProbe: Sendable {
  /// What stands at a path.
  enum Finding: Sendable, Hashable {
    case absent
    /// A null, truth value, number or text.
    case value(JSONTree)
    /// An array with this many elements.
    case array(Int)
    case object
    /// The path occurs twice, or its value is longer than 8 KiB.
    case unusable
  }

  /// Why the bytes are no single JSON document.
  enum Fault: Error, Sendable, Hashable {
    /// Not JSON, or more than one document; the position counts from 0.
    case notJSON(at: Int64)
    /// The end came too early.
    case cut
  }

  private enum Expectation: Sendable {
    case value, valueOrEnd, keyOrEnd, key, colon, commaOrEnd, nothing
  }

  private enum Token: Sendable {
    case none, string, escape, number, word
  }

  private struct Level: Sendable {
    let isObject: Bool
    /// Whether a wanted value can still stand inside; then ``matched`` has an entry for it.
    let isLive: Bool
    /// The wanted path whose array this is.
    let wanted: Int?
    var count = 0
  }

  private static let words = ["true", "false", "null"].map { Array($0.utf8) }
  private static let longestValue = 8 << 10
  private static let deepest = 512

  private let paths: [[[UInt8]]]
  private let lost: [Int]
  private(set) var findings: [Finding]
  private var position: Int64 = 0
  private var expected: Expectation = .value
  private var levels: [Level] = []
  /// For each live level, how many names of each path are matched; -1: none can follow.
  private var matched: [[Int]] = []
  private var key: [UInt8] = []

  private var token: Token = .none
  private var isKey = false
  private var word = 0
  private var wordCount = 0
  /// The bytes of the token, where they matter.
  private var kept: [UInt8] = []
  private var isKept = false
  private var wanted: Int?

  /// A probe for the values at these paths, in this order in ``findings``.
  init(_ paths: [JSONPath]) {
    self.paths = paths.map { $0.names.map { Array($0.utf8) } }
    lost = Array(repeating: -1, count: paths.count)
    findings = Array(repeating: .absent, count: paths.count)
  }

  /// Takes the next bytes of the document.
  mutating func scan(_ bytes: [UInt8]) throws(Fault) {
    let span = bytes.span
    let start = position
    var index = 0
    while index < span.count {
      position = start + Int64(index)
      let byte = span[index]
      switch token {
      case .none: try begin(byte)
      case .string:
        // Most of a page is the inside of texts that nobody asked for.
        var end = index
        while end < span.count, span[end] >= 32, span[end] != UInt8(ascii: "\""),
          span[end] != UInt8(ascii: "\\")
        {
          end += 1
        }
        if isKept { for inner in index..<end { keep(span[inner]) } }
        index = end
        guard end < span.count else { continue }
        position = start + Int64(end)
        guard span[end] >= 32 else { throw fault }
        keep(span[end])
        if span[end] == UInt8(ascii: "\"") { try endString() } else { token = .escape }
      case .escape:
        keep(byte)
        token = .string
      case .number:
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
          UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
          keep(byte)
        default:
          try endValue()
          continue
        }
      case .word:
        guard Self.words[word][wordCount] == byte else { throw fault }
        keep(byte)
        wordCount += 1
        if wordCount == Self.words[word].count { try endValue() }
      }
      index += 1
    }
    position = start + Int64(index)
  }

  /// Says that no more bytes come.
  mutating func finish() throws(Fault) {
    if token == .number, levels.isEmpty { try endValue() }
    guard token == .none, case .nothing = expected else { throw .cut }
  }

  private mutating func begin(_ byte: UInt8) throws(Fault) {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return
    default: break
    }
    switch expected {
    case .value: return try beginValue(byte)
    case .valueOrEnd where byte != UInt8(ascii: "]"): return try beginValue(byte)
    case .valueOrEnd: return close()
    case .keyOrEnd where byte == UInt8(ascii: "}"): return close()
    case .key, .keyOrEnd:
      guard byte == UInt8(ascii: "\"") else { throw fault }
      beginToken(.string, with: byte, isKept: levels.last?.isLive == true)
      isKey = true
    case .colon:
      guard byte == UInt8(ascii: ":") else { throw fault }
      expected = .value
    case .commaOrEnd:
      let isObject = levels.last?.isObject == true
      switch byte {
      case UInt8(ascii: ","): expected = isObject ? .key : .value
      case isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"): close()
      default: throw fault
      }
    case .nothing: throw fault
    }
  }

  private mutating func beginValue(_ byte: UInt8) throws(Fault) {
    var hit: Int?
    var progress = lost
    if levels.last.map(\.isLive) ?? true {
      progress = self.progress()
      hit = paths.indices.first { progress[$0] == paths[$0].count }
    } else if levels.last?.wanted != nil {
      levels[levels.count - 1].count += 1
    }
    wanted = hit
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try open(isObject: byte == UInt8(ascii: "{"), hit, progress)
    case UInt8(ascii: "\""): beginToken(.string, with: byte, isKept: hit != nil)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      beginToken(.number, with: byte, isKept: hit != nil)
    default:
      guard let word = Self.words.firstIndex(where: { $0[0] == byte }) else { throw fault }
      self.word = word
      wordCount = 1
      beginToken(.word, with: byte, isKept: hit != nil)
    }
  }

  private mutating func open(isObject: Bool, _ hit: Int?, _ progress: [Int]) throws(Fault) {
    guard levels.count < Self.deepest else { throw fault }
    if let hit { record(isObject ? .object : .array(0), for: hit) }
    let isLive = isObject && progress != lost
    if isLive { matched.append(progress) }
    levels.append(Level(isObject: isObject, isLive: isLive, wanted: isObject ? nil : hit))
    expected = isObject ? .keyOrEnd : .valueOrEnd
  }

  private mutating func close() {
    let level = levels.removeLast()
    if level.isLive { matched.removeLast() }
    if let wanted = level.wanted, findings[wanted] == .array(0) {
      for index in paths.indices where paths[index] == paths[wanted] {
        findings[index] = .array(level.count)
      }
    }
    expected = levels.isEmpty ? .nothing : .commaOrEnd
  }

  /// How far each path is matched by the value that begins here, in a live level or at the top.
  private func progress() -> [Int] {
    guard let before = matched.last else { return Array(repeating: 0, count: paths.count) }
    return paths.indices.map { index in
      let count = before[index]
      return count >= 0 && count < paths[index].count && paths[index][count] == key
        ? count + 1 : -1
    }
  }

  private mutating func beginToken(_ token: Token, with byte: UInt8, isKept: Bool) {
    self.token = token
    isKey = false
    self.isKept = isKept
    if isKept { kept.removeAll(keepingCapacity: true) }
    keep(byte)
  }

  private mutating func endString() throws(Fault) {
    guard isKey else { return try endValue() }
    token = .none
    expected = .colon
    guard isKept else { return }
    if kept.contains(UInt8(ascii: "\\")), case .text(let plain)? = JSONTree(json: kept) {
      key = Array(plain.utf8)
    } else {
      key = Array(kept.dropFirst().dropLast())
    }
  }

  private mutating func endValue() throws(Fault) {
    token = .none
    if let wanted {
      if kept.count > Self.longestValue {
        record(.unusable, for: wanted)
      } else if let value = JSONTree(json: kept) {
        record(.value(value), for: wanted)
      } else {
        throw fault
      }
    }
    expected = levels.isEmpty ? .nothing : .commaOrEnd
  }

  /// Several paths may be equal; each gets the finding.
  private mutating func record(_ finding: Finding, for hit: Int) {
    for index in paths.indices where paths[index] == paths[hit] {
      findings[index] = findings[index] == .absent ? finding : .unusable
    }
  }

  /// Keeps one byte more than a value may have. A name of that length cannot equal one of ours.
  private mutating func keep(_ byte: UInt8) {
    if isKept, kept.count <= Self.longestValue { kept.append(byte) }
  }

  private var fault: Fault { .notJSON(at: position) }
}
