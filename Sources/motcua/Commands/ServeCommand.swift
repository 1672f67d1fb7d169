import ArgumentParser
import Hummingbird
import Logging
import Postgres
import ServiceLifecycle
import StatsHTTP
import Store
import UnixSignals

/// `motcua serve`: the HTTP service.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serves the figures over HTTP.")

  @Option(help: "Address to listen on; default 127.0.0.1.")
  var host: String?

  @Option(help: "Port of the figures; default 8080.")
  var port: Int?

  @Option(help: "Port of the health routes; default 8081.")
  var adminPort: Int?

  @OptionGroup var database: DatabaseOptions

  mutating func run() async throws {
    let settings = try await Settings.load()
    let host = settings.host(option: host)
    let port = try settings.port(option: port, key: "http.port", default: 8080)
    let adminPort = try settings.port(option: adminPort, key: "http.admin.port", default: 8081)
    let workspace = try await Workspace.open(
      settings, database, newcomer: .refuse, connections: 4)
    let logger = Log.logger("motcua", level: .notice)
    let source = LiveStatsSource(
      figures: FigureStore(
        pool: workspace.pool, authority: workspace.authority, tasks: PlanTaskCounts()),
      periods: ClosedPeriodRegister(pool: workspace.pool, authority: workspace.authority))
    let figures = buildApplication(
      source: source,
      configuration: StatsHTTPConfiguration(
        host: host, port: port, programVersion: Program.version), logger: logger)
    let admin = buildAdminApplication(
      source: source,
      configuration: StatsHTTPConfiguration(
        host: host, port: adminPort, programVersion: Program.version), logger: logger)
    Console.error("figures: http://\(host):\(port)/v1/stats/level4_of_all")
    Console.error("health:  http://\(host):\(adminPort)/health/ready")
    Interruption.release()
    // Shut down in reverse: requests in flight end before the pool closes under them.
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [workspace.pool, admin, figures],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }
}
