import Postgres
import Procedures

/// A run as the book has it, with all that is needed to take it back or to do it again.
struct RecordedRun: Sendable {
  let id: Int64
  let kind: String
  let source: Int64
  let sourceName: String
  let scope: String
  let state: String
  let mode: String
  let location: String
  let profile: String
  let flags: String
  let program: String
  let sha256: [UInt8]?
  /// Of the redacted copy that was kept instead of the source; nil where that is kept itself.
  let keptSHA256: [UInt8]?
  let profileSHA256: [UInt8]?
  let effective: CalendarDay
  /// The instant of what it wrote; nil where it wrote nothing.
  let knownAt: PostgresTimestamp?
  let reverts: Int64?
  let records: SyncSummary.Records
  let startedBy: String
  /// The sheet that was read; nil where the source had none.
  let sheet: String?
  let startedAt: Instant
  /// How the table was laid out.
  let layout: SourceLayout

  /// The instant of what it wrote; of a run that wrote nothing, before everything.
  var known: PostgresTimestamp { knownAt ?? .negativeInfinity }

  /// The agency that the scope names; nil for the whole source.
  var scopeAgency: AgencyCode? {
    scope.hasPrefix("agency=") ? AgencyCode(String(scope.dropFirst(7))) : nil
  }

  /// One run, or those that were applied in order.
  static func load(
    authority: Int64, run: Int64?, on connection: borrowing PostgresConnection
  ) async throws -> [RecordedRun] {
    try await connection.query(select(authority: authority, run: run)) { row in
      var records = SyncSummary.Records()
      records.added = Int(try row.int64(16))
      records.changed = Int(try row.int64(17))
      records.withdrawn = Int(try row.int64(18))
      records.returned = Int(try row.int64(19))
      return RecordedRun(
        id: try row.decode(0), kind: try row.decode(1), source: try row.decode(2),
        sourceName: try row.decode(3), scope: try row.decode(4), state: try row.decode(5),
        mode: try row.decode(6), location: try row.decode(7), profile: try row.decode(8),
        flags: try row.decode(9), program: try row.decode(10), sha256: try row.decode(11),
        keptSHA256: try row.decode(23), profileSHA256: try row.decode(12),
        effective: CalendarDay(
          daysSince2000: try row.decode(13, as: PostgresDate.self).daysSince2000),
        knownAt: try row.decode(14), reverts: try row.decode(15), records: records,
        startedBy: try row.decode(20), sheet: try row.decode(22),
        startedAt: Instant(
          microsecondsSince2000: try row.decode(21, as: PostgresTimestamp.self)
            .microsecondsSince2000),
        layout: SourceLayout(
          sheet: try row.decode(22), headings: try row.decode(24), meanings: try row.decode(25)))
    }
  }

  static func select(authority: Int64, run: Int64?) -> Statement {
    let statement: Statement = """
      SELECT run.run_id, source.kind, source.source_id, source.name, run.scope, run.state, run.mode,
        run.location, run.profile, run.flags, run.program, run.sha256, run.profile_sha256,
        run.effective_on, run.known_at, run.reverts_run, run.records_added, run.records_changed,
        run.records_withdrawn, run.records_returned, run.started_by, run.started_at,
        run.sheet, run.kept_sha256, run.headings, run.meanings
      FROM run
      JOIN source USING (authority_id, source_id)
      WHERE run.authority_id = \(authority)
        AND CASE WHEN \(run == nil) THEN run.state = 'applied' ELSE run.run_id = \(run ?? 0) END
      ORDER BY run.run_id
      """
    return statement.labelled("store.runs.recorded")
  }
}
