import Indicators
import Procedures
import Reports
import StatsHTTP

extension FakeSource {
  func goals(_ request: GoalsRequest) async throws -> Dated<[GoalReport]> {
    try await reply(to: request, Samples.goals)
  }

  func tasks(_ request: TasksRequest) async throws -> Dated<[TaskStanding]> {
    try await reply(to: request, Samples.tasks, version: nil)
  }

  func score(_ request: ScoreRequest) async throws -> Dated<ScoreAnswer> {
    guard request.index == "qd-766" else {
      throw NotFound(.index, request.index, instead: ["qd-766"])
    }
    return try await reply(to: request, Samples.score(request.form))
  }

  func explain(_ request: RowsRequest) async throws -> Dated<Explanation> {
    if let cursor = request.cursor, cursor != "7-2-00" { throw BadCursor("\(cursor) is no cursor") }
    return try await reply(to: request, Samples.explanation(isLast: request.cursor != nil))
  }

  func procedures(_ request: CatalogRequest) async throws -> Dated<Listed<ProcedureRecord>> {
    let catalog = Samples.catalog
    let records = try CatalogEvaluator(catalog).procedures(request.filters).map {
      ProcedureRecord($0, in: catalog)
    }
    return try await reply(to: request, Samples.page(of: records, request))
  }

  func procedure(_ request: ProcedureRequest) async throws -> Dated<ProcedureCard> {
    switch Samples.catalog.finding(of: request.code) {
    case .inForce(let position):
      return try await reply(
        to: request, ProcedureCard(position: position, in: Samples.catalog))
    case .replaced(let code, let position):
      return try await reply(
        to: request,
        ProcedureCard(position: position, in: Samples.catalog, replacing: code.text))
    case .missing(let code, let successors):
      throw NotFound(.procedure, code.text, instead: successors.map(\.text))
    }
  }

  func history(_ request: ProcedureRequest) async throws -> Dated<[HistoryRecord]> {
    guard request.code == "1.004194" else { throw NotFound(.history, request.code) }
    return try await reply(to: request, [Samples.history], version: nil)
  }

  func agencies(_ request: CatalogRequest) async throws -> Dated<Listed<AgencyRecord>> {
    try await reply(to: request, Samples.page(of: AgencyRecord.all(in: Samples.catalog), request))
  }

  func runs(_ request: RunsRequest) async throws -> Dated<RunList> {
    let runs = Samples.runs.filter { ($0.run ?? 0) < request.before ?? .max }
    var page = Array(runs.prefix(request.limit))
    let last = page.last?.run
    if request.state?.hasEnded == false {
      for position in page.indices { page[position].run = nil }
    }
    return try await reply(
      to: request,
      RunList(
        page, total: Samples.runs.count, hasMore: runs.count > request.limit, last: last))
  }

  func run(_ request: RunRequest) async throws -> Dated<RunDetail> {
    guard let run = Samples.runs.first(where: { $0.run == request.run }) else {
      throw NotFound(.run, "\(request.run)")
    }
    let held = Samples.held.dropFirst(request.offset).prefix(request.limit)
    return try await reply(to: request, RunDetail(run, held: Array(held)))
  }

  func freshness() async throws -> Dated<[FreshnessRecord]> {
    try await reply(to: "freshness", Samples.sources, version: nil)
  }
}
