import Crypto
@_spi(Scripts) public import Postgres
public import Schema

/// Brings a database to the schema that this program was built with.
///
/// Steps only go forward. Each is applied once, in a transaction of its own together with the
/// note that it was applied; the note keeps the SHA-256 of the step's text, so that an edited
/// step is found. Two migrators take turns by an advisory lock.
public struct Migrator: Sendable {
  /// The steps the program knows, in order.
  public let steps: [Migration]

  /// A migrator for the program's own steps, or for others in tests.
  public init(steps: [Migration] = MigrationList.all) {
    self.steps = steps
  }

  /// What a database holds, compared with what the program knows.
  public enum State: Sendable, Hashable {
    /// No schema at all: a new database.
    case empty
    /// Just what the program needs.
    case current
    /// Steps are missing; the number is the last one applied.
    case older(version: Int)
    /// The database has steps that the program does not know; the number is the last one.
    case newer(version: Int)
  }

  /// Compares the database with the program. Writes nothing.
  ///
  /// Throws `schemaEdited` where a step was applied with another text than the program has, and
  /// where the database holds foreign tables instead of a schema of ours.
  public func state(of connection: borrowing PostgresConnection) async throws -> State {
    guard try await hasLedger(connection) else {
      let tables = try await connection.queryOne(Self.foreignTables) { row in
        try row.decode(0, as: Int64.self)
      }
      guard tables == 0 else {
        throw StoreError(
          .schemaEdited,
          """
          read the schema of database: it holds \(tables ?? 0) tables but no schema_migration, so \
          it is not a database of motcua; give the URL of an empty database
          """)
      }
      return .empty
    }
    let applied = try await connection.query(Self.appliedSteps) { row in
      AppliedStep(
        version: Int(try row.decode(0, as: Int32.self)), name: try row.decode(1),
        checksum: try row.decode(2))
    }
    for (step, known) in zip(applied, steps) {
      guard step.version == known.version, step.checksum == Self.checksum(of: known) else {
        throw StoreError(
          .schemaEdited,
          """
          migration \(step.name) was applied with different text (stored \
          \(Self.short(step.checksum)), program \(Self.short(Self.checksum(of: known)))); run the \
          program that the database was migrated with, or add a new migration
          """)
      }
    }
    if applied.count > steps.count { return .newer(version: applied.count) }
    if applied.count == steps.count { return .current }
    return applied.isEmpty ? .empty : .older(version: applied.count)
  }

  /// The same, once nobody else is migrating: a program that is at it right now is waited for, since
  /// it enters one step after the other.
  public func settledState(of connection: borrowing PostgresConnection) async throws -> State {
    // An error may be that of a half-made schema, so that it counts only when looked at again.
    if case .current? = try? await state(of: connection) { return .current }
    return try await locked(connection) { try await state(of: $0) }
  }

  /// Applies the steps that are missing and returns their names; none where the schema is current.
  ///
  /// Throws `schemaNewer` where the database is ahead of the program.
  public func migrate(_ connection: borrowing PostgresConnection) async throws -> [String] {
    try await locked(connection) { try await applyMissing($0) }
  }

  private func locked<Result>(
    _ connection: borrowing PostgresConnection,
    _ body: (borrowing PostgresConnection) async throws -> Result
  ) async throws -> Result {
    try await connection.execute(Self.lock)
    do {
      let result = try await body(connection)
      try await connection.execute(Self.unlock)
      return result
    } catch {
      // The lock belongs to the session, which the pool may lend again. Where the session is
      // lost the server has given the lock back itself.
      _ = try? await connection.execute(Self.unlock)
      throw error
    }
  }

  /// Refuses a schema that is not the program's, with the sentence that says what to run.
  public func requireCurrent(_ connection: borrowing PostgresConnection) async throws {
    try requireCurrent(try await state(of: connection))
  }

  /// The same for a state that was read already.
  public func requireCurrent(_ state: State) throws {
    switch state {
    case .current: return
    case .empty:
      throw StoreError(
        .schemaOlder, "the database has no schema of motcua yet; run `motcua db migrate`")
    case .older(let version):
      throw StoreError(
        .schemaOlder,
        """
        the database's schema is at step \(version), this program needs step \(steps.count); \
        run `motcua db migrate`
        """)
    case .newer(let version): throw newer(version)
    }
  }

  private func newer(_ version: Int) -> StoreError {
    StoreError(
      .schemaNewer,
      """
      the database's schema is at step \(version), this program knows only \(steps.count) steps; \
      run the newer motcua that migrated it
      """)
  }

  private func applyMissing(
    _ connection: borrowing PostgresConnection
  ) async throws -> [String] {
    var done = 0
    switch try await state(of: connection) {
    case .current: return []
    case .newer(let version): throw newer(version)
    case .older(let version): done = version
    case .empty: break
    }
    try await connection.execute(Self.createLedger)
    var names: [String] = []
    for step in steps[done...] {
      let script = Script(String(decoding: step.bytes, as: UTF8.self))
      try await connection.transaction { transaction in
        try await transaction.run(script)
        try await transaction.execute(Self.note(step))
      }
      names.append(step.name)
    }
    return names
  }

  private func hasLedger(_ connection: borrowing PostgresConnection) async throws -> Bool {
    try await connection.queryOne(Self.ledgerExists) { row in try row.decode(0, as: Bool.self) }
      ?? false
  }

  private struct AppliedStep: Sendable {
    let version: Int
    let name: String
    let checksum: [UInt8]
  }

  private static func checksum(of step: Migration) -> [UInt8] {
    Array(SHA256.hash(data: step.bytes))
  }

  private static func short(_ checksum: [UInt8]) -> String {
    checksum.prefix(4).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined() + "…"
  }
}

extension Migrator {
  /// "MOTC" in the upper half: the same number for every motcua, and no other program's.
  private static let lockKey: Int64 = 0x4D4F_5443_0000_0001

  static var lock: Statement {
    let statement: Statement = "SELECT pg_advisory_lock(\(lockKey))"
    return statement.labelled("store.migrator.lock")
  }

  static var unlock: Statement {
    let statement: Statement = "SELECT pg_advisory_unlock(\(lockKey))"
    return statement.labelled("store.migrator.unlock")
  }

  static var ledgerExists: Statement {
    let statement: Statement = "SELECT to_regclass('public.schema_migration') IS NOT NULL"
    return statement.labelled("store.migrator.ledgerExists")
  }

  static var foreignTables: Statement {
    let statement: Statement = """
      SELECT count(*)
      FROM pg_class
      WHERE relnamespace = 'public'::regnamespace
        AND relkind IN ('r', 'p')
      """
    return statement.labelled("store.migrator.foreignTables")
  }

  static var createLedger: Statement {
    let statement: Statement = """
      CREATE TABLE IF NOT EXISTS schema_migration (
        version integer NOT NULL,
        name text NOT NULL,
        checksum bytea NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT schema_migration_pkey PRIMARY KEY (version)
      )
      """
    return statement.labelled("store.migrator.createLedger")
  }

  static var appliedSteps: Statement {
    let statement: Statement = """
      SELECT version, name, checksum
      FROM schema_migration
      ORDER BY version
      """
    return statement.labelled("store.migrator.appliedSteps")
  }

  static func note(_ step: Migration) -> Statement {
    let statement: Statement = """
      INSERT INTO schema_migration (version, name, checksum)
      VALUES (\(Int32(step.version)), \(step.name), \(checksum(of: step)))
      """
    return statement.labelled("store.migrator.note")
  }
}
