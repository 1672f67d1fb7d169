import Postgres
import Procedures

/// Takes back what one applied run wrote, inside a transaction under the authority's lock.
struct RunReversal {
  let authority: Authority
  let run: RecordedRun

  /// A later applied run of the same source that wrote something.
  struct Later: Sendable, Hashable {
    let run: Int64
    let reverts: Int64?
  }

  /// The later runs that still stand, newest last. A run and the one that took it back cancel
  /// each other where nothing stands between them; what is left must be taken back first.
  static func standing(_ later: [Later]) -> [Int64] {
    var stack: [Int64] = []
    for next in later {
      if let reverts = next.reverts, reverts == stack.last {
        stack.removeLast()
      } else {
        stack.append(next.run)
      }
    }
    return stack
  }

  /// Throws `badRequest` where the run cannot be taken back, with the reason and the way out.
  func check(on connection: borrowing PostgresConnection) async throws {
    guard run.state == "applied" else {
      throw refusal("it was \(run.state), so it wrote nothing; only applied runs are taken back")
    }
    guard run.mode != "register" else {
      throw refusal("it changed a register; enter the former value again instead")
    }
    let taking = try await connection.queryOne(
      Self.selectTaking(authority: authority.id, run: run.id)
    ) { row in try row.decode(0, as: Int64.self) }
    if let taking {
      throw refusal(
        """
        run \(taking) has taken it back already; to have it again, take back run \(taking), and \
        where that was done, the run that did it
        """)
    }
    guard run.knownAt != nil else {
      throw refusal("it wrote nothing, so there is nothing to take back")
    }
    guard factKind == nil else {
      return try await checkFacts(on: connection)
    }
    let later = try await connection.query(
      Self.selectLater(authority: authority.id, source: run.source, run: run.id)
    ) { row in Later(run: try row.decode(0), reverts: try row.decode(1)) }
    let standing = Self.standing(later)
    guard standing.isEmpty else {
      let names = standing.reversed().map(String.init).joined(separator: ", ")
      throw refusal(
        """
        later runs of the same source wrote something: \(names); take those back first, in this \
        order
        """)
    }
  }

  /// Other runs may have written since, as long as none has said anything of the same facts.
  private func checkFacts(on connection: borrowing PostgresConnection) async throws {
    let later = try await laterImports(on: connection)
    guard later.isEmpty else {
      let names = later.map(String.init).joined(separator: ", ")
      throw refusal(
        """
        later runs built upon what it wrote: \(names); take those back first, in this order
        """)
    }
  }

  /// Writes, as run `revert`, and returns the number of rows written.
  func write(
    revert: Int64, known: PostgresTimestamp, on connection: borrowing PostgresConnection
  ) async throws -> Int {
    if factKind != nil {
      return try await writeFacts(revert: revert, known: known, on: connection)
    }
    let id = authority.id
    var moved = 0
    var restored = 0
    if run.kind == "agencies" {
      moved += try await connection.execute(
        Self.moveToPastAgencies(authority: id, run: run, by: revert, known: known))
      restored += try await connection.execute(
        Self.restoreAgencies(authority: id, run: run, known: known))
    } else {
      moved += try await connection.execute(
        Self.moveToPastOfferings(authority: id, run: run, by: revert, known: known))
      restored += try await connection.execute(
        Self.restoreOfferings(authority: id, run: run, known: known))
      moved += try await connection.execute(
        Self.moveToPastProcedures(authority: id, run: run, by: revert, known: known))
      restored += try await connection.execute(
        Self.restoreProcedures(authority: id, run: run, known: known))
    }
    // A moved row is one deletion and one insertion.
    return 2 * moved + restored
  }

  /// Checks, enters the run that takes back, and writes. Refuses, by an error that rolls back,
  /// where agencies would vanish that offerings refer to.
  func perform(
    ledger: RunLedger, on connection: borrowing PostgresConnection
  ) async throws -> SyncOutcome {
    try await check(on: connection)
    let before = try await agenciesInForce(on: connection)
    var summary = SyncSummary(
      source: run.sourceName, kind: run.kind, mode: "revert", state: .applied)
    summary.records.added = 0
    summary.records.changed = run.records.changed
    summary.records.withdrawn = run.records.added + run.records.returned
    summary.records.returned = run.records.withdrawn
    let id = try await ledger.enter(
      source: run.source, summary: summary, state: "applied", agencyVersion: 0, heldDigest: nil,
      on: connection)
    let known = try await DataVersion.nextInstant(authority: authority.id, on: connection)
    summary.rowsWritten = try await write(revert: id, known: known, on: connection)
    try await refuseWhereAgenciesVanish(before: before, on: connection)
    try await connection.execute(
      DataVersion.insertNext(authority: authority.id, run: id, known: known))
    try await connection.execute(ledger.completeRun(id, summary: summary, known: known))
    summary.run = id
    summary.dataVersion =
      try await DataVersion.current(authority: authority.id, known: nil, on: connection)?.number
      ?? 0
    return SyncOutcome(summary: summary)
  }

  private func agenciesInForce(
    on connection: borrowing PostgresConnection
  ) async throws -> Set<String> {
    guard run.kind == "agencies" else { return [] }
    let day = PostgresDate(daysSince2000: run.effective.daysSince2000)
    return Set(
      try await connection.query(AgencyBook.selectInForce(authority: authority.id, day: day)) {
        row in try row.decode(0, as: String.self)
      })
  }

  private func refuseWhereAgenciesVanish(
    before: Set<String>, on connection: borrowing PostgresConnection
  ) async throws {
    guard run.kind == "agencies" else { return }
    let gone = before.subtracting(try await agenciesInForce(on: connection))
    guard !gone.isEmpty else { return }
    let day = PostgresDate(daysSince2000: run.effective.daysSince2000)
    let offering = try await connection.query(
      AgencyBook.selectOffering(authority: authority.id, day: day)
    ) { row in try row.decode(0, as: String.self) }
    let needed = gone.intersection(offering).sorted()
    guard needed.isEmpty else {
      let names = needed.prefix(10).joined(separator: ", ") + (needed.count > 10 ? " …" : "")
      throw refusal(
        """
        \(needed.count) agencies would vanish that have offerings in force: \(names); take back \
        the runs of the catalog that named them first, or sync a corrected list of agencies
        """)
    }
  }

  private func refusal(_ reason: String) -> StoreError {
    StoreError(
      .badRequest, "take back run \(run.id) of \(run.kind)/\(run.sourceName): \(reason)")
  }
}

extension RunReversal {
  static func selectTaking(authority: Int64, run: Int64) -> Statement {
    let statement: Statement = """
      SELECT run_id
      FROM run
      WHERE authority_id = \(authority) AND reverts_run = \(run)
      """
    return statement.labelled("store.revert.taking")
  }

  static func selectLater(authority: Int64, source: Int64, run: Int64) -> Statement {
    let statement: Statement = """
      SELECT run_id, reverts_run
      FROM run
      WHERE authority_id = \(authority)
        AND source_id = \(source)
        AND run_id > \(run)
        AND state = 'applied'
        AND known_at IS NOT NULL
      ORDER BY run_id
      """
    return statement.labelled("store.revert.later")
  }
}
