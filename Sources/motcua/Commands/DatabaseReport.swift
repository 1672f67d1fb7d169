import Cluster
import Postgres
import Store

/// What `motcua db status` says.
enum DatabaseReport {
  static func text(_ settings: Settings, _ options: DatabaseOptions) async throws -> String {
    if let url = settings.databaseURL(option: options.database) {
      let configuration = try PostgresConfiguration(url: url)
      return "database: \(configuration.redacted)\n" + (try await schema(of: configuration))
    }
    let cluster = Workspace.cluster(settings)
    switch try await cluster.status() {
    case .absent:
      return "private cluster in \(settings.home): absent; motcua db up creates it\n"
    case .stopped:
      return "private cluster in \(settings.home): stopped; motcua db up starts it\n"
    case .changing(let process):
      return "private cluster in \(settings.home): starting or stopping (process \(process))\n"
    case .running(let process, let version, let data, let sockets):
      let configuration = try PostgresConfiguration(url: cluster.connectionURL)
      return """
        private cluster in \(settings.home): running
          PostgreSQL \(version), process \(process)
          data:   \(data)
          socket: \(sockets)
          url:    \(cluster.connectionURL)

        """ + (try await schema(of: configuration))
    }
  }

  private static func schema(of configuration: PostgresConfiguration) async throws -> String {
    let pool = PostgresPool(
      configuration, size: 1,
      logger: Log.logger("motcua.postgres"))
    let state: Migrator.State
    do {
      state = try await pool.withConnection(deadline: .seconds(5)) { connection in
        try await Migrator().state(of: connection)
      }
    } catch {
      await pool.shutdown()
      throw error
    }
    await pool.shutdown()
    let needed = Migrator().steps.count
    switch state {
    case .empty: return "schema: none yet; motcua db migrate creates it\n"
    case .current: return "schema: step \(needed), current\n"
    case .older(let version):
      return "schema: step \(version), this program needs \(needed); run motcua db migrate\n"
    case .newer(let version):
      return "schema: step \(version), newer than this program (\(needed)); run the newer motcua\n"
    }
  }
}
