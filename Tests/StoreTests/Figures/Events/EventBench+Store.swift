import Indicators
import Postgres
import Procedures
import Testing

@testable import Store

extension EventBench {
  /// Writes the bench into an empty store; the fact tables are written as the import leaves them.
  mutating func write(to store: TestStore) async throws {
    try await store.syncAgencies(Self.then, on: TestStore.day("2020-01-01"))
    try await store.syncCatalog(Self.catalogThen, on: TestStore.day("2020-01-01"))
    try await store.syncAgencies(Self.now, on: Self.change, allowWithdrawals: 100)
    try await store.syncCatalog(
      Self.catalogNow, store.request("catalog", on: Self.change, allowWithdrawals: 100))
    try await store.pool.withTransaction { connection in
      let numbers = try await Self.numbers(store, connection)
      var runs: [Int64] = []
      for run in 0..<3 {
        let instant = try await DataVersion.nextInstant(
          authority: store.authority.id, on: connection)
        known.append(Instant(microsecondsSince2000: instant.microsecondsSince2000))
        for kind in ["dossiers", "payments", "results"] {
          let id = try await Self.run(kind, number: run, known: instant, store, connection)
          runs.append(id)
          if run == 2 { try await writeHeld(kind, id, numbers, store, connection) }
        }
        try await connection.execute(
          DataVersion.insertNext(
            authority: store.authority.id, run: runs[runs.count - 1], known: instant))
      }
      try await copy(runs, numbers, store, connection)
    }
  }

  private struct Numbers: Sendable {
    var agencies: [String: Int64] = [:]
    var procedures: [String: Int64] = [:]
  }

  private static func numbers(
    _ store: TestStore, _ connection: borrowing PostgresConnection
  ) async throws -> Numbers {
    var numbers = Numbers()
    for (code, id) in try await connection.query(
      "SELECT code, agency_id FROM agency WHERE authority_id = \(store.authority.id)",
      { row in (try row.decode(0, as: String.self), try row.decode(1, as: Int64.self)) })
    {
      numbers.agencies[code] = id
    }
    for (code, id) in try await connection.query(
      "SELECT code, procedure_id FROM procedure WHERE authority_id = \(store.authority.id)",
      { row in (try row.decode(0, as: String.self), try row.decode(1, as: Int64.self)) })
    {
      numbers.procedures[code] = id
    }
    return numbers
  }

  private static func run(
    _ kind: String, number: Int, known: PostgresTimestamp, _ store: TestStore,
    _ connection: borrowing PostgresConnection
  ) async throws -> Int64 {
    let statement: Statement = """
      WITH entered AS (
        INSERT INTO source (authority_id, kind, name)
        VALUES (\(store.authority.id), \(kind), \(kind))
        ON CONFLICT (authority_id, kind, name) DO UPDATE SET name = excluded.name
        RETURNING source_id
      )
      INSERT INTO run (authority_id, source_id, scope, state, location, profile, flags, program,
        agency_version, effective_on, started_at, finished_at, started_by, mode, known_at)
      SELECT \(store.authority.id), source_id, '', 'applied', 'file', \(kind), '', 'test', 0,
        '2023-01-01', \(known), \(known), 'tester', 'delta', \(known)
      FROM entered
      RETURNING run_id
      """
    let id = try await connection.queryOne(statement) { row in try row.decode(0, as: Int64.self) }
    guard let id else { throw NothingCame(what: "run") }
    return id
  }

  private func writeHeld(
    _ kind: String, _ run: Int64, _ numbers: Numbers, _ store: TestStore,
    _ connection: borrowing PostgresConnection
  ) async throws {
    for (place, row) in held.enumerated() where row.kind == kind {
      let agencies = row.agencies.compactMap { numbers.agencies[$0] }
      let (first, last) = (row.days?.lowerBound, row.days?.upperBound)
      let statement: Statement = """
        INSERT INTO held_row (authority_id, run_id, row_number, column_name, rule, raw,
          procedure_code, agency_ids, agency_readable, fact_from, fact_to)
        VALUES (\(store.authority.id), \(run), \(Int64(place)), 'a', 'bad_value', '',
          \(row.procedure), \(agencies), \(!agencies.isEmpty),
          \(first.map { PostgresDate(daysSince2000: $0.daysSince2000) }),
          \(last.map { PostgresDate(daysSince2000: $0.daysSince2000) }))
        """
      try await connection.execute(statement)
    }
  }

  private func copy(
    _ runs: [Int64], _ numbers: Numbers, _ store: TestStore,
    _ connection: borrowing PostgresConnection
  ) async throws {
    let lines = BenchLines(
      authority: store.authority.id, agencies: numbers.agencies, procedures: numbers.procedures,
      runs: runs, known: known)
    let now = dossiers.filter { $0.until == nil }.map { lines.line(of: $0) }
    let past = dossiers.filter { $0.until != nil }.map { lines.line(of: $0) }
    try await Self.copy(now, "COPY dossier (\(Self.dossier)) FROM STDIN (FORMAT csv)", connection)
    try await Self.copy(
      past,
      """
      COPY dossier_past (\(Self.dossier), known_to, superseded_by_run) FROM STDIN (FORMAT csv)
      """, connection)
    let paid = payments.filter { $0.until == nil }.map { lines.line(of: $0) }
    let paidPast = payments.filter { $0.until != nil }.map { lines.line(of: $0) }
    try await Self.copy(
      paid, "COPY payment (\(Self.payment)) FROM STDIN (FORMAT csv)", connection)
    try await Self.copy(
      paidPast,
      """
      COPY payment_past (\(Self.payment), known_to, superseded_by_run) FROM STDIN (FORMAT csv)
      """, connection)
    try await Self.copy(
      stocks.map { lines.line(of: $0) },
      """
      COPY result_stock (authority_id, procedure_id, agency_id, as_of, valid, digitized,
        known_from, run_id, row_number) FROM STDIN (FORMAT csv)
      """, connection)
  }

  private static let dossier: Statement = """
    authority_id, dossier_code, procedure_id, agency_id, channel, status, event_at, paused_days,
    supplements, supplement_us, flags, received_day, end_day, ending, time_class,
    national_class, national_due_day, content, known_from, run_id, source_id, row_number
    """

  private static let payment: Statement = """
    authority_id, transaction_code, procedure_id, agency_id, amount, method, state, paid_at,
    paid_day, content, known_from, run_id, source_id, row_number
    """

  private static func copy(
    _ lines: [String], _ statement: Statement, _ connection: borrowing PostgresConnection
  ) async throws {
    guard !lines.isEmpty else { return }
    let rows = try await connection.copyIn(statement) { writer in
      try await writer.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    #expect(rows == lines.count)
  }
}

/// The rows of a bench as lines of COPY.
private struct BenchLines {
  let authority: Int64
  let agencies: [String: Int64]
  let procedures: [String: Int64]
  let runs: [Int64]
  let known: [Instant]

  func line(of row: EventBench.Dossier) -> String {
    var flags = 0
    for (place, answer) in row.answers.enumerated() { flags |= answer << (place * 2) }
    var cells: [String] = ["\(authority)", row.code]
    cells.append(number(procedures[row.procedure]))
    cells.append(number(agencies[row.agency]))
    cells.append(number(row.channel))
    cells.append("\(row.status)")
    cells += ["2023-01-01 00:00:00+07", "0", "0", "0", "\(flags)"]
    cells.append(text(row.receivedDay))
    cells.append(text(row.endDay))
    cells.append("\(row.ending)")
    cells.append(number(row.timeClass))
    cells.append(number(row.nationalClass))
    cells.append(text(row.dueDay))
    cells.append("0")
    return (cells + times(row.since, row.until, 0)).joined(separator: ",")
  }

  func line(of row: EventBench.Payment) -> String {
    let day = text(row.day)
    var cells: [String] = ["\(authority)", row.code]
    cells.append(number(row.procedure.flatMap { procedures[$0] }))
    cells.append(number(row.agency.flatMap { agencies[$0] }))
    cells += ["1000", "\(row.method)", "\(row.state)"]
    cells += [day.isEmpty ? "" : day + " 05:00:00+07", day, "0"]
    return (cells + times(row.since, row.until, 1)).joined(separator: ",")
  }

  func line(of row: EventBench.Stock) -> String {
    var cells: [String] = ["\(authority)"]
    cells.append(number(procedures[row.procedure]))
    cells.append(number(agencies[row.agency]))
    cells += [row.asOf.description, "\(row.valid)", "\(row.digitized)"]
    cells += [known[row.since].description, "\(runs[row.since * 3 + 2])", "1"]
    return cells.joined(separator: ",")
  }

  private func times(_ since: Int, _ until: Int?, _ kind: Int) -> [String] {
    var cells = [known[since].description, "\(runs[since * 3 + kind])", "1", "1"]
    if let until { cells += [known[until].description, "\(runs[until * 3 + kind])"] }
    return cells
  }

  private func number(_ value: (some BinaryInteger)?) -> String {
    value.map { String($0) } ?? ""
  }

  private func text(_ day: CalendarDay?) -> String { day?.description ?? "" }
}
