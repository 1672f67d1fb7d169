import Crypto
import Postgres
import Procedures

/// The chain of runs: every run of any state has one entry, written in the transaction that enters
/// the run, under the authority's lock. An entry's hash covers the run, the digest of its changes
/// and the hash of the entry before.
///
/// What is hashed: number of the entry, previous hash, and ``facts`` of the run, number of changes
/// and their digest; each with its length in front as four bytes, most significant first, and
/// `FFFFFFFF` alone for what is missing.
struct AuditChain {
  let authority: Authority

  /// One entry as it is kept.
  struct Entry: Sendable, Hashable {
    let number: Int64
    let run: Int64
    let changeCount: Int64
    let changes: [UInt8]
    let previous: [UInt8]
    let hash: [UInt8]
  }

  /// The hash before the first entry: SHA-256 of `motcua audit ` and the authority's code.
  var genesis: [UInt8] {
    Array(SHA256.hash(data: Array("motcua audit \(authority.code.text)".utf8)))
  }

  /// Adds the entry of a run that is complete: nothing of the run may change afterwards. Returns
  /// the new head. The caller holds the authority's lock.
  func append(run: Int64, on connection: borrowing PostgresConnection) async throws -> [UInt8] {
    let facts = try await connection.queryOne(Self.selectFacts(authority: authority.id, run: run)) {
      row in try Self.facts(row).texts
    }
    guard let facts else {
      throw StoreError(.missing, "enter run \(run) into the audit chain: there is no such run")
    }
    // Only an applied run writes anything; the entry of another must not wait for a table.
    var digest = ChangeDigest.nothing(run: run)
    if facts[Self.stateFact] == "applied" {
      digest =
        try await ChangeDigest.compute(authority: authority.id, run: run, on: connection).first
        ?? digest
    }
    let last = try await connection.queryOne(Self.selectHead(authority: authority.id)) { row in
      try Self.entry(row)
    }
    let number = (last?.number ?? 0) + 1
    let previous = last?.hash ?? genesis
    let hash = Self.hash(
      number: number, previous: previous, facts: facts, changeCount: digest.count,
      changes: digest.sha256)
    let entry = Entry(
      number: number, run: run, changeCount: digest.count, changes: digest.sha256,
      previous: previous, hash: hash)
    try await connection.execute(Self.insert(authority: authority.id, entry: entry))
    return hash
  }

  static func hash(
    number: Int64, previous: [UInt8], facts: [String?], changeCount: Int64, changes: [UInt8]
  ) -> [UInt8] {
    var hash = SHA256()
    func add(_ bytes: [UInt8]?) {
      let length = bytes.map { UInt32($0.count) } ?? .max
      hash.update(
        data: [24, 16, 8, 0].map { (shift: UInt32) in UInt8(truncatingIfNeeded: length >> shift) })
      if let bytes { hash.update(data: bytes) }
    }
    add(Array(String(number).utf8))
    add(previous)
    for fact in facts { add(fact.map { Array($0.utf8) }) }
    add(Array(String(changeCount).utf8))
    add(changes)
    return Array(hash.finalize())
  }

  static func entry(_ row: borrowing PostgresRow) throws -> Entry {
    Entry(
      number: try row.decode(0), run: try row.decode(1), changeCount: try row.decode(2),
      changes: try row.decode(3), previous: try row.decode(4), hash: try row.decode(5))
  }

  /// The run's number and what the chain covers of it.
  static func facts(_ row: borrowing PostgresRow) throws -> (run: Int64, texts: [String?]) {
    (try row.decode(0), try (1...factCount).map { try row.decode($0, as: String?.self) })
  }

  private static let factCount = 32
  /// Where the state stands among the facts.
  private static let stateFact = 4
}

extension AuditChain {
  /// Times are written in UTC and days in ISO form: every session of ours is set so.
  static func selectFacts(authority: Int64, run: Int64?) -> Statement {
    let statement: Statement = """
      SELECT run.run_id, run.run_id::text, source.kind, source.name, run.scope, run.state, run.mode,
        run.location, run.profile, encode(run.profile_sha256, 'hex'), run.flags, run.program,
        encode(run.sha256, 'hex'), run.size_bytes::text, run.effective_on::text,
        run.started_at::text, run.finished_at::text, run.started_by, run.rows_read::text,
        run.rows_non_data::text, run.rows_duplicate::text, run.rows_held::text,
        run.rows_applied::text, run.records_added::text, run.records_changed::text,
        run.records_withdrawn::text, run.records_returned::text, run.records_unchanged::text,
        run.rows_written::text, run.known_at::text, run.reverts_run::text,
        ROW(run.sheet, run.headings, run.meanings)::text || CASE
          WHEN run.kept_sha256 IS NULL AND run.dropped = '{}' THEN ''
          ELSE ROW(run.kept_sha256, run.dropped)::text END, run.message
      FROM run
      JOIN source USING (authority_id, source_id)
      WHERE run.authority_id = \(authority) AND (\(run == nil) OR run.run_id = \(run ?? 0))
      ORDER BY run.run_id
      """
    return statement.labelled("store.audit.facts")
  }

  static func selectHead(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT entry, run_id, change_count, changes, previous, hash
      FROM audit_entry
      WHERE authority_id = \(authority)
      ORDER BY entry DESC
      LIMIT 1
      """
    return statement.labelled("store.audit.head")
  }

  static func selectEntries(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT entry, run_id, change_count, changes, previous, hash
      FROM audit_entry
      WHERE authority_id = \(authority)
      ORDER BY entry
      """
    return statement.labelled("store.audit.entries")
  }

  static func insert(authority: Int64, entry: Entry) -> Statement {
    let statement: Statement = """
      INSERT INTO audit_entry (
        authority_id, entry, run_id, change_count, changes, previous, hash)
      VALUES (
        \(authority), \(entry.number), \(entry.run), \(entry.changeCount), \(entry.changes),
        \(entry.previous), \(entry.hash))
      """
    return statement.labelled("store.audit.insert")
  }
}
