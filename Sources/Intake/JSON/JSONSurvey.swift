/// The first pass over JSON: which tables there are, which keys their items have, how many items.
struct JSONSurvey: Sendable {
  /// How deep below the top of a document an array may lie that is a table.
  static let tableDepth = 3

  /// An array of objects that may be the table.
  struct Candidate: Sendable {
    /// Where it lies among the keys of the documents.
    let node: Int
    var tree = KeyTree()
    var items = 0
    var documents = 0
    /// The first document that has something else there, or nothing at all.
    var isOnlyObjects = true
  }

  /// The keys of the documents that are objects.
  private(set) var documentTree = KeyTree()
  /// Arrays inside them, by order of appearance.
  private(set) var candidates: [Candidate] = []
  /// The items of documents that are arrays.
  private(set) var listTree = KeyTree()
  private(set) var listItems = 0
  /// Documents that are arrays, and that are objects.
  private(set) var lists = 0
  private(set) var objects = 0
  /// What the answers say of themselves.
  private(set) var status = PortalStatus()
  /// The first complaint that holds only where the documents are answers around a table.
  private(set) var answerComplaint: String?

  private var scanner: JSONScanner
  private var scratch: [UInt8] = []

  /// Which tree an object's keys belong to.
  private enum Owner { case documents, list, candidate(Int) }

  /// Reads the source to its end. Throws ``IntakeError`` for what is no JSON, for a key that
  /// stands twice in an object, for documents of different kinds, and for an answer that says
  /// that it is an error.
  init(_ source: any ByteSource, file: String) throws(IntakeError) {
    scanner = JSONScanner(source, file: file)
    while let byte = try scanner.peek() {
      switch byte {
      case UInt8(ascii: "["): try readList()
      case UInt8(ascii: "{"): try readDocument()
      default: throw scanner.bad("a document is neither an object nor an array")
      }
      if lists > 0, objects > 0 {
        throw scanner.error(
          .noTable, "the file holds arrays and objects one after the other; keep one kind")
      }
    }
  }

  private mutating func readList() throws(IntakeError) {
    lists += 1
    try scanner.open()
    var isFirst = true
    while try scanner.nextElement(isFirst: &isFirst) {
      listItems += 1
      scanner.item = listItems
      guard try scanner.peekValue() == UInt8(ascii: "{") else {
        throw scanner.error(.noTable, "stands a value that is no object; rows have to be objects")
      }
      try readObject(.list, at: 0)
    }
    scanner.item = 0
  }

  private mutating func readDocument() throws(IntakeError) {
    objects += 1
    status.reset()
    try readObject(.documents, at: 0)
    if let complaint = status.complaint(isAnswer: false) {
      throw scanner.error(
        .portalError,
        "the portal answered with \(complaint); ask again, nothing of this answer is used")
    }
    if answerComplaint == nil { answerComplaint = status.complaint(isAnswer: true) }
  }

  private mutating func readObject(
    _ owner: Owner, at parent: Int, depth: Int = 1
  ) throws(IntakeError) {
    try scanner.open()
    let object = begin(owner)
    var key: [UInt8] = []
    var isFirst = true
    var guess = 0
    while try scanner.nextKey(&key, isFirst: &isFirst) {
      switch visit(key, owner, parent, object, &guess) {
      case .overfull: try scanner.skipValue()
      case .duplicate: throw scanner.duplicate(key)
      case .node(let node):
        switch try scanner.peekValue() {
        case UInt8(ascii: "{"): try readObject(owner, at: node, depth: depth + 1)
        case UInt8(ascii: "["):
          noteValue(owner, node)
          try readArray(owner, at: node, depth: depth)
        default:
          try readScalar(owner, at: node)
          if case .documents = owner { status.note(key, isTop: depth == 1, value: scratch) }
        }
      }
    }
  }

  /// Leaves the scalar in ``scratch``, or nothing where nobody will ask for a text.
  private mutating func readScalar(_ owner: Owner, at node: Int) throws(IntakeError) {
    scratch.removeAll(keepingCapacity: true)
    if try scanner.peekValue() == UInt8(ascii: "\"") {
      if case .documents = owner {
        try scanner.string(into: &scratch)
      } else {
        try scanner.rawString(into: &scratch, keep: false)
      }
      noteValue(owner, node)
    } else {
      try scanner.word(into: &scratch)
      if !JSONWord.isNull(scratch[...]) { noteValue(owner, node) }
    }
  }

  private mutating func readArray(
    _ owner: Owner, at node: Int, depth: Int
  ) throws(IntakeError) {
    var candidate: Int?
    if case .documents = owner, depth <= Self.tableDepth { candidate = self.candidate(at: node) }
    if let candidate { candidates[candidate].documents += 1 }
    try scanner.open()
    var isFirst = true
    while try scanner.nextElement(isFirst: &isFirst) {
      guard try scanner.peekValue() == UInt8(ascii: "{") else {
        if let candidate { candidates[candidate].isOnlyObjects = false }
        try scanner.skipValue()
        continue
      }
      if let candidate {
        candidates[candidate].items += 1
        scanner.item = candidates[candidate].items
        try readObject(.candidate(candidate), at: 0)
        scanner.item = 0
      } else {
        try readElement(owner, at: node)
      }
    }
    if let candidate {
      let tree = candidates[candidate].tree
      for child in tree.nodes[0].children {
        documentTree.noteElementKey(tree.nodes[child].key, at: node)
      }
    }
  }

  /// An object in an array of an item: only its keys are noted.
  private mutating func readElement(_ owner: Owner, at node: Int) throws(IntakeError) {
    try scanner.open()
    var key: [UInt8] = []
    var isFirst = true
    while try scanner.nextKey(&key, isFirst: &isFirst) {
      switch owner {
      case .documents: documentTree.noteElementKey(key, at: node)
      case .list: listTree.noteElementKey(key, at: node)
      case .candidate(let index): candidates[index].tree.noteElementKey(key, at: node)
      }
      try scanner.skipValue()
    }
  }

  private mutating func candidate(at node: Int) -> Int {
    if let index = candidates.firstIndex(where: { $0.node == node }) { return index }
    candidates.append(Candidate(node: node))
    return candidates.count - 1
  }

  private mutating func begin(_ owner: Owner) -> Int {
    switch owner {
    case .documents: documentTree.beginObject()
    case .list: listTree.beginObject()
    case .candidate(let index): candidates[index].tree.beginObject()
    }
  }

  private mutating func visit(
    _ key: [UInt8], _ owner: Owner, _ parent: Int, _ object: Int, _ guess: inout Int
  ) -> KeyTree.Visit {
    switch owner {
    case .documents: documentTree.visit(key, under: parent, in: object, guess: &guess)
    case .list: listTree.visit(key, under: parent, in: object, guess: &guess)
    case .candidate(let index):
      candidates[index].tree.visit(key, under: parent, in: object, guess: &guess)
    }
  }

  private mutating func noteValue(_ owner: Owner, _ node: Int) {
    switch owner {
    case .documents: documentTree.noteValue(at: node)
    case .list: listTree.noteValue(at: node)
    case .candidate(let index): candidates[index].tree.noteValue(at: node)
    }
  }
}
