import ArgumentParser
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// `motcua serve`: the HTTP service.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serves the figures over HTTP.")

  @Option(help: "Address to listen on; default 127.0.0.1.")
  var host: String?

  @Option(help: "Port of the figures; default 8080.")
  var port: Int?

  @Option(help: "Address of the health routes and metrics; default 127.0.0.1.")
  var adminHost: String?

  @Option(help: "Port of the health routes and metrics; default 8081.")
  var adminPort: Int?

  @OptionGroup var database: DatabaseOptions

  mutating func run() async throws {
    // Before the first use: a loop for each processor that the process may use, not for each that
    // the machine has.
    NIOSingletons.groupLoopCountSuggestion = Processors.usable
    let settings = try Settings.load()
    let host = settings.host(option: host, key: "http.host")
    // What is for the operator alone is not opened with the figures.
    let adminHost = settings.host(option: adminHost, key: "http.admin.host")
    let port = try settings.port(option: port, key: "http.port", default: 8080)
    let adminPort = try settings.port(option: adminPort, key: "http.admin.port", default: 8081)
    let security = try settings.transportSecurity()
    let workspace = try await Workspace.open(
      settings, database, newcomer: .refuse, connections: 6, connectTimeout: .seconds(1))
    let logger = Log.logger("motcua", level: .notice)
    let live = try LiveService(workspace, logger: logger)
    let figures = try live.application(host: host, port: port, security: security)
    let admin = live.adminApplication(host: adminHost, port: adminPort)
    let scheme = security == nil ? "http" : "https"
    Console.error("figures: \(scheme)://\(host):\(port)/v1/stats/level4_of_all")
    Console.error("health:  http://\(adminHost):\(adminPort)/health/ready")
    Interruption.release()
    // Shut down in reverse: requests in flight end before the pool closes under them.
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [workspace.pool, live.watch, live.intake, admin, figures, live.feed],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
  }
}
