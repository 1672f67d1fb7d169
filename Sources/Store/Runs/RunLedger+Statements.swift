import Postgres
import Procedures

extension RunLedger {
  static func selectSource(authority: Int64, kind: String, name: String) -> Statement {
    let statement: Statement = """
      SELECT source_id
      FROM source
      WHERE authority_id = \(authority) AND kind = \(kind) AND name = \(name)
      """
    return statement.labelled("store.runs.selectSource")
  }

  static func insertSource(
    authority: Int64, kind: String, name: String, demonstration: Bool
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO source (authority_id, kind, name, demonstration)
      VALUES (\(authority), \(kind), \(name), \(demonstration))
      ON CONFLICT DO NOTHING
      RETURNING source_id
      """
    return statement.labelled("store.runs.insertSource")
  }

  static func selectLast(authority: Int64, source: Int64, scope: String) -> Statement {
    let statement: Statement = """
      SELECT run_id, sha256, profile, flags, program, agency_version, rows_read, rows_non_data,
        rows_duplicate, rows_held, rows_applied, records_added, records_changed,
        records_returned, records_unchanged, held_digest,
        EXISTS (
          SELECT
          FROM run AS later
          WHERE later.authority_id = run.authority_id
            AND later.source_id = run.source_id
            AND later.run_id > run.run_id
            AND later.state = 'applied'
            AND NOT \(isUndone("later", authority: authority))
            AND (later.rows_written > 0 OR later.rows_held > 0 OR run.rows_held > 0)),
        profile_sha256
      FROM run
      WHERE authority_id = \(authority)
        AND source_id = \(source)
        AND scope = \(scope)
        AND state = 'applied'
        AND NOT \(isUndone("run", authority: authority))
      ORDER BY run_id DESC
      LIMIT 1
      """
    return statement.labelled("store.runs.selectLast")
  }

  static func selectHeldInForce(authority: Int64, source: Int64, scope: String) -> Statement {
    let statement: Statement = """
      SELECT held_digest
      FROM run
      WHERE authority_id = \(authority)
        AND source_id = \(source)
        AND state = 'applied'
        AND NOT \(isUndone("run", authority: authority))
        AND rows_held > 0
        AND (scope = \(scope) OR \(scope.isEmpty))
        AND NOT EXISTS (
          SELECT
          FROM run AS later
          WHERE later.authority_id = run.authority_id
            AND later.source_id = run.source_id
            AND later.state = 'applied'
            AND NOT \(isUndone("later", authority: authority))
            AND later.run_id > run.run_id
            AND later.scope IN (run.scope, ''))
      """
    return statement.labelled("store.runs.selectHeldInForce")
  }

  static func selectAgencyVersion(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT COALESCE(max(run.run_id), 0)
      FROM run
      JOIN source USING (authority_id, source_id)
      WHERE run.authority_id = \(authority)
        AND run.state = 'applied'
        AND run.rows_written > 0
        AND source.kind IN ('agencies', 'register')
      """
    return statement.labelled("store.runs.selectAgencyVersion")
  }

  func insertRun(
    source: Int64, summary: SyncSummary, state: String, agencyVersion: Int64,
    heldDigest: [UInt8]?, message: String?
  ) -> Statement {
    let started = PostgresTimestamp(microsecondsSince2000: request.startedAt.microsecondsSince2000)
    let rows = summary.rows
    let statement: Statement = """
      INSERT INTO run (
        authority_id, source_id, scope, state, location, profile, flags, program, agency_version,
        sha256, size_bytes, effective_on, started_at, finished_at, started_by, rows_read,
        rows_non_data, rows_duplicate, rows_held, rows_applied, held_digest, message,
        profile_sha256, mode, reverts_run)
      VALUES (
        \(authority), \(source), \(request.scopeText), \(state), \(location),
        \(profile), \(request.flagsText), \(request.program), \(agencyVersion),
        \(reverts == nil ? sha256 : nil), \(reverts == nil ? size : nil),
        \(PostgresDate(daysSince2000: request.effective.daysSince2000)), \(started), clock_timestamp(),
        \(request.startedBy), \(rows.read), \(rows.nonData), \(rows.duplicate), \(rows.held),
        \(rows.applied), \(heldDigest), \(message), \(profileSHA256),
        \(summary.mode), \(reverts))
      RETURNING run_id
      """
    return statement.labelled("store.runs.insertRun")
  }

  /// Completes an applied run with what was counted while it was written.
  /// `known` is the instant of what it wrote; nil where it wrote nothing.
  func completeRun(
    _ run: Int64, summary: SyncSummary, known: PostgresTimestamp?
  ) -> Statement {
    let records = summary.records
    let statement: Statement = """
      UPDATE run
      SET finished_at = clock_timestamp(),
        records_added = \(records.added),
        records_changed = \(records.changed),
        records_withdrawn = \(records.withdrawn),
        records_returned = \(records.returned),
        records_unchanged = \(records.unchanged),
        rows_written = \(summary.rowsWritten),
        known_at = \(known)
      WHERE authority_id = \(authority) AND run_id = \(run)
      """
    return statement.labelled("store.runs.completeRun")
  }

  static func describe(authority: Int64, run: Int64, layout: SourceLayout) -> Statement {
    let statement: Statement = """
      UPDATE run
      SET sheet = \(layout.sheet),
        headings = \(layout.headings),
        meanings = \(layout.meanings)
      WHERE authority_id = \(authority) AND run_id = \(run)
      """
    return statement.labelled("store.runs.describe")
  }

  /// The held rows of a run, in the order of the file.
  static func held(
    of run: Int64, authority: Int64, on connection: borrowing PostgresConnection
  ) async throws -> [HeldRow] {
    try await connection.query(selectHeld(authority: authority, run: run)) { row in
      HeldRow(
        row: Int(try row.decode(0, as: Int64.self)), column: try row.decode(1),
        position: try row.decode(4, as: Int32?.self).map(Int.init), rule: try row.decode(2),
        raw: try row.decode(3))
    }
  }

  static func selectHeld(authority: Int64, run: Int64) -> Statement {
    let statement: Statement = """
      SELECT row_number, column_name, rule, raw, column_position
      FROM held_row
      WHERE authority_id = \(authority) AND run_id = \(run)
      ORDER BY row_number, held_id
      """
    return statement.labelled("store.runs.selectHeld")
  }

  static var copyHeld: Statement {
    let statement: Statement = """
      COPY held_row (
        authority_id, run_id, row_number, column_name, column_position, rule, raw, procedure_code,
        agency_ids, agency_readable, service_code, fact_from, fact_to)
      FROM STDIN (FORMAT binary)
      """
    return statement.labelled("store.runs.copyHeld")
  }

  /// One writer at a time for each authority; the lock ends with the transaction.
  static func lock(authority: Int64) -> Statement {
    // "MC" in the upper half of the first key: no other program's locks.
    let statement: Statement =
      "SELECT pg_advisory_xact_lock(\(Int32(0x4D43)), \(Int32(truncatingIfNeeded: authority)))"
    return statement.labelled("store.runs.lock")
  }

  /// How long a second sync waits before it gives up, memory for joins of a whole catalog, and how
  /// soon the server notices that the command was killed: without that a long statement would run
  /// to its end, holding the lock, for nobody.
  static var prepareTransaction: Statement {
    let statement: Statement = """
      SELECT set_config('lock_timeout', '5s', true),
        set_config('work_mem', '128MB', true),
        set_config('client_connection_check_interval', '250ms', true)
      """
    return statement.labelled("store.runs.prepareTransaction")
  }
}
