public import Indicators
public import Postgres
public import Procedures

/// Judges the goals of a plan: asks for the figures, holds them against the targets, and lists what
/// would reach them.
public struct GoalStore: Sendable {
  /// Answers queries on the basket of an earlier day: queries, the day, the day of the basket, the
  /// instant of knowledge.
  public typealias BasketAnswer =
    @Sendable ([IndicatorQuery], CalendarDay, CalendarDay, Instant) async throws ->
    [IndicatorResult]

  let pool: PostgresPool
  let authority: Authority
  let figures: FigureStore
  let basketAnswer: BasketAnswer?

  /// A judge for one authority. Without `basketAnswer` a question about a basket is refused.
  public init(
    pool: PostgresPool, authority: Authority, figures: FigureStore,
    basketAnswer: BasketAnswer? = nil
  ) {
    self.pool = pool
    self.authority = authority
    self.figures = figures
    self.basketAnswer = basketAnswer
  }

  /// The plans of the authority and the national ones, as they hold; those of the authority first.
  public func plans(known: Instant? = nil) async throws -> [Plan] {
    let all = try await AdoptionRegister(pool: pool, authority: authority).plans(known: known)
      .map(\.value)
    let own = authority.code.text
    return all.filter { $0.authority == own } + all.filter { $0.authority == nil }
  }

  /// The plan of that id, or without one the authority's own plan of the day. Throws `badRequest`
  /// with the ids that there are.
  public func plan(
    _ id: String?, on day: CalendarDay, known: Instant? = nil
  ) async throws -> Plan {
    let plans = try await plans(known: known)
    let ids = plans.map(\.id).joined(separator: ", ")
    guard let id else {
      if let plan = Plan.inForce(plans, authority: authority.code.text, on: day) { return plan }
      throw StoreError(
        .badRequest,
        """
        judge goals: authority \(authority.code) has adopted no plan of its own; import one with \
        motcua plans import FILE, or name one of \(ids)
        """,
        vi: """
          không đánh giá được mục tiêu: cơ quan \(authority.code) chưa có kế hoạch của mình; hãy \
          nhập bằng motcua plans import FILE, hoặc nêu một trong các kế hoạch \(ids)
          """)
    }
    guard let plan = plans.first(where: { $0.id == id }) else {
      throw StoreError(
        .badRequest, "judge goals: there is no plan \(id); there are \(ids)",
        vi: "không có kế hoạch \(id); có các kế hoạch \(ids)")
    }
    return plan
  }

  /// The goals of a plan in its order, each with its verdict, all by the same state of the records.
  ///
  /// Throws `IndicatorError` for filters that name what no goal knows, `StoreError.badRequest` for
  /// an instant before the records begin. Costs what the figures cost: two days of the catalog, and
  /// a pass for each list of rows.
  public func reports(_ question: GoalQuestion) async throws -> [GoalReport] {
    for (dimension, value) in question.filters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try dimension.check(value)
    }
    let (version, ages) = try await state(of: question)
    let known = question.known ?? version.recordedAt
    let (reports, observations) = try await pool.withConnection { connection in
      (
        try await TaskRegister.reports(
          plan: question.plan.id, of: authority, known: known, on: connection),
        try await ObservedRows.load(
          question.plan.goals.map(\.indicator), authority: authority.id, known: known,
          on: connection)
      )
    }
    let session = GoalSession(
      store: self, question: question, version: version, known: known,
      standings: question.plan.tasks.map {
        TaskStanding($0, reports[$0.reference]?.report, on: question.day)
      }, observations: observations)
    var all: [GoalReport] = []
    var refusal: IndicatorError?
    for goal in question.plan.goals {
      do {
        all.append(try await session.report(goal))
      } catch let error as IndicatorError where error.kind == .unknownValue {
        // An agency may be there today and not have been in the year of another goal.
        refusal = refusal ?? error
        all.append(
          GoalReport(
            plan: question.plan.id, goal: goal, day: question.day,
            verdict: .unanswered(because: .refused(error.description))))
      }
    }
    // What no goal can answer is a mistake of the question.
    if let refusal, !question.filters.isEmpty,
      !all.contains(where: { $0.tasks.isEmpty && $0.figure?.scope.holds(question.filters) == true })
    {
      throw refusal
    }
    guard let ages else { return all }
    return all.map { $0.flagged(SourceAges.flag, where: ages.makeStale) }
  }

  /// The version that answers and, where it is asked for as the newest one, the ages by which
  /// figures say that a source is stale.
  private func state(
    of question: GoalQuestion
  ) async throws -> (version: DataVersion, ages: SourceAges?) {
    guard let known = question.known else {
      if let newest = question.newest { return (newest.version, newest.ages) }
      let newest = try await figures.newest()
      return (newest.version, newest.ages)
    }
    let version = try await pool.withConnection { connection in
      try await DataVersion.current(authority: authority.id, known: known, on: connection)
    }
    guard let version else {
      throw StoreError(
        .badRequest,
        """
        judge goals by what was known at \(known): the records of authority \(authority.code) \
        begin later
        """,
        vi: """
          không đánh giá được mục tiêu theo dữ liệu ghi nhận đến \(known): dữ liệu của cơ quan \
          \(authority.code) bắt đầu muộn hơn
          """)
    }
    return (version, nil)
  }
}

extension FigureScope {
  /// Whether a figure of this scope was asked with the filters.
  fileprivate func holds(_ asked: [Dimension: String]) -> Bool {
    asked.keys.contains { $0 == .agency ? agency != nil : filters[$0] != nil }
  }
}
