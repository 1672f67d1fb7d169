import Intake
import Logging
public import Postgres
import Procedures

/// Does all applied runs again from their kept bytes, in tables of a session of its own, and
/// compares what they make with what the database holds.
///
/// Nothing is written to the real tables and no lock of the authority is taken, so that a replay
/// holds up no sync; nobody else sees anything of it. Each run is done in a transaction of its own,
/// because temporary tables of hundreds of runs in one would fill the server's table of locks.
public struct RunReplayer: Sendable {
  let pool: PostgresPool
  let authority: Authority
  let directory: String
  let registers: [ReplayedRegister]

  /// A replayer for one authority. Sources of more than 8 MiB go through a nameless file in
  /// `directory`.
  public init(pool: PostgresPool, authority: Authority, temporaryDirectory directory: String) {
    self.init(
      pool: pool, authority: authority, directory: directory,
      registers: ReplayedRegister.all(of: authority))
  }

  init(
    pool: PostgresPool, authority: Authority, directory: String, registers: [ReplayedRegister]
  ) {
    self.pool = pool
    self.authority = authority
    self.directory = directory
    self.registers = registers
  }

  /// Does the runs up to and including `run` again.
  ///
  /// Throws `StoreError.badRequest` where there is no such run. Costs as much as all the runs
  /// together did; memory stays that of one sync. Opens a session of its own.
  public func replay(upTo run: Int64) async throws -> ReplayReport {
    // The session ends with the replay: its temporary tables would hide the real ones.
    let own = PostgresPool(
      pool.configuration, size: 1, logger: Logger(label: "motcua.replay"))
    let result: ReplayReport
    do {
      result = try await own.withConnection { connection in
        try await replay(upTo: run, on: connection)
      }
    } catch {
      await own.shutdown()
      throw error
    }
    await own.shutdown()
    return result
  }

  private func replay(
    upTo run: Int64, on connection: borrowing PostgresConnection
  ) async throws -> ReplayReport {
    let id = authority.id
    guard try await !RecordedRun.load(authority: id, run: run, on: connection).isEmpty else {
      throw StoreError(
        .badRequest,
        "replay up to run \(run): authority \(authority.code) has no such run; see motcua runs list"
      )
    }
    let runs = try await RecordedRun.load(authority: id, run: nil, on: connection)
      .filter { $0.id <= run }
    let entries = try await connection.query(AuditChain.selectEntries(authority: id)) { row in
      try AuditChain.entry(row)
    }
    let recorded = Dictionary(entries.map { ($0.run, $0) }) { first, _ in first }
    let limits =
      try await connection.queryOne(Self.limitsAreThose(authority: id, run: run)) {
        row in try row.decode(0, as: Bool.self)
      } ?? false
    let expected = try await connection.transaction(.snapshot) { connection in
      try await StateHash.current(asOf: run, limits: limits, authority: id, on: connection)
    }

    try await connection.transaction { connection in
      try await connection.execute(ReplayScratch.lookUpScratchAndReal)
      try await Migrator().makeScratch(on: connection)
      for statement in ReplayScratch.copyBeginnings(authority: id) {
        try await connection.execute(statement)
      }
    }
    var difference: ReplayReport.Difference?
    var missing: ReplayReport.Difference?
    var count = 0
    for run in runs {
      let bytes = try await bytes(of: run, on: connection)
      if case .missing(let reason) = bytes {
        missing = reason
        break
      }
      let digest = try await apply(run, bytes, on: connection)
      count += 1
      if difference == nil {
        difference = Self.compare(run, digest, with: recorded[run.id])
      }
    }
    var replayed: [UInt8]?
    if missing == nil {
      replayed = try await connection.transaction { connection in
        try await connection.execute(ReplayScratch.lookUpScratch)
        return try await StateHash.current(
          asOf: run, limits: limits, authority: id, on: connection)
      }
    }
    return ReplayReport(
      upTo: run, runs: count, replayed: replayed.map(Hexadecimal.text),
      recorded: Hexadecimal.text(expected), firstDifference: difference, missing: missing)
  }

  /// What a run was made from.
  enum Material: Sendable {
    case none
    case source(SourceFile, profile: [UInt8]?)
    case missing(ReplayReport.Difference)
  }

  /// Reads the real tables: no transaction of this session has made them hidden yet.
  private func bytes(
    of run: RecordedRun, on connection: borrowing PostgresConnection
  ) async throws -> Material {
    guard let sha256 = run.keptSHA256 ?? run.sha256 else { return .none }
    return try await connection.transaction { connection in
      try await connection.execute(ReplayScratch.lookUpReal)
      let kept = KeptBytes(authority: authority)
      let file = try await kept.load(
        sha256: sha256, name: run.location, directory: directory, on: connection)
      var profile: [UInt8]?
      if run.keptSHA256 == nil, let sha256 = run.profileSHA256, file != nil {
        let custom = try await kept.load(
          sha256: sha256, name: run.profile, directory: directory, on: connection)
        guard let custom else { return .missing(Self.isGone(run)) }
        profile = try custom.bytes(at: 0, count: 1 << 24)
      }
      return file.map { .source($0, profile: profile) } ?? .missing(Self.isGone(run))
    }
  }

  private static func isGone(_ run: RecordedRun) -> ReplayReport.Difference {
    ReplayReport.Difference(
      run: run.id,
      vi: "Tệp của đợt \(run.id) (\(run.location)) không còn được lưu: đã quá hạn lưu giữ.",
      en: "The bytes of run \(run.id) (\(run.location)) are not kept any more: they are past "
        + "retention.")
  }

  private static func compare(
    _ run: RecordedRun, _ digest: ChangeDigest?, with entry: AuditChain.Entry?
  ) -> ReplayReport.Difference? {
    guard let entry else { return nil }
    guard let digest else {
      return ReplayReport.Difference(
        run: run.id, vi: "Đợt \(run.id) khi chạy lại bị chặn, khi đó đã được áp dụng.",
        en: "Run \(run.id) was refused when it was done again, and applied then.")
    }
    guard digest.sha256 != entry.changes else { return nil }
    return ReplayReport.Difference(
      run: run.id,
      vi: """
        Đợt \(run.id) khi chạy lại ghi \(digest.count) thay đổi khác với \(entry.changeCount) thay \
        đổi đã ghi.
        """,
      en: """
        Run \(run.id) made \(digest.count) changes when it was done again, other than the \
        \(entry.changeCount) that were recorded.
        """)
  }

  /// Limits are as they were after the run where no register was changed since.
  static func limitsAreThose(authority: Int64, run: Int64) -> Statement {
    let statement: Statement = """
      SELECT NOT EXISTS (
        SELECT
        FROM run
        WHERE authority_id = \(authority)
          AND run_id > \(run)
          AND state = 'applied'
          AND mode = 'register')
      """
    return statement.labelled("store.replay.limitsAreThose")
  }
}
