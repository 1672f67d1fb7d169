import FoundationEssentials
import Testing

@testable import Fetch

struct JSONProbeTests {
  private func probe(
    _ bytes: [UInt8], _ paths: [String], pieces: [Int] = []
  ) throws(JSONProbe.Fault) -> [JSONProbe.Finding] {
    var probe = JSONProbe(paths.map(JSONPath.init))
    var rest = bytes[...]
    for piece in pieces {
      try probe.scan(Array(rest.prefix(piece)))
      rest = rest.dropFirst(piece)
    }
    try probe.scan(Array(rest))
    try probe.finish()
    return probe.findings
  }

  @Test(
    arguments: [
      (#"{"a": {"b": [1, {"b": 2}, [3, 4], "x,y]"]}}"#, "a.b", .array(4)),
      ("[]", "", .array(0)), ("[[1,2],[3]]", "", .array(2)), (" 12 ", "", .value(.number(12))),
      (#"{"a": null}"#, "a", .value(.null)), (#"{"a": {}}"#, "a", .object), ("{}", "a", .absent),
      (#"[{"a": 1}]"#, "a", .absent), (#"{"a": 1, "a": 2}"#, "a", .unusable),
      (#"{"b": {"a": 1}, "a": 2}"#, "a", .value(.number(2))),
      (#"{"\u0061\"": "\u1ec7\n"}"#, "a\"", .value(.text("ệ\n"))),
      (#"{"đất": true}"#, "đất", .value(.bool(true))), (#"{"a": 1}"#, "a.b", .absent),
    ] as [(String, String, JSONProbe.Finding)])
  func `it finds what stands at a path`(
    json: String, path: String, finding: JSONProbe.Finding
  ) throws {
    #expect(try probe(Array(json.utf8), [path]) == [finding])
  }

  @Test(
    arguments: [
      "", " ", "<html>", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "[1]]", "[1] 2", "tru",
      "\"a", "{\"a\":1,}", "[1}", "{\"a\":1]", "truex", "[,1]", "{,}", "\u{FEFF}[]", "[\"\n\"]",
    ])
  func `it refuses what is no whole document`(json: String) {
    #expect(throws: JSONProbe.Fault.self) { _ = try probe(Array(json.utf8), ["a"]) }
  }

  @Test func `it refuses endless nesting`() {
    #expect(throws: JSONProbe.Fault.self) {
      _ = try probe(Array(repeating: UInt8(ascii: "["), count: 100_000), [])
    }
  }

  @Test func `a value of any length is passed over and a long wanted one is named`() throws {
    let json = Array(#"{"a": "\#(String(repeating: "x", count: 100_000))"}"#.utf8)

    #expect(try probe(json, ["b"]) == [.absent])
    #expect(try probe(json, ["a"]) == [.unusable])
  }

  /// What the whole document, read at once, has at a path.
  private func oracle(_ tree: JSONTree, _ path: ArraySlice<String>) -> JSONProbe.Finding {
    if let name = path.first {
      guard case .object(let members) = tree, let member = members[name] else { return .absent }
      return oracle(member, path.dropFirst())
    }
    switch tree {
    case .list(let values): return .array(values.count)
    case .object: return .object
    default: return .value(tree)
    }
  }

  private func randomTree(_ random: inout SplitMix, depth: Int = 0) -> JSONTree {
    let names = ["a", "b", "c", "next", "é\"\\", ""]
    switch Int.random(in: 0...(depth > 4 ? 4 : 7), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .integer(.random(in: -1_000_000...1_000_000, using: &random))
    case 3, 4:
      return .text(["", "x", "[1,{", "\\\"", "Đất\n", "}"].randomElement(using: &random) ?? "")
    case 5:
      return .list(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          randomTree(&random, depth: depth + 1)
        })
    default:
      var members: [String: JSONTree] = [:]
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        members[names.randomElement(using: &random) ?? ""] = randomTree(&random, depth: depth + 1)
      }
      return .object(members)
    }
  }

  @Test func `it agrees with reading the whole document`() throws {
    var random = SplitMix(state: 42)
    let paths = ["", "a", "b", "a.b", "a.b.c", "next", "b.next"]
    for _ in 0..<1500 {
      let tree = randomTree(&random)
      let bytes = tree.bytes
      let pieces = (0..<4).map { _ in Int.random(in: 0...20, using: &random) }
      // The empty name alone cannot be written as a path, so it never is asked for.
      let expected = paths.map { oracle(tree, JSONPath($0).names[...]) }

      #expect(try probe(bytes, paths, pieces: pieces) == expected)
      #expect(JSONTree(json: bytes) == tree)
    }
  }

  @Test func `no part of a document passes as a whole one`() throws {
    var random = SplitMix(state: 43)
    for _ in 0..<120 {
      let tree = randomTree(&random)
      guard case .object = tree else { continue }
      let bytes = tree.bytes
      for count in 0..<bytes.count {
        #expect(throws: JSONProbe.Fault.cut) { _ = try probe(Array(bytes.prefix(count)), ["a"]) }
      }
    }
  }

  @Test func `it never refuses what a JSON reader takes nor crashes on what it does not`() throws {
    var random = SplitMix(state: 44)
    let alphabet = Array("{}[],:\"\\ 1ea-.tfn".utf8)
    for _ in 0..<5000 {
      let bytes = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      let isTaken = (try? probe(bytes, [""])) != nil
      if JSONTree(json: bytes) != nil {
        #expect(isTaken, "\(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }
}
