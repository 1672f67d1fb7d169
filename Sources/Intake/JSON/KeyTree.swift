/// The keys of many objects of one kind, in order of appearance, with the keys inside them.
///
/// Looking up a key that follows the same key as in the object before costs one comparison.
struct KeyTree: Sendable {
  /// More keys than this are no table: a list whose codes are its keys, for example.
  static let limit = 2000

  struct Node: Sendable {
    let key: [UInt8]
    let parent: Int
    /// Keys from the top, joined by dots.
    let path: [UInt8]
    /// The place among the children of the parent.
    let place: Int
    var children: [Int] = []
    fileprivate var byKey: [[UInt8]: Int] = [:]
    fileprivate var lastObject = 0
    /// Whether some object has a text, number, truth value or array here.
    var hasValue = false
    /// The keys of objects in an array that stands here; at most 64 are kept.
    var elementKeys: [[UInt8]] = []
  }

  /// The nodes; the first one is the object itself.
  private(set) var nodes: [Node] = [Node(key: [], parent: -1, path: [], place: 0)]
  private var objects = 0

  /// Whether there were more than ``limit`` keys; the tree is incomplete then.
  private(set) var isOverfull = false

  /// The serial number of an object that begins: its keys may each come once.
  mutating func beginObject() -> Int {
    objects += 1
    return objects
  }

  /// What ``visit(_:under:in:guess:)`` finds.
  enum Visit: Equatable { case node(Int), duplicate, overfull }

  /// The node of a key in an object that stands at `parent`, made where there is none. `guess`
  /// counts the keys of this object and belongs to the caller.
  @inline(__always)
  mutating func visit(
    _ key: [UInt8], under parent: Int, in object: Int, guess: inout Int
  ) -> Visit {
    if let node = find(key, under: parent, guess: &guess) {
      if nodes[node].lastObject == object { return .duplicate }
      nodes[node].lastObject = object
      return .node(node)
    }
    guard nodes.count < Self.limit else {
      isOverfull = true
      return .overfull
    }
    let node = nodes.count
    let path = nodes[parent].path.isEmpty ? key : nodes[parent].path + [UInt8(ascii: ".")] + key
    let place = nodes[parent].children.count
    var fresh = Node(key: key, parent: parent, path: path, place: place)
    fresh.lastObject = object
    nodes.append(fresh)
    nodes[parent].children.append(node)
    nodes[parent].byKey[key] = node
    guess = place + 1
    return .node(node)
  }

  /// The node of a key at `parent`; nil where there is none.
  @inline(__always)
  func find(_ key: [UInt8], under parent: Int, guess: inout Int) -> Int? {
    if guess < nodes[parent].children.count {
      let node = nodes[parent].children[guess]
      if nodes[node].key == key {
        guess &+= 1
        return node
      }
    }
    guard let node = nodes[parent].byKey[key] else { return nil }
    guess = nodes[node].place + 1
    return node
  }

  /// The node of a key at the top, in any case; nil where there is none.
  func top(named name: String) -> Int? {
    nodes[0].children.first {
      String(decoding: nodes[$0].key, as: UTF8.self).lowercased() == name.lowercased()
    }
  }

  mutating func noteValue(at node: Int) { nodes[node].hasValue = true }

  /// Notes a key of an object in the array at `node`.
  mutating func noteElementKey(_ key: [UInt8], at node: Int) {
    guard nodes[node].elementKeys.count < 64, !nodes[node].elementKeys.contains(key) else { return }
    nodes[node].elementKeys.append(key)
  }

  /// Whether the array at `node` holds objects with all these keys.
  func elements(of node: Int, have names: [String]) -> Bool {
    names.allSatisfy { nodes[node].elementKeys.contains(Array($0.utf8)) }
  }

  /// The nodes that are columns: those with values, and those that are empty in all objects.
  var columns: [Int] {
    nodes.indices.dropFirst().filter { nodes[$0].hasValue || nodes[$0].children.isEmpty }
  }
}
