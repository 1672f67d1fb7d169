import Hummingbird
import Logging
import Postgres
import StatsHTTP
import Store

/// The HTTP service on an opened database: everything that its two ports are made of.
struct LiveService {
  let source: LiveStatsSource
  let intake: LiveIntake
  /// What keeps the memory of answers true.
  let watch: VersionWatch
  /// What tells listeners of new data versions.
  let feed: VersionFeed
  private let workspace: Workspace
  private let answers: AnswerStore
  private let metrics = ServiceMetrics()
  private let counts = FrontCounts()
  private let logger: Logger

  init(_ workspace: Workspace, logger: Logger) throws {
    let answers = AnswerStore(wall: { SystemClock.now })
    let figures = FigureStore(
      pool: workspace.pool, authority: workspace.authority, tasks: PlanTaskCounts())
    let source = LiveStatsSource(
      pool: workspace.pool, authority: workspace.authority, figures: figures,
      isGone: { answers.isGone })
    let feed = VersionFeed(logger: logger) { version, limit in
      try await source.versions(after: version, limit: limit)
    }
    watch = VersionWatch(
      configuration: workspace.pool.configuration, authority: workspace.authority, logger: logger
    ) { [metrics] report in
      switch report {
      case .granted(let state, let end):
        if answers.isGone { metrics.watchReconnected() }
        let (version, run) = (state.version, state.run)
        // Answers that come from memory ask the store of figures nothing.
        figures.confirm(version, at: .now)
        answers.grant(
          ServedState(version: version.number, recordedAt: version.recordedAt, run: run),
          until: end)
        feed.note(version.number)
      case .moving: answers.revoke(.moving)
      case .gone: answers.revoke(.gone)
      }
    }
    intake = try LiveIntake(workspace, logger: logger)
    self.workspace = workspace
    self.logger = logger
    self.answers = answers
    self.source = source
    self.feed = feed
  }

  /// The public port.
  func application(
    host: String, port: Int, security: TransportSecurity?
  ) throws -> some ApplicationProtocol {
    let settings = workspace.settings
    var configuration = StatsHTTPConfiguration(
      host: host, port: port, programVersion: Program.version)
    configuration.bodyLimit = try settings.bodyLimit()
    configuration.origins = try settings.origins()
    let access = AccessRules(
      authority: LiveTokens(
        register: TokenRegister(pool: workspace.pool, authority: workspace.authority)),
      readingNeedsToken: try settings.readingNeedsToken(),
      trustedProxies: settings.trustedProxies())
    let limits = try settings.connectionLimits(openFiles: OpenFiles.raiseLimit())
    let front = Front(
      answers: answers, numbers: RequestNumbers(prefix: UInt64.random(in: .min ... .max)),
      limits: limits, counts: counts, repeats: !access.readingNeedsToken, wall: { SystemClock.now })
    return buildApplication(
      source: source, answers: answers, access: access, intake: intake, feed: feed,
      counters: metrics.requests, front: front, security: security, configuration: configuration,
      logger: logger)
  }

  /// The admin port.
  func adminApplication(host: String, port: Int) -> some ApplicationProtocol {
    buildAdminApplication(
      source: source,
      configuration: StatsHTTPConfiguration(
        host: host, port: port, programVersion: Program.version),
      metrics: metrics.text(
        source: source, book: RunBook(pool: workspace.pool, authority: workspace.authority),
        pool: workspace.pool, answers: answers, feed: feed, front: counts), logger: logger)
  }
}
