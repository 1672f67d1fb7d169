import Indicators
import Procedures
import StatsHTTP
import Store

extension Readings {
  /// The plans that are asked for, each with its goals, all by one state of the records; with the
  /// version of it, nil where an instant is asked for at which no goal has a figure.
  func goals(
    _ request: GoalsRequest
  ) async throws -> (judged: [(plan: Plan, reports: [GoalReport])], version: DataVersion?) {
    let day = try day(request.on, known: request.known)
    let newest = try await newest(unless: request.known)
    let known = request.known ?? newest?.known
    let figures = figures
    let store = GoalStore(
      pool: pool, authority: authority, figures: figures,
      basketAnswer: { try await figures.answer($0, on: $1, basket: $2, known: $3) })
    let plans =
      request.plan == "all"
      ? try await store.plans(known: known)
      : [try await store.plan(request.plan, on: day, known: known)]
    var judged: [(plan: Plan, reports: [GoalReport])] = []
    for plan in plans {
      var question = GoalQuestion(plan: plan, day: day)
      question.known = request.known
      question.newest = newest
      question.filters = request.filters
      question.basket = request.basket
      question.since = request.since
      judged.append((plan, try await store.reports(question)))
    }
    let version =
      newest?.version
      ?? judged.lazy.flatMap(\.reports).compactMap(\.figure)
      .max { $0.dataVersion < $1.dataVersion }.map(DataVersion.init(newestOf:))
    return (judged, version)
  }

  /// The newest state of the records, by which everything of one answer is asked; nil where the
  /// question names an instant itself.
  private func newest(unless known: Instant?) async throws -> NewestState? {
    known == nil ? try await figures.newest() : nil
  }

  /// The plan of that id, or without one the authority's own plan of the day.
  func plan(_ id: String?, on day: CalendarDay, known: Instant?) async throws -> Plan {
    try await GoalStore(pool: pool, authority: authority, figures: figures)
      .plan(id, on: day, known: known)
  }

  /// The tasks of a plan with their reports, and the number of the newest version that they are of;
  /// nil where an instant is asked for.
  func tasks(
    _ request: TasksRequest
  ) async throws -> (standings: [TaskStanding], version: Int64?) {
    let day = try day(request.on, known: request.known)
    let newest = try await newest(unless: request.known)
    let known = request.known ?? newest?.known
    let plan = try await plan(request.plan, on: day, known: known)
    let reports = try await TaskRegister(pool: pool, authority: authority).reports(
      plan: plan.id, known: known)
    return (
      plan.tasks.map { TaskStanding($0, reports[$0.reference]?.report, on: day) },
      newest?.version.number
    )
  }

  /// The index of that id. Throws ``NotFound`` with the ids that there are.
  private func index(_ id: String, known: Instant?) async throws -> ScoreIndex {
    let all = try await AdoptionRegister(pool: pool, authority: authority).indexes(known: known)
      .map(\.value)
    guard let index = all.first(where: { $0.id == id }) else {
      throw NotFound(.index, id, instead: all.map(\.id))
    }
    return index
  }

  /// What an index gives, all by one state of the records; with the newest version, nil where
  /// an instant is asked for.
  func score(
    _ request: ScoreRequest
  ) async throws -> (answer: ScoreAnswer, version: DataVersion?) {
    let newest = try await newest(unless: request.known)
    let today = try day(nil, known: request.known)
    let period = try request.period ?? Period("\(today.components.year)")
    let scores = ScoreStore(pool: pool, authority: authority, figures: figures)
    var question = ScoreQuestion(
      index: try await index(request.index, known: request.known ?? newest?.known), day: today,
      period: period)
    question.known = request.known
    question.newest = newest
    question.scope = request.scope
    question.origin = request.origin == .facts ? .facts : .observations
    let content: ScoreAnswer.Content =
      switch request.form {
      case .score: .score(try await scores.score(question))
      case .ranking: .ranking(try await scores.ranking(question))
      case .reconciliation: .reconciliation(try await scores.reconcile(question))
      }
    let answer = ScoreAnswer(
      content, index: request.index, scope: request.scope ?? authority.code.text,
      period: period.description)
    return (answer, newest?.version)
  }
}
