public import Indicators
public import Intake
public import Postgres
public import Procedures
import Schema

/// Plans, indexes and holidays: those of the program, and those that an authority imported instead.
public struct AdoptionRegister: Sendable {
  /// The name of the source under which runs of this register are entered.
  static let registerName = "adoptions"

  let pool: PostgresPool
  let authority: Authority

  /// The register of one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// The actions of this register, for reading their JSON again.
  static let actions: [any RegisterAction.Type] = [
    AdoptDocumentAction.self, AdoptHolidaysAction.self,
  ]

  /// Something that holds, and since when.
  public struct Entry<Value: Sendable & Hashable>: Sendable, Hashable {
    /// What holds.
    public let value: Value
    /// The run that imported it; nil for what the program brings.
    public let run: Int64?
    /// From when it holds; nil for what the program brings.
    public let since: Instant?
  }

  /// Imports a plan; it replaces the one of the same id. Importing the same again writes nothing.
  /// Throws `badDocument` with the lines that are wrong.
  public func importPlan(
    _ file: SourceFile, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    let node = try DocumentYAML(file: file.name).read(try Self.bytes(file))
    let plan = try PlanReader(file: file.name).plan(node)
    if let other = plan.authority, other != authority.code.text {
      throw StoreError(
        .badDocument,
        """
        read \(file.name): it is the plan of authority \(other), and this is \
        \(authority.code.text); choose the other with --authority, or correct the file
        """)
    }
    return try await perform(
      AdoptDocumentAction(kind: "plan", id: plan.id, title: plan.titleVi, content: node), request)
  }

  /// Imports a score index; it replaces the one of the same id. Throws as
  /// ``importPlan(_:_:)`` does.
  public func importIndex(
    _ file: SourceFile, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    let node = try DocumentYAML(file: file.name).read(try Self.bytes(file))
    let index = try IndexReader(file: file.name).index(node)
    return try await perform(
      AdoptDocumentAction(kind: "index", id: index.id, title: index.titleVi, content: node),
      request)
  }

  /// Imports the holidays of the years in the file; each replaces all that was known of that year.
  /// Throws as ``importPlan(_:_:)`` does.
  public func importHolidays(
    _ file: SourceFile, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    let node = try DocumentYAML(file: file.name).read(try Self.bytes(file))
    let years = try HolidayReader(file: file.name).file(node).years
    return try await perform(AdoptHolidaysAction(years: years.map(\.document)), request)
  }

  /// The plans that hold, by their ids. With an instant, those that held by what was known then.
  public func plans(known: Instant? = nil) async throws -> [Entry<Plan>] {
    try await pool.withConnection { connection in
      try await Self.plans(of: authority, known: known, on: connection)
    }
  }

  static func plans(
    of authority: Authority, known: Instant?, on connection: borrowing PostgresConnection
  ) async throws -> [Entry<Plan>] {
    try entries(.plan, try await rows(.plan, of: authority, known: known, on: connection)) {
      file, node in
      try PlanReader(file: file).plan(node)
    } id: {
      $0.id
    }
  }

  /// The indexes that hold, by their ids.
  public func indexes(known: Instant? = nil) async throws -> [Entry<ScoreIndex>] {
    try Self.entries(.index, try await rows(.index, known: known)) { file, node in
      try IndexReader(file: file).index(node)
    } id: {
      $0.id
    }
  }

  /// The holidays of the years that were imported or that the program lists, in their order.
  public func holidays(known: Instant? = nil) async throws -> [Entry<HolidayYear>] {
    let rows = try await rows(.holidays, known: known)
    var years: [Int: Entry<HolidayYear>] = [:]
    for year in try Self.ownHolidays().years {
      years[year.year] = Entry(value: year, run: nil, since: nil)
    }
    for row in rows {
      let node = try AdoptedDocument.node(row, kind: "holidays")
      for year in try AdoptHolidaysAction(years: [node]).parsed() {
        years[year.year] = Entry(value: year, run: row.run, since: Instant(row.since))
      }
    }
    return years.values.sorted { $0.value.year < $1.value.year }
  }

  /// The holidays of one year, or without one of ``holidays(known:)``; those of a year that nobody
  /// listed are the days that are the same in every year, and not complete.
  public func holidays(year: Int?, known: Instant? = nil) async throws -> [Entry<HolidayYear>] {
    let all = try await holidays(known: known)
    guard let year else { return all }
    if let found = all.first(where: { $0.value.year == year }) { return [found] }
    return [Entry(value: try Self.ownHolidays(of: year), run: nil, since: nil)]
  }

  /// The holidays that the program knows of a year for which nothing was imported: its list of that
  /// year, else the days that are the same in every year, which are not all.
  public static func ownHolidays(of year: Int) throws -> HolidayYear {
    let file = try ownHolidays()
    return file.years.first { $0.year == year } ?? file.fixed(year)
  }

  /// The same for every year from 2000 to 2100 but those.
  static func ownHolidays(except imported: Set<Int>) throws -> [HolidayYear] {
    let file = try ownHolidays()
    return (2000...2100).filter { !imported.contains($0) }.map { year in
      file.years.first { $0.year == year } ?? file.fixed(year)
    }
  }

  private static func ownHolidays() throws(StoreError) -> HolidayReader.File {
    guard let own = AdoptableFile.all(.holidays).first else { return HolidayReader.File() }
    return try HolidayReader(file: own.path, isOwn: true).file(
      try DocumentYAML(file: own.path).read(own.bytes))
  }

  private func perform(
    _ action: some RegisterAction, _ request: RegisterRequest
  ) async throws -> RegisterOutcome {
    try await RegisterRun(pool: pool, authority: authority, request: request).perform(action)
  }

  private static func bytes(_ file: SourceFile) throws -> [UInt8] {
    // One byte more than is accepted, so that a longer file is noticed.
    try file.bytes(at: 0, count: 1 << 20 + 1)
  }

  private static func entries<Value: Sendable & Hashable>(
    _ kind: AdoptableFile.Kind, _ rows: [AdoptedDocument.Row],
    _ read: (String, DocumentNode) throws -> Value, id: (Value) -> String
  ) throws -> [Entry<Value>] {
    var found: [String: Entry<Value>] = [:]
    for file in AdoptableFile.all(kind) {
      let value = try read(file.path, try DocumentYAML(file: file.path).read(file.bytes))
      found[id(value)] = Entry(value: value, run: nil, since: nil)
    }
    for row in rows {
      let name = "\(kind.rawValue) \(row.id) of run \(row.run)"
      let value = try read(name, try AdoptedDocument.node(row, kind: kind.rawValue))
      found[id(value)] = Entry(value: value, run: row.run, since: Instant(row.since))
    }
    return found.values.sorted { id($0.value) < id($1.value) }
  }

  private func rows(
    _ kind: AdoptableFile.Kind, known: Instant?
  ) async throws -> [AdoptedDocument.Row] {
    try await pool.withConnection { connection in
      try await Self.rows(kind, of: authority, known: known, on: connection)
    }
  }

  private static func rows(
    _ kind: AdoptableFile.Kind, of authority: Authority, known: Instant?,
    on connection: borrowing PostgresConnection
  ) async throws -> [AdoptedDocument.Row] {
    try await connection.query(
      AdoptedDocument.select(
        authority: authority.id, kind: kind.rawValue, known: PostgresTimestamp(known: known))
    ) { row in
      AdoptedDocument.Row(
        id: try row.decode(0), content: try row.decode(1), since: try row.decode(2),
        run: try row.decode(3))
    }
  }
}

extension PostgresTimestamp {
  /// The instant, or the end of all times where what is known now is asked for.
  init(known: Instant?) {
    self =
      known.map { PostgresTimestamp(microsecondsSince2000: $0.microsecondsSince2000) }
      ?? .infinity
  }
}

extension Instant {
  init(_ timestamp: PostgresTimestamp) {
    self.init(microsecondsSince2000: timestamp.microsecondsSince2000)
  }
}
