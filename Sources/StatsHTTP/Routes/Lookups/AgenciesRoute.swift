internal import Procedures
internal import Reports

/// `GET /v1/agencies`: the agencies in force.
struct AgenciesRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "listAgencies", path: "/v1/agencies",
    summary: "The agencies in force, and who stands under whom.", tag: "lookups",
    parameters: CatalogPage.parameters,
    answers: [
      AnswerDeclaration(summary: "A page, by code.", schema: .ref("AgencyPage"), hasCSV: true)
    ], problems: [.badCursor, .unknownValue], example: "/v1/agencies?limit=2")

  func find(_ given: GivenParameters) async throws -> Finding {
    let page = try CatalogPage(given, of: endpoint.id, filters: [])
    let answer = try await source.agencies(page.request)
    return page.finding(answer) { LookupRows($0) }
  }
}
