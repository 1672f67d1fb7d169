/// The second pass over JSON: one record for the headings, then one for each item, or one for each
/// agency of an item that lists its levels by agency.
///
/// Memory is one buffer and one item of at most 16 MiB. The number of a record is that of its
/// item, counted from 1; the headings have 0.
struct JSONRecords: RecordSource {
  let file: String
  private let shape: JSONShape
  private let layout: JSONLayout
  private var scanner: JSONScanner
  private var isBegun = false
  private var item = 0
  /// How many objects are open between the top of the document and the table.
  private var level = 0
  private var isFirst = [Bool]()
  private var isInArray = false
  private var isFirstItem = true
  private var key: [UInt8] = []
  private var scratch: [UInt8] = []
  /// The elements of the current item that are rows still to come, last one first.
  private var elements: [JSONValue] = []
  private var base = CellRecord()

  init(_ source: any ByteSource, shape: JSONShape, layout: JSONLayout, file: String) {
    self.file = file
    self.shape = shape
    self.layout = layout
    scanner = JSONScanner(source, file: file)
    isFirst = [Bool](repeating: true, count: (shape.path?.count ?? 0) + 1)
  }

  mutating func advance(_ record: inout CellRecord) throws(IntakeError) -> Bool {
    if !isBegun {
      isBegun = true
      clear(&record)
      for (index, heading) in layout.headings.enumerated() {
        let start = record.bytes.count
        record.bytes.append(contentsOf: heading)
        record.bounds[index] = start..<record.bytes.count
      }
      try check(record)
      return true
    }
    if let element = elements.popLast() {
      try fill(&record, with: element)
      return true
    }
    guard try findItem() else { return false }
    item += 1
    scanner.item = item
    clear(&record)
    try readObject(&record, at: 0)
    scanner.item = 0
    if !elements.isEmpty {
      elements.reverse()
      base = record
      if let element = elements.popLast() { try fill(&record, with: element) }
      return true
    }
    try check(record)
    return true
  }

  private func clear(_ record: inout CellRecord) {
    record.bytes.removeAll(keepingCapacity: true)
    record.bounds.removeAll(keepingCapacity: true)
    for _ in layout.headings { record.bounds.append(0..<0) }
    record.number = item
    record.line = scanner.line
    record.isTerminated = true
  }

  private func check(_ record: CellRecord) throws(IntakeError) {
    guard ByteScan.isText(record.bytes) else {
      throw IntakeError(
        .notText, file: file, line: record.line,
        reason: "\(record.number == 0 ? "the keys hold" : "item \(record.number) holds") a NUL "
          + "or bytes that are no UTF-8; correct it or save it as UTF-8")
    }
  }

  /// Goes to the beginning of the next item; false at the end of the source.
  private mutating func findItem() throws(IntakeError) -> Bool {
    while true {
      if isInArray {
        if try scanner.nextElement(isFirst: &isFirstItem) {
          _ = try scanner.peekValue()
          return true
        }
        isInArray = false
      } else if level > 0, let path = shape.path {
        guard try scanner.nextKey(&key, isFirst: &isFirst[level]) else {
          level -= 1
          continue
        }
        if key != path[level - 1] {
          try scanner.skipValue()
        } else if level == path.count {
          try openArray()
        } else {
          try expect(UInt8(ascii: "{"))
          level += 1
          isFirst[level] = true
        }
      } else {
        guard try scanner.peek() != nil else { return false }
        guard let path = shape.path else { return true }
        if path.isEmpty {
          try openArray()
        } else {
          try expect(UInt8(ascii: "{"))
          level = 1
          isFirst[1] = true
        }
      }
    }
  }

  private mutating func openArray() throws(IntakeError) {
    try expect(UInt8(ascii: "["))
    isInArray = true
    isFirstItem = true
  }

  private mutating func expect(_ byte: UInt8) throws(IntakeError) {
    guard try scanner.peekValue() == byte else { throw changed() }
    try scanner.open()
  }

  private func changed() -> IntakeError {
    scanner.error(
      .readFailed, "is not what it was in the first pass; the file changed meanwhile, try again")
  }

  private mutating func readObject(_ record: inout CellRecord, at parent: Int) throws(IntakeError) {
    try expect(UInt8(ascii: "{"))
    var isFirst = true
    var guess = 0
    while try scanner.nextKey(&key, isFirst: &isFirst) {
      guard let node = shape.tree.find(key, under: parent, guess: &guess) else { throw changed() }
      let start = record.bytes.count
      switch try scanner.peekValue() {
      case UInt8(ascii: "{"):
        try readObject(&record, at: node)
        continue
      case UInt8(ascii: "["):
        try readArray(&record, at: node)
        continue
      case UInt8(ascii: "\""): try scanner.string(into: &record.bytes)
      default:
        try scanner.word(into: &record.bytes)
        if JSONWord.isNull(record.bytes[start...]) {
          record.bytes.removeLast(record.bytes.count - start)
        }
      }
      if record.bytes.count > CSVRecords.recordLimit { throw scanner.tooLong() }
      switch layout.cells[node] {
      case .none where record.bytes.count == start: break
      case .plain(let column), .list(let column), .fields(let column), .agencies(let column, _),
        .ways(let column, _):
        record.bounds[column] = start..<record.bytes.count
      case .rows where record.bytes.count == start: break
      case .none, .rows: throw misfit(node)
      }
    }
  }

  private func misfit(_ node: Int) -> IntakeError {
    let path = String(decoding: shape.tree.nodes[node].path, as: UTF8.self)
    return scanner.error(
      .noTable,
      "\"\(path)\" is no list of objects, as it is in other items; correct the source")
  }

  private mutating func readArray(_ record: inout CellRecord, at node: Int) throws(IntakeError) {
    let start = record.bytes.count
    switch layout.cells[node] {
    case .none: throw misfit(node)
    case .plain(let column):
      try readList(into: &record.bytes)
      record.bounds[column] = start..<record.bytes.count
    case .list(let column):
      try scanner.copyValue(into: &record.bytes)
      record.bounds[column] = start..<record.bytes.count
    case .rows:
      elements = try readTree().elements
      for element in elements {
        guard case .object = element else { throw misfit(node) }
      }
    case .fields(let column):
      let list = try readTree()
      append(lines(list.elements, ["TENLINHVUC"]), to: &record, column: column, else: list)
    case .agencies(let names, let codes):
      let list = try readTree()
      append(
        lines(list.elements, ["TENDONVI", "MADONVI"]), to: &record, column: names, else: list)
      if let codes, let text = lines(list.elements, ["MADONVI"]) {
        append(text, to: &record, column: codes, else: list)
      }
    case .ways(let column, let fees):
      let list = try readTree()
      append(nil, to: &record, column: column, else: list)
      if let fees {
        append(JSONFees.text(of: list), to: &record, column: fees, else: .null)
      }
    }
    if record.bytes.count > CSVRecords.recordLimit { throw scanner.tooLong() }
  }

  private mutating func readTree() throws(IntakeError) -> JSONValue {
    scratch.removeAll(keepingCapacity: true)
    try scanner.copyValue(into: &scratch)
    return try JSONValue(scratch, file: file)
  }

  /// For each element the first of its keys that says something; nil where one says nothing.
  private func lines(_ elements: [JSONValue], _ keys: [String]) -> [UInt8]? {
    var text: [UInt8] = []
    for (index, element) in elements.enumerated() {
      guard let line = keys.lazy.map({ element[$0].bytes }).first(where: { !$0.isEmpty }) else {
        return nil
      }
      if index > 0 { text.append(0x0A) }
      text.append(contentsOf: line)
    }
    return text
  }

  private func append(
    _ text: [UInt8]?, to record: inout CellRecord, column: Int, else list: JSONValue
  ) {
    let start = record.bytes.count
    if let text {
      record.bytes.append(contentsOf: text)
    } else {
      list.append(asCellTo: &record.bytes)
    }
    record.bounds[column] = start..<record.bytes.count
  }

  /// Texts and numbers one a line; lists of anything else as JSON without blanks.
  private mutating func readList(into output: inout [UInt8]) throws(IntakeError) {
    scratch.removeAll(keepingCapacity: true)
    try scanner.open()
    var isFirst = true
    var isEmpty = true
    var isJSON = false
    var nulls = 0
    let start = output.count
    while try scanner.nextElement(isFirst: &isFirst) {
      let byte = try scanner.peekValue()
      if !isJSON, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        guard isEmpty else {
          throw scanner.error(
            .noTable, "a list holds texts and objects, which no cell can show; correct the source")
        }
        isJSON = true
        output.append(UInt8(ascii: "["))
        for _ in 0..<nulls { output.append(contentsOf: "null,".utf8) }
        try scanner.copyValue(into: &output)
        continue
      }
      if isJSON {
        output.append(UInt8(ascii: ","))
        try scanner.copyValue(into: &output)
        continue
      }
      let mark = output.count
      if !isEmpty { output.append(0x0A) }
      let wordStart = output.count
      if byte == UInt8(ascii: "\"") {
        try scanner.string(into: &output)
        isEmpty = false
      } else {
        try scanner.word(into: &output)
        if JSONWord.isNull(output[wordStart...]) {
          output.removeLast(output.count - mark)
          nulls += 1
        } else {
          isEmpty = false
        }
      }
      if output.count - start > CSVRecords.recordLimit { throw scanner.tooLong() }
    }
    if isJSON { output.append(UInt8(ascii: "]")) }
  }

  /// The row of one element of the item in ``base``.
  private func fill(_ record: inout CellRecord, with element: JSONValue) throws(IntakeError) {
    record = base
    guard case .object(let object) = element else { return }
    for (key, value) in object {
      guard let column = layout.elementColumns[key] else {
        throw IntakeError(
          .noTable, file: file, line: base.line,
          reason: "in item \(base.number), a list of levels by agency has over 64 different keys; "
            + "this is no list of ours")
      }
      let start = record.bytes.count
      value.append(asCellTo: &record.bytes)
      record.bounds[column] = start..<record.bytes.count
    }
    try check(record)
  }
}
