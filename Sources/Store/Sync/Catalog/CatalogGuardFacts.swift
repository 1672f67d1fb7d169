import Postgres
import Procedures

/// Gathers what the guard judges a planned catalog sync by, within its source and scope.
struct CatalogGuardFacts {
  let authority: Int64
  let source: Int64
  let effective: CalendarDay
  let scope: [Int64]?

  func gather(
    _ rows: SyncSummary.Rows, last: RunLedger.Last?, on connection: borrowing PostgresConnection
  ) async throws -> GuardFacts {
    var facts = GuardFacts()
    facts.dataRows = rows.data
    facts.heldRows = rows.held
    facts.lastDataRows = last?.rows.data
    let gone = try await connection.query(
      CatalogGuardQueries.withdrawnByAgency(
        authority: authority, source: source, effective: effective)
    ) { row in
      (
        id: try row.decode(0, as: Int64.self), code: try row.decode(1, as: String.self),
        count: Int(try row.decode(2, as: Int64.self))
      )
    }
    if !gone.isEmpty {
      let inForce = try await connection.query(
        CatalogGuardQueries.inForceByAgency(
          authority: authority, source: source, effective: effective, scope: scope)
      ) { row in
        (id: try row.decode(0, as: Int64.self), count: Int(try row.decode(1, as: Int64.self)))
      }
      let totals = Dictionary(inForce.map { ($0.id, $0.count) }) { first, _ in first }
      for entry in gone {
        if entry.id == 0 {
          facts.declaredWithdrawn = entry.count
        } else {
          facts.withdrawn += entry.count
        }
      }
      facts.declaredInForce = totals[0] ?? 0
      facts.inForce = totals.values.reduce(0, +) - facts.declaredInForce
      facts.byAgency = gone.filter { $0.id != 0 }.map {
        (agency: $0.code, withdrawn: $0.count, inForce: totals[$0.id] ?? 0)
      }.sorted { $0.agency < $1.agency }
    }
    try await addLostValues(to: &facts, on: connection)
    try await addLostProcedureValues(to: &facts, on: connection)
    return facts
  }

  private func addLostValues(
    to facts: inout GuardFacts, on connection: borrowing PostgresConnection
  ) async throws {
    let names = CatalogGuardQueries.attributes
    var lost = [Int](repeating: 0, count: names.count + 1)
    for statement in [
      CatalogGuardQueries.lostValues(authority: authority),
      CatalogGuardQueries.lostWithServices(
        authority: authority, source: source, effective: effective),
    ] {
      let counts = try await connection.queryOne(statement) { row in
        try (0...names.count).map { Int(try row.decode($0, as: Int64.self)) }
      }
      for (index, count) in (counts ?? []).enumerated() { lost[index] += count }
    }
    guard lost.contains(where: { $0 > 0 }) else { return }
    let known = try await connection.queryOne(
      CatalogGuardQueries.knownValues(
        authority: authority, source: source, effective: effective, scope: scope)
    ) { row in
      try names.indices.map { Int(try row.decode($0, as: Int64.self)) }
    }
    guard let known else { return }
    facts.lost = names.indices.map { (attribute: names[$0], lost: lost[$0], known: known[$0]) }
    facts.levelsFalling = lost[names.count]
    facts.levelsKnown = known[0]
  }

  private func addLostProcedureValues(
    to facts: inout GuardFacts, on connection: borrowing PostgresConnection
  ) async throws {
    let names = CatalogGuardQueries.procedureAttributes
    let counts = try await connection.queryOne(
      CatalogGuardQueries.procedureValues(
        authority: authority, source: source, effective: effective, isPartial: scope != nil)
    ) { row in
      try (0..<names.count * 2).map { Int(try row.decode($0, as: Int64.self)) }
    }
    guard let counts else { return }
    for (index, name) in names.enumerated() where counts[index * 2] > 0 {
      facts.lost.append(
        (attribute: name, lost: counts[index * 2], known: counts[index * 2 + 1]))
    }
  }
}
