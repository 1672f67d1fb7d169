import Intake
import Postgres
import Procedures

@testable import Store

/// Two runs of a register: spellings of an agency and a field, an order of sources and a limit; the
/// second ends what the first said of the field and says something else of the limit.
enum RegisterSample {
  static let name = "sample"

  static func enter(_ step: Int, in store: TestStore) async throws {
    let bytes = Array("step \(step)".utf8)
    let file = SourceFile(name: "sample", contents: bytes)
    let ledger = try ledger(store.authority, file)
    try await store.pool.withTransaction { connection in
      let run = try await apply(bytes, ledger: ledger, on: connection)
      _ = try await RunConclusion(
        pool: store.pool, authority: store.authority, ledger: ledger, attempt: nil
      )
      .conclude(run: run, layout: nil, file: file, on: connection)
    }
  }

  /// How a replay does them again.
  static func replayed(_ authority: Authority) -> ReplayedRegister {
    ReplayedRegister(name: name) { _, bytes, connection in
      let file = SourceFile(name: "sample", contents: bytes)
      _ = try await apply(bytes, ledger: try ledger(authority, file), on: connection)
    }
  }

  private static func ledger(_ authority: Authority, _ file: SourceFile) throws -> RunLedger {
    let (sha256, size) = try file.digest()
    return RunLedger(
      authority: authority.id, kind: "register",
      request: SyncRequest(
        source: name, effective: TestStore.today, startedBy: "tester", program: "motcua test",
        startedAt: TestStore.started),
      location: file.name, profile: "register", sha256: sha256, size: size)
  }

  private static func apply(
    _ bytes: [UInt8], ledger: RunLedger, on connection: borrowing PostgresConnection
  ) async throws -> Int64 {
    let authority = ledger.authority
    let source = try await ledger.source(on: connection)
    var summary = SyncSummary(source: name, kind: "register", mode: "register", state: .applied)
    let run = try await ledger.enter(
      source: source, summary: summary, state: "applied", agencyVersion: 0, heldDigest: nil,
      on: connection)
    let known = try await DataVersion.nextInstant(authority: authority, on: connection)
    if bytes == Array("step 1".utf8) {
      try await connection.execute(
        """
        INSERT INTO agency_alias (authority_id, match_key, name, agency_id, run_id, known_from)
        SELECT \(authority), 'so y te', 'SYT', agency_id, \(run), \(known)
        FROM agency WHERE code = 'H32.16'
        """)
      try await connection.execute(
        """
        INSERT INTO field_alias (authority_id, match_key, name, field_id, run_id, known_from)
        SELECT \(authority), 'yte', 'YT', field_id, \(run), \(known)
        FROM field ORDER BY match_key COLLATE "C" LIMIT 1
        """)
      try await connection.execute(
        """
        INSERT INTO source_precedence (
          authority_id, attribute, known_from, position, source_id, run_id)
        SELECT \(authority), 'level', \(known), row_number() OVER (ORDER BY name COLLATE "C"), source_id, \(run)
        FROM source WHERE kind = 'catalog'
        """)
    } else {
      try await connection.execute("UPDATE field_alias SET known_to = \(known)")
    }
    try await connection.execute(
      """
      INSERT INTO source_limit (authority_id, source_id, rule, at_least, percent, run_id)
      SELECT \(authority), source_id, 'rows', \(run), 10, \(run)
      FROM source WHERE kind = 'catalog'
      ON CONFLICT (authority_id, source_id, rule) DO UPDATE
      SET at_least = excluded.at_least, run_id = excluded.run_id
      """)
    summary.rowsWritten = 1
    try await connection.execute(ledger.completeRun(run, summary: summary, known: known))
    return run
  }
}
