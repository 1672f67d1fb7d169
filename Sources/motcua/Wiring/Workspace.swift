import Cluster
import Glibc
import Postgres
import Procedures
import Store

/// An opened database: found or started, at the program's schema, with its authority.
struct Workspace: Sendable {
  let settings: Settings
  let pool: PostgresPool
  let authority: Authority

  /// Whether a command may enter an authority that the database does not have yet.
  enum Newcomer {
    case enter
    case refuse
  }

  /// Opens the database, runs the body and closes it.
  static func with<Result: Sendable>(
    _ options: DatabaseOptions, newcomer: Newcomer = .refuse, connections: Int = 2,
    _ body: (Workspace) async throws -> Result
  ) async throws -> Result {
    let settings = try Settings.load()
    let workspace = try await open(
      settings, options, newcomer: newcomer, connections: connections)
    do {
      let result = try await body(workspace)
      await workspace.pool.shutdown()
      return result
    } catch {
      await workspace.pool.shutdown()
      throw error
    }
  }

  /// Opens the database. The caller shuts the pool down. `connectTimeout` is shorter for who cannot
  /// wait for a server that does not answer.
  static func open(
    _ settings: Settings, _ options: DatabaseOptions, newcomer: Newcomer, connections: Int,
    connectTimeout: Duration? = nil
  ) async throws -> Workspace {
    let code = try settings.authority(option: options.authority)
    var configuration = try await configuration(settings, options)
    if let connectTimeout { configuration.connectTimeout = connectTimeout }
    let pool = PostgresPool(
      configuration, size: connections, logger: Log.logger("motcua.postgres"))
    do {
      let authority = try await pool.withConnection { connection in
        try await prepare(connection, code: code, newcomer: newcomer)
      }
      return Workspace(settings: settings, pool: pool, authority: authority)
    } catch {
      await pool.shutdown()
      throw error
    }
  }

  /// Where the database is; starts the private cluster where none was named.
  static func configuration(
    _ settings: Settings, _ options: DatabaseOptions
  ) async throws -> PostgresConfiguration {
    if let url = settings.databaseURL(option: options.database) {
      return try PostgresConfiguration(url: url)
    }
    let cluster = cluster(settings)
    try await cluster.up()
    return try PostgresConfiguration(url: cluster.connectionURL)
  }

  /// The private cluster of these settings.
  static func cluster(_ settings: Settings) -> PrivateCluster {
    PrivateCluster(
      home: settings.home, searchPath: settings.searchPath, effectiveUserID: geteuid())
  }

  /// A new database is migrated and gets its authority; an older schema is refused.
  private static func prepare(
    _ connection: borrowing PostgresConnection, code: AgencyCode, newcomer: Newcomer
  ) async throws -> Authority {
    let migrator = Migrator()
    let state = try await migrator.settledState(of: connection)
    if state == .empty {
      _ = try await migrator.migrate(connection)
      return try await Authority.ensure(code, on: connection)
    }
    try migrator.requireCurrent(state)
    // Another command may have migrated the new database just now and not entered it yet.
    if try await Authority.isFirst(on: connection) {
      return try await Authority.ensure(code, on: connection)
    }
    if let authority = try await Authority.find(code, on: connection) { return authority }
    guard case .enter = newcomer else {
      throw UsageError(
        description: """
          the database has no authority \(code); choose another with --authority, or sync the \
          agencies of \(code) first
          """)
    }
    return try await Authority.ensure(code, on: connection)
  }
}
