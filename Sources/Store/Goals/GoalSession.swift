import Indicators
import Procedures

/// Judges goals on one state of the records.
struct GoalSession {
  let store: GoalStore
  let question: GoalQuestion
  let version: DataVersion
  /// All figures are asked by this instant, so that a run that ends meanwhile changes none.
  let known: Instant
  let standings: [TaskStanding]
  let observations: [Observation]

  func report(_ goal: Goal) async throws -> GoalReport {
    switch goal.measure {
    case .tasks(let references):
      let own = standings.filter { references.contains($0.task.reference) }
      var report = GoalReport(
        plan: question.plan.id, goal: goal, day: question.day,
        verdict: goal.verdict(on: question.day, tasks: own))
      report.tasks = own
      report.figure = tasksFigure(own)
      report.beside = try await beside(goal)
      return report
    case .observation:
      let missing = filters(of: goal).keys.filter { $0 != .agency }
      return try await share(goal, missing: missing.map(\.rawValue).sorted()) { period, day in
        observed(goal.indicator, period: period, on: day)
      }
    case .indicator(TaskCounts.indicator):
      let annex = standings.filter(\.task.isInAnnex)
      return try await share(goal, missing: []) { _, day in
        day == question.day ? tasksFigure(annex) : nil
      }
    case .indicator(let id):
      let dimensions = try Indicator.named(id).fact.dimensions
      let missing = filters(of: goal).keys.filter { !dimensions.contains($0) }
      return try await share(goal, missing: missing.map(\.rawValue).sorted()) { period, day in
        try await figure(id, goal, period: period, on: day)
      }
    }
  }

  private func share(
    _ goal: Goal, missing: [String],
    _ figure: (Period?, CalendarDay) async throws -> IndicatorFigure?
  ) async throws -> GoalReport {
    let day = question.day
    guard missing.isEmpty else {
      return GoalReport(
        plan: question.plan.id, goal: goal, day: day,
        verdict: GoalVerdict.unanswered(because: .notSplit(missing)))
    }
    let period = try goal.period(on: day)
    if let period, day < period.first {
      return GoalReport(
        plan: question.plan.id, goal: goal, day: day, verdict: goal.verdict(on: day, figure: nil))
    }
    let now = try await figure(period, day)
    var baseline: IndicatorFigure?
    if let before = goal.rule.baseline {
      baseline = try await existing { try await figure(before, min(day, before.last)) }
    }
    let verdict = goal.verdict(
      on: day, figure: now, baseline: baseline,
      earlier: try await earlier(goal, period, now, figure))
    var report = GoalReport(plan: question.plan.id, goal: goal, day: day, verdict: verdict)
    report.figure = now
    report.baseline = baseline
    report.beside = try await beside(goal)
    if question.listsRows, let rows = verdict.shortBy, rows > 0 {
      report.shortestList = ShortestList.pick(try await missingRows(goal), count: rows)
    }
    return report
  }

  /// The figure that a trend begins with; nil where there is none to compare with.
  private func earlier(
    _ goal: Goal, _ period: Period?, _ now: IndicatorFigure?,
    _ figure: (Period?, CalendarDay) async throws -> IndicatorFigure?
  ) async throws -> (day: CalendarDay, figure: IndicatorFigure)? {
    let day = question.trendDay
    guard now?.share != nil, day < question.day,
      period.map({ $0.first <= day && day < $0.last }) ?? true,
      basket(of: goal).map({ $0 <= day }) ?? true
    else { return nil }
    return try await existing { try await figure(period, day) }.map { (day, $0) }
  }

  /// A figure that a goal can do without: nil where what is asked for, an agency say, does not
  /// exist on its days.
  private func existing(
    _ figure: () async throws -> IndicatorFigure?
  ) async throws -> IndicatorFigure? {
    do {
      return try await figure()
    } catch let error as IndicatorError where error.kind == .unknownValue {
      return nil
    }
  }

  private func filters(of goal: Goal) -> [Dimension: String] {
    question.filters.merging(goal.filters) { _, own in own }
  }

  private func basket(of goal: Goal) -> CalendarDay? {
    guard case .indicator(let id) = goal.measure,
      Indicator.all.first(where: { $0.id == id })?.fact == .catalog
    else { return nil }
    return question.basket ?? goal.basket
  }

  private func figure(
    _ id: String, _ goal: Goal, period: Period?, on day: CalendarDay
  ) async throws -> IndicatorFigure? {
    let query = IndicatorQuery(
      indicator: id, count: goal.count, filters: filters(of: goal), period: period)
    guard let basket = basket(of: goal) else {
      return try await store.figures.answer([query], on: day, known: known).first?.figure
    }
    guard let answer = store.basketAnswer else {
      throw StoreError(
        .badRequest,
        "judge goals on the basket of \(basket): this surface cannot; leave the basket out",
        vi: "ở đây không đánh giá được mục tiêu trên mẫu số giữ nguyên như ngày \(basket); "
          + "hãy bỏ basket")
    }
    return try await answer([query], day, basket, known).first?.figure
  }

  private func beside(_ goal: Goal) async throws -> [IndicatorFigure] {
    var all: [IndicatorFigure] = []
    for id in goal.beside {
      let indicator = try Indicator.named(id)
      let filters = filters(of: goal).filter { indicator.fact.dimensions.contains($0.key) }
      let period = indicator.fact == .catalog ? nil : try goal.period(on: question.day)
      let query = IndicatorQuery(indicator: id, filters: filters, period: period)
      let figure = try await existing {
        try await store.figures.answer([query], on: question.day, known: known).first?.figure
      }
      if let figure { all.append(figure) }
    }
    return all
  }

  private func tasksFigure(_ own: [TaskStanding]) -> IndicatorFigure {
    TaskCounts.figure(
      own, on: question.day, authority: store.authority.code.text, knownOn: known,
      dataVersion: version.number)
  }

  /// The observation of the authority itself, or of the scope that is asked for: of the period, or
  /// of the latest one that has begun; of several sources the first by name.
  private func observed(
    _ id: String, period: Period?, on day: CalendarDay
  ) -> IndicatorFigure? {
    let scope = question.filters[.agency] ?? store.authority.code.text
    let own = observations.filter { observation in
      observation.indicator == id
        && (observation.scope == scope || AgencyCode(observation.scope)?.text == scope)
    }
    let text =
      period?.description
      ?? own.compactMap { try? Period($0.period) }.filter { $0.first <= day }
      .max { ($0.last, $0.first) < ($1.last, $1.first) }?.description
    guard let found = own.first(where: { $0.period == text }), let fact = ScoreFact(found) else {
      return nil
    }
    return IndicatorFigure(
      indicator: id, version: 1, count: .responses,
      scope: FigureScope(
        authority: store.authority.code.text, agency: question.filters[.agency], filters: [:]),
      period: found.period, validOn: day, knownOn: known,
      tally: Tally(
        numerator: min(fact.numerator, fact.denominator), denominator: fact.denominator,
        unknown: 0, held: 0, excluded: 0, inScope: fact.denominator),
      dataVersion: version.number,
      flags: (found.numerator == nil ? ["observed_value"] : []) + ["source=\(found.source)"])
  }

  /// Missing rows of a goal on the catalog, with the changes that each needs.
  private func missingRows(_ goal: Goal) async throws -> [ShortestList.Candidate] {
    guard case .indicator(let id) = goal.measure, basket(of: goal) == nil else { return [] }
    let indicator = try Indicator.named(id)
    guard indicator.fact == .catalog, indicator.usage == nil else { return [] }
    let snapshot = try await store.figures.catalog(on: question.day, known: known)
    let rows = try CatalogEvaluator(snapshot).rows(
      IndicatorQuery(indicator: id, count: goal.count, filters: filters(of: goal)), kind: .missing)
    return rows.compactMap { row in
      guard let position = row.procedure else { return nil }
      let procedure = snapshot.procedures[position]
      return ShortestList.Candidate(
        procedure: procedure.code.text,
        agency: row.agency.map { snapshot.agencies.nodes[$0].code.text },
        changes: row.levels.map { Self.steps(to: $0.highest, indicator) } ?? 1,
        name: procedure.name)
    }
  }

  /// How many levels the offering that is nearest has to climb; 1 where levels do not decide. One
  /// offering that counts is enough for its procedure.
  private static func steps(to level: LevelKey, _ indicator: Indicator) -> Int {
    guard indicator.reads.contains(.level) else { return 1 }
    switch level {
    case .full, .partial: return 1
    case .info: return 2
    case .none, .unknown: return 3
    }
  }
}

extension ScoreFact {
  /// The counts that were observed, or those of the exact decimal; nil where neither can be read.
  init?(_ observation: Observation) {
    if let numerator = observation.numerator, let denominator = observation.denominator {
      self.init(
        indicator: observation.indicator, numerator: Int(numerator),
        denominator: Int(denominator), source: observation.source)
      return
    }
    guard let value = observation.value else { return nil }
    self.init(indicator: observation.indicator, percent: value, source: observation.source)
  }
}
