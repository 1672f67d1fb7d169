internal import Indicators
internal import Procedures
internal import Reports

/// `GET /v1/stats/{indicator}`: one figure, and its parts where a split is asked for.
struct StatsRoute<Source: StatsSource>: ReadRoute {
  let source: Source
  /// An answer of more groups is refused.
  let largestSplit: Int

  let endpoint = Endpoint(
    id: "stats", path: "/v1/stats/{indicator}",
    summary: "One indicator: numerator, denominator and what is not known, split where asked.",
    tag: "figures",
    parameters: [
      Parameter.indicator.declaration, Parameter.by.declaration,
      Parameter<CalendarDay>.on.declaration, Parameter.known.declaration,
      Parameter.period.declaration, Parameter<CalendarDay>.compare.declaration,
      Parameter.calendar.declaration, Parameter.rules.declaration, Parameter.count.declaration,
      Parameter.tree.declaration, Parameter<CalendarDay>.basket.declaration,
      Parameter.definition.declaration, Parameter.format.declaration, Parameter.lang.declaration,
    ] + Dimension.allCases.map { Parameter.filter($0).declaration },
    answers: [
      AnswerDeclaration(
        summary: "The figure with its receipt.", schema: .ref("Figure"), hasCSV: true)
    ],
    problems: Problem.Code.ofFigures + [.conflictingParameters, .definitionGone, .tooManyGroups],
    example: "/v1/stats/level4_of_all")

  func find(_ given: GivenParameters) async throws -> Finding {
    let request = try request(given)
    let answer = try await source.answer(request)
    guard answer.result.groups.count <= largestSplit else {
      throw tooMany(answer.result, in: request.query)
    }
    return Finding(
      dataVersion: answer.result.figure.dataVersion,
      // A closed period answers by what was known when it was closed.
      isPinned: request.known != nil || answer.result.figure.flags.contains("closed"),
      ageSeconds: answer.ageSeconds, goodUntil: answer.goodUntil
    ) { format, language in
      switch format {
      case .json: FigureJSON.encode([answer.result], language: language)
      case .csv: FigureCSV.encode([answer.result], language: language)
      }
    }
  }

  private func request(_ given: GivenParameters) throws -> StatsRequest {
    let indicator = try given.required(.indicator)
    try given.value(.definition)?.check(indicator.id)
    let calendar = try given.value(.calendar) ?? .civil
    let period = try given.value(.period).map { try Period($0, calendar: calendar) }
    let on = try given.value(Parameter<CalendarDay>.on)
    if period != nil && on != nil {
      throw Problem(
        .conflictingParameters,
        Wording(
          vi: "\"on\" và \"period\" cùng nói về thời điểm; chỉ dùng một trong hai",
          en: "\"on\" and \"period\" both say for when; give one of them"))
    }
    var filters: [Dimension: String] = [:]
    for dimension in Dimension.allCases {
      filters[dimension] = try given.value(.filter(dimension))
    }
    let query = IndicatorQuery(
      indicator: indicator.id, count: try given.value(.count), filters: filters,
      by: try given.value(.by), period: period, calendar: calendar,
      rules: try given.value(.rules) ?? .canonical)
    _ = try Indicator.asked(by: query)
    return StatsRequest(
      query: query, on: on, known: try given.value(.known), period: period,
      tree: try given.value(.tree) ?? .then,
      compare: try given.value(Parameter<CalendarDay>.compare),
      basket: try given.value(Parameter<CalendarDay>.basket))
  }

  private func tooMany(_ result: IndicatorResult, in query: IndicatorQuery) -> Problem {
    let (count, by) = (result.groups.count, query.by?.rawValue ?? "")
    return Problem(
      .tooManyGroups,
      Wording(
        vi: "tách theo \(by) cho \(count) nhóm, tối đa \(largestSplit); hãy lọc bớt, ví dụ theo "
          + "cơ quan hoặc lĩnh vực",
        en: "the split by \(by) has \(count) groups, at most \(largestSplit) are answered; filter, "
          + "for example by agency or field"))
  }
}
