import Postgres

@testable import Store

extension TestStore {
  /// Rows inserted, changed and deleted in the tables that hold data, since the database began,
  /// as the server counts them. The pool must have one session.
  func dataWrites() async throws -> Int64 {
    try await pool.withConnection { connection in
      // The server gathers counts in each session and publishes them now and then.
      try await connection.execute("SELECT pg_stat_force_next_flush()")
      let sum = try await connection.queryOne(
        """
        SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint
        FROM pg_stat_user_tables
        WHERE schemaname = 'public'
          AND relname IN ('agency', 'agency_claim', 'agency_claim_past', 'field', 'procedure',
          'procedure_claim', 'procedure_claim_past', 'offering_claim', 'offering_claim_past',
          'exclusion', 'online_level', 'authority')
        """
      ) { row in try row.int64(0) }
      return sum ?? 0
    }
  }

  /// One number.
  func number(_ statement: Statement) async throws -> Int64 {
    try await pool.withConnection { connection in
      let value = try await connection.queryOne(statement) { row in try row.int64(0) }
      guard let value else { throw NothingCame(what: statement.text) }
      return value
    }
  }

  /// The first column of all rows, as text.
  func texts(_ statement: Statement) async throws -> [String] {
    try await pool.withConnection { connection in
      try await connection.query(statement) { row in try row.string(0) }
    }
  }

  /// The newest data version's number.
  func version() async throws -> Int64 { try await figures.version().number }

  /// What is believed now of all offerings: code, agency, service, dates, level, in that order.
  func claims() async throws -> [String] {
    try await texts(
      """
      SELECT concat_ws(' ', procedure.code, COALESCE(agency.code, '-'),
        NULLIF(claim.service_code, ''), claim.valid_from || '..' || claim.valid_to,
        CASE WHEN claim.level_id IS NULL THEN 'unsaid'
          WHEN claim.level_id = 0 THEN 'unknown' ELSE level.code END)
      FROM offering_claim AS claim
      JOIN procedure USING (authority_id, procedure_id)
      LEFT JOIN agency USING (authority_id, agency_id)
      LEFT JOIN online_level AS level USING (authority_id, level_id)
      ORDER BY procedure.code, agency.code NULLS FIRST, claim.service_code, claim.valid_from
      """)
  }

  /// What is believed now of all agencies: code, dates, name, parent.
  func agencyClaims() async throws -> [String] {
    try await texts(
      """
      SELECT concat_ws(' ', agency.code, claim.valid_from || '..' || claim.valid_to, claim.name,
        '<' || COALESCE(parent.code, '-'))
      FROM agency_claim AS claim
      JOIN agency USING (authority_id, agency_id)
      LEFT JOIN agency AS parent
        ON parent.authority_id = claim.authority_id AND parent.agency_id = claim.parent_id
      ORDER BY agency.code, claim.valid_from
      """)
  }
}

extension SyncSummary {
  /// The counts of rows in the order of the contract: read, non-data, duplicate, held, applied.
  var rowCounts: [Int] { [rows.read, rows.nonData, rows.duplicate, rows.held, rows.applied] }
  /// The counts of records: added, changed, withdrawn, returned, unchanged.
  var recordCounts: [Int] {
    [records.added, records.changed, records.withdrawn, records.returned, records.unchanged]
  }
}
