public import Postgres
import Procedures

/// Counts all rollups again from the facts and says where what is kept differs.
///
/// Figures of dossiers and payments read rollups only, so this is the proof that they are those of
/// the facts.
public struct DatabaseVerification: Sendable {
  let pool: PostgresPool
  let authority: Authority

  /// A verification for one authority.
  public init(pool: PostgresPool, authority: Authority) {
    self.pool = pool
    self.authority = authority
  }

  /// One cell of a rollup that is not what the facts give.
  public struct Difference: Sendable, Hashable {
    /// The rollup's table.
    public let rollup: String
    /// Half of a month: `(year − 1900) × 24 + (month − 1) × 2 + (day ≥ 15 ? 1 : 0)`.
    public let half: Int
    /// Code of the agency; nil where the rollup does not divide by it, or it is unknown.
    public let agency: String?
    /// Code of the procedure; nil where the rollup does not divide by it, or it is unknown.
    public let procedure: String?
    /// The channel's number, 0 where it is unknown; nil where the rollup does not divide by it.
    public let channel: Int?
    /// The column.
    public let measure: String
    /// What is kept.
    public let kept: Int64
    /// What the facts give.
    public let recounted: Int64

    /// The half of a month as its first day and its last: `2023-06-01..2023-06-14`.
    public var days: String {
      let (year, month) = (1900 + half / 24, half % 24 / 2 + 1)
      let next = month == 12 ? (year + 1, 1) : (year, month + 1)
      let first = CalendarDay(year: year, month: month, day: half % 2 == 0 ? 1 : 15)
      let last =
        half % 2 == 0
        ? CalendarDay(year: year, month: month, day: 14)
        : CalendarDay(year: next.0, month: next.1, day: 1)?.advanced(by: -1)
      guard let first, let last else { return "half \(half)" }
      return "\(first)..\(last)"
    }
  }

  /// What was counted.
  public struct Report: Sendable, Hashable {
    /// Rows of each rollup that the facts give, by the rollup's table.
    public var rows: [String: Int64] = [:]
    /// Facts that were counted, by their table.
    public var facts: [String: Int64] = [:]
    /// How many cells differ.
    public var differing = 0
    /// The cells that differ, by rollup, half, agency and procedure: the first of them where there
    /// are more than were asked for.
    public var differences: [Difference] = []
  }

  /// Recounts on one snapshot of the database, in temporary tables of its transaction, without
  /// holding up an import. Lists up to `limit` cells and counts all. Costs a pass over all facts.
  public func verify(limit: Int = 100_000) async throws -> Report {
    let options = TransactionOptions(isolation: .repeatableRead, readOnly: false)
    return try await pool.withTransaction(options) { connection in
      try await connection.execute(RunLedger.prepareTransaction)
      var report = Report()
      for statement in Self.createRecounts { try await connection.execute(statement) }
      for (name, build, count) in Self.facts(authority: authority.id) {
        try await connection.execute(build)
        report.facts[name] =
          try await connection.queryOne(count) { row in try row.int64(0) } ?? 0
      }
      for rollup in Self.rollups {
        report.rows[rollup.name] =
          try await connection.queryOne(Self.countRows(of: rollup)) { row in try row.int64(0) }
          ?? 0
        let left = max(0, limit - report.differences.count)
        let (differing, found) = try await connection.reduce(
          Self.compare(rollup, authority: authority.id),
          into: (count: 0, found: [Difference]())
        ) { state, row in
          state.count += 1
          guard state.found.count < left else { return }
          state.found.append(
            Difference(
              rollup: rollup.name, half: Int(try row.int16(0)), agency: try row.stringOrNil(1),
              procedure: try row.stringOrNil(2), channel: try row.int16OrNil(3).map(Int.init),
              measure: try row.string(4), kept: try row.int64(5), recounted: try row.int64(6)))
        }
        report.differing += differing
        report.differences += found
      }
      return report
    }
  }
}

extension DatabaseVerification {
  /// A rollup with its keys behind the authority; null stands for one that it does not have.
  struct Rollup: Sendable {
    let name: String
    let table: Statement
    let keys: Statement
    let agency: Statement
    let procedure: Statement
    let channel: Statement
  }

  static let rollups = [
    Rollup(
      name: "dossier_half", table: "dossier_half",
      keys: "half, agency_id, procedure_id, channel", agency: "agency_id",
      procedure: "procedure_id", channel: "channel"),
    Rollup(
      name: "dossier_half_agency", table: "dossier_half_agency",
      keys: "half, agency_id, channel", agency: "agency_id", procedure: "NULL::bigint",
      channel: "channel"),
    Rollup(
      name: "dossier_half_procedure", table: "dossier_half_procedure",
      keys: "half, procedure_id, channel", agency: "NULL::bigint", procedure: "procedure_id",
      channel: "channel"),
    Rollup(
      name: "payment_half", table: "payment_half", keys: "half, agency_key, procedure_key",
      agency: "agency_key", procedure: "procedure_key", channel: "NULL::smallint"),
  ]

  /// Temporary tables that bear the names of the real ones: what builds those then fills these.
  static var createRecounts: [Statement] {
    rollups.map { rollup in
      let statement: Statement = """
        CREATE TEMPORARY TABLE \(rollup.table) (LIKE public.\(rollup.table) INCLUDING INDEXES)
        ON COMMIT DROP
        """
      return statement.labelled("store.verify.createRecount")
    }
  }

  static func facts(
    authority: Int64
  ) -> [(name: String, build: Statement, count: Statement)] {
    let dossiers: Statement = "SELECT public.rollup_build('dossier', \(authority))"
    let payments: Statement = "SELECT public.rollup_build('payment', \(authority))"
    let countDossiers: Statement =
      "SELECT count(*) FROM public.dossier WHERE authority_id = \(authority)"
    let countPayments: Statement =
      "SELECT count(*) FROM public.payment WHERE authority_id = \(authority)"
    return [
      (
        "dossier", dossiers.labelled("store.verify.buildDossiers"),
        countDossiers.labelled("store.verify.countDossiers")
      ),
      (
        "payment", payments.labelled("store.verify.buildPayments"),
        countPayments.labelled("store.verify.countPayments")
      ),
    ]
  }

  static func countRows(of rollup: Rollup) -> Statement {
    let statement: Statement = "SELECT count(*) FROM pg_temp.\(rollup.table)"
    return statement.labelled("store.verify.countRows")
  }

  /// A row that one side does not have counts as zeros. Rows are compared as a whole first; only
  /// those that differ are taken apart.
  static func compare(_ rollup: Rollup, authority: Int64) -> Statement {
    let statement: Statement = """
      WITH differing AS (
        SELECT \(rollup.keys), to_jsonb(kept) AS kept, to_jsonb(recounted) AS recounted
        FROM (SELECT * FROM public.\(rollup.table) WHERE authority_id = \(authority)) AS kept
        FULL JOIN pg_temp.\(rollup.table) AS recounted USING (authority_id, \(rollup.keys))
        WHERE ROW(kept.*) IS DISTINCT FROM ROW(recounted.*)
      ), cell AS (
        SELECT half, \(rollup.agency) AS agency_id, \(rollup.procedure) AS procedure_id,
          \(rollup.channel) AS channel, measure.name,
          COALESCE(kept ->> measure.name, '0')::bigint AS kept,
          COALESCE(recounted ->> measure.name, '0')::bigint AS recounted
        FROM differing
        CROSS JOIN LATERAL jsonb_object_keys(COALESCE(kept, recounted)) AS measure (name)
        WHERE measure.name NOT IN ('authority_id', 'half', 'agency_id', 'procedure_id',
          'agency_key', 'procedure_key', 'channel')
      )
      SELECT half, agency.code, procedure.code, channel, name, kept, recounted
      FROM cell
      LEFT JOIN agency
        ON agency.authority_id = \(authority) AND agency.agency_id = cell.agency_id
      LEFT JOIN procedure
        ON procedure.authority_id = \(authority) AND procedure.procedure_id = cell.procedure_id
      WHERE kept <> recounted
      ORDER BY half, agency.code COLLATE "C", procedure.code COLLATE "C", channel, name
      """
    return statement.labelled("store.verify.compare")
  }
}
