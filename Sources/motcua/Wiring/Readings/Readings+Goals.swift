import Indicators
import Procedures
import StatsHTTP
import Store

extension Readings {
  /// The plans that are asked for, each with its goals.
  func goals(_ request: GoalsRequest) async throws -> [(plan: Plan, reports: [GoalReport])] {
    let day = try day(request.on, known: request.known)
    let figures = figures
    let store = GoalStore(
      pool: pool, authority: authority, figures: figures,
      basketAnswer: { try await figures.answer($0, on: $1, basket: $2, known: $3) })
    let plans =
      request.plan == "all"
      ? try await store.plans(known: request.known)
      : [try await store.plan(request.plan, on: day, known: request.known)]
    var judged: [(plan: Plan, reports: [GoalReport])] = []
    for plan in plans {
      var question = GoalQuestion(plan: plan, day: day)
      question.known = request.known
      question.filters = request.filters
      question.basket = request.basket
      question.since = request.since
      judged.append((plan, try await store.reports(question)))
    }
    return judged
  }

  /// The plan of that id, or without one the authority's own plan of the day.
  func plan(_ id: String?, on day: CalendarDay, known: Instant?) async throws -> Plan {
    try await GoalStore(pool: pool, authority: authority, figures: figures)
      .plan(id, on: day, known: known)
  }

  /// The tasks of a plan with their reports.
  func tasks(_ request: TasksRequest) async throws -> [TaskStanding] {
    let day = try day(request.on, known: request.known)
    let plan = try await plan(request.plan, on: day, known: request.known)
    let reports = try await TaskRegister(pool: pool, authority: authority).reports(
      plan: plan.id, known: request.known)
    return plan.tasks.map { TaskStanding($0, reports[$0.reference]?.report, on: day) }
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

  /// What an index gives; its figures by what was known at an instant, where the question names
  /// none.
  func score(_ request: ScoreRequest, at instant: Instant? = nil) async throws -> ScoreAnswer {
    let today = try day(nil, known: request.known)
    let period = try request.period ?? Period("\(today.components.year)")
    let scores = ScoreStore(pool: pool, authority: authority, figures: figures)
    var question = ScoreQuestion(
      index: try await index(request.index, known: request.known), day: today, period: period)
    question.known = request.known ?? instant
    question.scope = request.scope
    question.origin = request.origin == .facts ? .facts : .observations
    let content: ScoreAnswer.Content =
      switch request.form {
      case .score: .score(try await scores.score(question))
      case .ranking: .ranking(try await scores.ranking(question))
      case .reconciliation: .reconciliation(try await scores.reconcile(question))
      }
    return ScoreAnswer(
      content, index: request.index, scope: request.scope ?? authority.code.text,
      period: period.description)
  }
}
