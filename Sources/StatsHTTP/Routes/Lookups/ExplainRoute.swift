internal import Indicators
internal import Procedures
internal import Reports

/// `GET /v1/explain/{indicator}`: the rows behind a figure, paged.
struct ExplainRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "explain", path: "/v1/explain/{indicator}",
    summary: "The definition and the rows behind a figure: as many of each kind as it counts.",
    tag: "figures",
    parameters: [
      Parameter.indicator.declaration, Parameter.rows.declaration,
      Parameter<CalendarDay>.on.declaration, Parameter.known.declaration,
      Parameter.period.declaration, Parameter.calendar.declaration, Parameter.rules.declaration,
      Parameter.count.declaration, Parameter.limit(10_000, default: 1000).declaration,
      Parameter.cursor.declaration, Parameter.definition.declaration,
      Parameter.format.declaration, Parameter.lang.declaration,
    ] + Dimension.allCases.map { Parameter.filter($0).declaration },
    answers: [
      AnswerDeclaration(
        summary: "The figure with a page of its rows.", schema: .ref("Explanation"), hasCSV: true)
    ],
    problems: Problem.Code.ofFigures + [
      .badCursor, .conflictingParameters, .definitionGone, .notExplainable,
    ], example: "/v1/explain/level4_of_all?limit=2")

  func find(_ given: GivenParameters) async throws -> Finding {
    let indicator = try given.required(.indicator)
    try given.value(.definition)?.check(indicator.id)
    guard indicator.listsRows else { throw Self.notExplainable(indicator) }
    var request = try request(indicator, given)
    if let text = try given.value(.cursor) {
      let cursor = try RowsCursor(text)
      guard (request.on ?? cursor.day) == cursor.day,
        (request.known ?? cursor.known) == cursor.known
      else { throw Problem(BadCursor("the cursor belongs to another date or instant")) }
      request.on = request.query.period == nil ? cursor.day : nil
      request.known = cursor.known
      request.cursor = cursor.inner
    }
    let answer = try await source.explain(request)
    let figure = answer.value.figure
    let next = answer.value.cursor.map { inner in
      RowsCursor(known: figure.knownOn, day: figure.validOn, inner: inner).text
    }
    let page = answer.value.with(cursor: next)
    let isPinned = request.known != nil || figure.flags.contains("closed")
    return Finding(answer, isPinned: isPinned, next: next) { _, format, language in
      switch format {
      case .json: ExplanationJSON.encode(page, indicator: indicator, language: language)
      case .csv: ExplanationTable.csv(page)
      }
    }
  }

  private func request(
    _ indicator: Indicator, _ given: GivenParameters
  ) throws -> RowsRequest {
    let calendar = try given.value(.calendar) ?? .civil
    let period = try given.value(.period).map { try Period($0, calendar: calendar) }
    let on = try given.value(Parameter<CalendarDay>.on)
    if period != nil, on != nil {
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
      indicator: indicator.id, count: try given.value(.count), filters: filters, period: period,
      calendar: calendar, rules: try given.value(.rules) ?? .canonical)
    _ = try Indicator.asked(by: query)
    var request = RowsRequest(
      query: query, limit: try given.value(.limit(10_000, default: 1000)) ?? 1000)
    request.on = on
    request.known = try given.value(.known)
    request.rows = try given.value(.rows)
    return request
  }

  private static func notExplainable(_ indicator: Indicator) -> Problem {
    let id = indicator.id
    let by = indicator.fact.dimensions.map(\.rawValue).sorted().first.map { "?by=\($0)" } ?? ""
    return Problem(
      .notExplainable,
      Wording(
        vi: "không liệt kê được các dòng của \(id); /v1/stats/\(id)\(by) cho các phần của nó",
        en: "the rows behind \(id) cannot be listed; /v1/stats/\(id)\(by) shows its parts"))
  }
}

extension Parameter where Value == RowKind {
  fileprivate static var rows: Parameter {
    choice("rows", summary: "Only rows of one kind; without it every kind.")
  }
}

/// Where a page of rows ended: the instant of knowledge and the day of the first page, so that all
/// pages list one state, and the cursor of the rows, which holds a mark of the question.
struct RowsCursor: Sendable, Hashable {
  let known: Instant
  let day: CalendarDay
  let inner: String

  init(known: Instant, day: CalendarDay, inner: String) {
    self.known = known
    self.day = day
    self.inner = inner
  }

  /// Reads a cursor; throws `bad_cursor` for a text that is none.
  init(_ text: String) throws(Problem) {
    let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let known = Int64(parts[0], radix: 36),
      let day = Int32(parts[1], radix: 36), CalendarDay.recorded.contains(day),
      RowsCursor.recorded.contains(known)
    else {
      throw Problem(BadCursor("\"\(text.prefix(80))\" is no cursor of a page of rows"))
    }
    self.init(
      known: Instant(microsecondsSince2000: known), day: CalendarDay(daysSince2000: day),
      inner: String(parts[2]))
  }

  var text: String {
    let known = String(known.microsecondsSince2000, radix: 36)
    return "\(known)_\(String(day.daysSince2000, radix: 36))_\(inner)"
  }

  /// Instants that databases can hold: the years 2000 to 9999.
  static let recorded: ClosedRange<Int64> = 0...252_455_616_000_000_000
}

extension CalendarDay {
  /// Days of the years 1900 to 9999, in days since 2000.
  static let recorded: ClosedRange<Int32> = -36_524...2_921_939
}
