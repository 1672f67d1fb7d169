internal import Indicators
internal import Procedures
internal import Reports

/// `GET /v1/goals`: whether each clause of a plan is met, why not, and what it would take.
struct GoalsRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "goals", path: "/v1/goals",
    summary: "The goals of a plan: met or not, the gap in rows, what would reach them.",
    tag: "goals",
    parameters: [
      Parameter.plan.declaration, Parameter<CalendarDay>.on.declaration,
      Parameter.known.declaration, Parameter<CalendarDay>.basket.declaration,
      Parameter<CalendarDay>.since.declaration, Parameter.format.declaration,
      Parameter.lang.declaration,
    ] + Dimension.allCases.map { Parameter.filter($0).declaration },
    answers: [
      AnswerDeclaration(
        summary: "The goals in the order of the plan.", schema: .array(of: .ref("Goal")),
        hasCSV: true)
    ], problems: Problem.Code.ofFigures, example: "/v1/goals")

  func find(_ given: GivenParameters) async throws -> Finding {
    var request = GoalsRequest()
    request.plan = try given.value(.plan)
    request.on = try given.value(Parameter<CalendarDay>.on)
    request.known = try given.value(.known)
    request.basket = try given.value(Parameter<CalendarDay>.basket)
    request.since = try given.value(Parameter<CalendarDay>.since)
    for dimension in Dimension.allCases {
      request.filters[dimension] = try given.value(.filter(dimension))
    }
    let answer = try await source.goals(request)
    return Finding(answer, isPinned: request.known != nil) { goals, format, language in
      switch format {
      case .json: GoalJSON.encode(goals, language: language)
      case .csv: GoalTable.csv(goals, language: language)
      }
    }
  }
}

extension Parameter where Value == CalendarDay {
  /// The date that trends begin on.
  fileprivate static var since: Parameter {
    day("since", "The date that trends begin on; without it the end of the quarter before.")
  }
}

extension Parameter where Value == String {
  /// The plan.
  static var plan: Parameter {
    Parameter(
      "plan", schema: .string(from: 1),
      summary: "Id of the plan, for goals also all; without it the authority's own of the day.",
      orders: Wording(vi: "hãy viết mã kế hoạch", en: "write the id of a plan")
    ) { $0 }
  }
}

extension Finding {
  /// What was found, written as the closure says. `isPinned` says that it was asked by an earlier
  /// knowledge.
  init<Value: Sendable>(
    _ answer: Dated<Value>, isPinned: Bool = false, next: String? = nil,
    write: @escaping @Sendable (Value, AnswerFormat, Language) -> [UInt8]
  ) {
    let value = answer.value
    self.init(
      dataVersion: answer.dataVersion, isPinned: isPinned, ageSeconds: answer.ageSeconds,
      goodUntil: answer.goodUntil, next: next
    ) { format, language in write(value, format, language) }
  }
}
