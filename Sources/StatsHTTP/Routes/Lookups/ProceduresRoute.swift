internal import Indicators
internal import Procedures
internal import Reports

/// `GET /v1/procedures`: the procedures in force, as figures count them.
struct ProceduresRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  private static var dimensions: [Dimension] { [.agency, .field, .level, .tier] }

  let endpoint = Endpoint(
    id: "listProcedures", path: "/v1/procedures",
    summary: "The procedures in force, as many as a figure with the same filters counts over.",
    tag: "lookups",
    parameters: CatalogPage.parameters + Self.dimensions.map { Parameter.filter($0).declaration },
    answers: [
      AnswerDeclaration(
        summary: "A page, by code.", schema: .ref("ProcedurePage"), hasCSV: true)
    ], problems: [.badCursor, .unknownValue], example: "/v1/procedures?limit=2")

  func find(_ given: GivenParameters) async throws -> Finding {
    let page = try CatalogPage(given, of: endpoint.id, filters: Self.dimensions)
    let answer = try await source.procedures(page.request)
    return page.finding(answer) { LookupRows($0) }
  }
}

/// `GET /v1/procedures/{code}`: one procedure with its offerings.
struct ProcedureRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "procedure", path: "/v1/procedures/{code}",
    summary: "Who offers a procedure, at which level, with which attributes.", tag: "lookups",
    parameters: [
      Parameter.procedureCode.declaration, Parameter<CalendarDay>.on.declaration,
      Parameter.known.declaration, Parameter.format.declaration,
    ],
    answers: [
      AnswerDeclaration(
        summary: "The procedure, or the one that has its place; CSV has its offerings.",
        schema: .ref("ProcedureCard"), hasCSV: true)
    ], problems: [.unknownProcedure, .unknownValue], example: "/v1/procedures/1.004194")

  func find(_ given: GivenParameters) async throws -> Finding {
    let request = ProcedureRequest(
      code: try given.required(.procedureCode), on: try given.value(Parameter<CalendarDay>.on),
      known: try given.value(.known))
    let answer = try await source.procedure(request)
    return Finding(answer, isPinned: request.known != nil) { card, format, _ in
      switch format {
      case .json: card.json()
      case .csv: LookupRows(card.offerings).csv()
      }
    }
  }
}

/// `GET /v1/procedures/{code}/history`: the life of a procedure.
struct HistoryRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "procedureHistory", path: "/v1/procedures/{code}/history",
    summary: "Who said what of a procedure, when, from which run and cell.", tag: "lookups",
    parameters: [
      Parameter.procedureCode.declaration, Parameter.known.declaration,
      Parameter.format.declaration,
    ],
    answers: [
      AnswerDeclaration(
        summary: "Everything that was said, in the order in which it became known.",
        schema: .array(of: .ref("HistoryEntry")), hasCSV: true)
    ], problems: [.unknownProcedure], example: "/v1/procedures/1.004194/history")

  func find(_ given: GivenParameters) async throws -> Finding {
    let request = ProcedureRequest(
      code: try given.required(.procedureCode), known: try given.value(.known))
    let answer = try await source.history(request)
    return Finding(answer, isPinned: request.known != nil) { entries, format, _ in
      switch format {
      case .json: LookupRows(entries).json()
      case .csv: LookupRows(entries).csv()
      }
    }
  }
}

extension Parameter where Value == String {
  /// The procedure of a path.
  fileprivate static var procedureCode: Parameter {
    Parameter(
      "code", in: .path, schema: .string(from: 1),
      summary: "The procedure's code, such as 1.004194.",
      orders: Wording(vi: "hãy viết mã thủ tục", en: "write the code of a procedure")
    ) { $0 }
  }
}
