internal import Indicators
internal import Reports

/// `GET /v1/freshness`: how old what the sources say is.
struct FreshnessRoute<Source: StatsSource>: ReadRoute {
  let source: Source

  let endpoint = Endpoint(
    id: "freshness", path: "/v1/freshness",
    summary: "Each source with its last runs, its maximum age, and whether it is older.",
    tag: "runs", parameters: [Parameter.format.declaration],
    answers: [
      AnswerDeclaration(
        summary: "All sources, by kind and name.", schema: .array(of: .ref("Freshness")),
        hasCSV: true)
    ], example: "/v1/freshness")

  func find(_ given: GivenParameters) async throws -> Finding {
    Finding(try await source.freshness()) { sources, format, _ in
      switch format {
      case .json: LookupRows(sources).json()
      case .csv: LookupRows(sources).csv()
      }
    }
  }
}
