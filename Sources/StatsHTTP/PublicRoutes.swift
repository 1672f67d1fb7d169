internal import Hummingbird

/// What the public port answers, put together.
struct PublicRoutes<Source: StatsSource> {
  let source: Source
  let answers: AnswerStore
  let configuration: StatsHTTPConfiguration
  /// Who may use what.
  var access = AccessCheck(AccessRules())
  /// Where posted sources go; nil for a service that only reads.
  var intake: (any IntakeSource)?
  /// What tells listeners of new data versions; without it there is no stream.
  var feed: VersionFeed?
  /// What counts the answers of the routes.
  var counters: RequestCounters?

  /// The router of the public port.
  func router() -> Router<ServiceContext> {
    let services = services()
    let router = Router(context: ServiceContext.self)
    if let counters {
      router.add(middleware: CountingMiddleware(counters, endpoints: services.endpoints))
    }
    router.add(middleware: BrowserMiddleware(origins: configuration.origins))
    router.add(middleware: ProblemMiddleware(routes: services))
    services.install(on: router)
    return router
  }

  /// The endpoints of the public port.
  func services() -> ServiceRoutes {
    var services = ServiceRoutes()
    let responder = ReadResponder(answers: answers, timeout: configuration.answerTimeout)
    for route in reading { add(route, to: &services, responder) }
    if let intake { add(intake, to: &services) }
    RobotsRoute().add(to: &services)
    if let feed { add(EventsRoute(source: source, feed: feed), to: &services) }
    let document = OpenAPIDocument(
      endpoints: services.endpoints + [OpenAPIRoute.declaration],
      components: Self.components + FrontDoor.components
        + (intake == nil ? [] : PostedDocument.components),
      programVersion: configuration.programVersion,
      readingNeedsToken: access.readingNeedsToken)
    let answers = answers
    let route = OpenAPIRoute(
      document: document, routes: reading, now: { answers.now },
      patience: configuration.answerTimeout / 2)
    add(route, to: &services, responder)
    return services
  }

  private var reading: [any ReadRoute] {
    [
      FrontDoor(programVersion: configuration.programVersion),
      IndicatorsRoute(),
      StatsRoute(source: source, largestSplit: configuration.largestSplit),
      ExplainRoute(source: source), GoalsRoute(source: source), ScoresRoute(source: source),
      TasksRoute(source: source), ProceduresRoute(source: source),
      ProcedureRoute(source: source), HistoryRoute(source: source),
      AgenciesRoute(source: source), RunsRoute(source: source), RunRoute(source: source),
      FreshnessRoute(source: source),
    ]
  }

  /// What the answers are made of, by name.
  static var components: [(String, JSONSchema)] {
    FigureSchemas.components + GoalSchemas.components + ScoreSchemas.components
      + ExplanationSchemas.components + LookupSchemas.components
  }

  private func add(
    _ route: some ReadRoute, to services: inout ServiceRoutes, _ responder: ReadResponder
  ) {
    services.add(route.endpoint) { request, context in
      _ = try await access.admit(route.endpoint.access, request, context)
      return try await responder.answer(route, request, context)
    }
  }

  private func add(_ events: EventsRoute<Source>, to services: inout ServiceRoutes) {
    services.add(EventsRoute<Source>.endpoint) { request, context in
      _ = try await access.admit(EventsRoute<Source>.endpoint.access, request, context)
      return try await events.answer(request)
    }
  }

  private func add(_ intake: some IntakeSource, to services: inout ServiceRoutes) {
    WriteResponder(
      source: intake, access: access, bytes: PostedBytes(limit: configuration.bodyLimit)
    ).add(to: &services)
  }
}
