import Procedures

/// A column of procedure codes, looked up once per spelling.
struct ProcedureColumn: Sendable {
  /// What a cell names.
  enum Cell: Sendable {
    case nothing
    case bad
    /// A code that no catalog has brought.
    case unknown(ProcedureCode)
    case known(ProcedureCode, Int64)

    var code: ProcedureCode? {
      switch self {
      case .nothing, .bad: nil
      case .unknown(let code), .known(let code, _): code
      }
    }
  }

  let index: Int
  private var column: CachedColumn<Cell>

  init?(_ context: FactContext) {
    guard let index = context.match.index(of: "procedure_code") else { return nil }
    self.index = index
    let (directory, pattern) = (context.procedures, context.profile.localCode)
    column = CachedColumn(index: index) { cell in
      switch CatalogKeys.procedureCode(cell, localPattern: pattern) {
      case .nothing: .nothing
      case .code(let code, _): directory.number(of: code).map { .known(code, $0) } ?? .unknown(code)
      case .bad:
        // A local code stands in the catalog as it is, whatever form it has.
        directory.number(of: ProcedureCode(local: VietnameseText.normalised(cell)))
          .map { .known(ProcedureCode(local: VietnameseText.normalised(cell)), $0) } ?? .bad
      }
    }
  }

  mutating func cell(_ record: CellRecord) -> Cell { column.read(record) }

  /// The procedure's number; nil where the cell says nothing.
  mutating func read(_ record: CellRecord) throws(FactFailure) -> Int64? {
    switch column.read(record) {
    case .nothing: return nil
    case .known(_, let number): return number
    case .bad: throw FactFailure(rule: .badCode, index: index)
    case .unknown: throw FactFailure(rule: .unknownProcedure, index: index)
    }
  }
}

/// The columns that name one agency, by code or by name; the code wins.
struct AgencyColumns: Sendable {
  private enum Cell: Sendable {
    case nothing
    case one(Int64)
    case unknown([Int64])
  }

  private var code: CachedColumn<Cell>?
  private var name: CachedColumn<Cell>?

  init(_ context: FactContext, code codeMeaning: String, name nameMeaning: String) {
    let directory = context.agencies
    code = context.match.index(of: codeMeaning).map { index in
      CachedColumn(index: index) { Self.cell(AgencyReading.codes($0, in: directory)) }
    }
    name = context.match.index(of: nameMeaning).map { index in
      CachedColumn(index: index) { Self.cell(AgencyReading.names($0, in: directory)) }
    }
  }

  /// The cell to blame where neither says anything.
  var index: Int { code?.index ?? name?.index ?? 0 }

  /// The agency's number; nil where the cells say nothing. Throws for none, several or a class.
  mutating func read(_ record: CellRecord) throws(FactFailure) -> Int64? {
    if code != nil {
      switch code?.read(record) ?? .nothing {
      case .nothing: break
      case .one(let id): return id
      case .unknown: throw FactFailure(rule: .unknownAgency, index: code?.index ?? index)
      }
    }
    if name != nil {
      switch name?.read(record) ?? .nothing {
      case .nothing: break
      case .one(let id): return id
      case .unknown: throw FactFailure(rule: .unknownAgency, index: name?.index ?? index)
      }
    }
    return nil
  }

  /// Whether the cells name one known agency, or nothing where that is allowed.
  mutating func isReadable(_ record: CellRecord, orNothing: Bool = false) -> Bool {
    do throws(FactFailure) {
      let id = try read(record)
      return orNothing || id != nil
    } catch {
      return false
    }
  }

  /// The agencies that could be read.
  mutating func readable(_ record: CellRecord) -> [Int64] {
    for cell in [code?.read(record), name?.read(record)] {
      switch cell {
      case .one(let id): return [id]
      case .unknown(let ids): return ids
      case .nothing, nil: continue
      }
    }
    return []
  }

  private static func cell(_ reading: AgencyReading) -> Cell {
    switch reading {
    case .nothing: .nothing
    case .named(let ids, let tiers):
      if let id = ids.first, ids.count == 1, tiers.isEmpty { .one(id) } else { .unknown(ids) }
    case .unknown(let ids): .unknown(ids)
    }
  }
}

/// A column whose cells say one of a few words.
struct WordColumn<Value: Hashable & Sendable>: Sendable {
  let index: Int
  private var column: CachedColumn<Reading<Value>>

  init?(_ match: HeaderMatcher.Match, _ meaning: String, _ words: [String: Value]) {
    self.init(match, meaning) { FactWords.reading(words, $0) }
  }

  init?(
    _ match: HeaderMatcher.Match, _ meaning: String,
    parse: @escaping @Sendable (String) -> Reading<Value>
  ) {
    guard let index = match.index(of: meaning) else { return nil }
    self.index = index
    column = CachedColumn(index: index, parse: parse)
  }

  /// The value; nil where the cell says nothing.
  mutating func read(_ record: CellRecord) throws(FactFailure) -> Value? {
    switch column.read(record) {
    case .claim(.known(let value)): return value
    case .claim: return nil
    case .bad, .contradictory: throw FactFailure(rule: .badValue, index: index)
    }
  }
}

/// A column of numbers that are not negative.
struct CountColumn: Sendable {
  let index: Int
  private let limit: Int64
  private var column: CachedColumn<CountReading>

  init?(
    _ match: HeaderMatcher.Match, _ meaning: String, upTo limit: Int64 = 1 << 53,
    parse: @escaping @Sendable (String) -> CountReading = CountReading.count
  ) {
    guard let index = match.index(of: meaning) else { return nil }
    self.index = index
    self.limit = limit
    column = CachedColumn(index: index, parse: parse)
  }

  /// The number; nil where the cell says nothing.
  mutating func read(_ record: CellRecord) throws(FactFailure) -> Int64? {
    switch column.read(record) {
    case .nothing: return nil
    case .count(let value) where value <= limit: return value
    case .count, .bad: throw FactFailure(rule: .badValue, index: index)
    }
  }
}

/// Short free text of a source: a label or a method.
enum LabelReading {
  /// The text without needless blanks; nil where it says nothing. Throws for a text of over 300
  /// characters and for one with an address of mail or a number of nine digits or more, which may
  /// be a person's.
  static func read(_ record: CellRecord, _ index: Int?) throws(FactFailure) -> String? {
    guard let index, case .known(let text) = CellReading.text(record.text(index)) else {
      return nil
    }
    var run = 0
    for byte in text.utf8 {
      run = (0x30...0x39).contains(byte) ? run + 1 : 0
      if run >= 9 || byte == UInt8(ascii: "@") {
        throw FactFailure(rule: .badValue, index: index)
      }
    }
    guard text.count <= 300 else { throw FactFailure(rule: .badValue, index: index) }
    return text
  }
}
