internal import Indicators
internal import Reports

/// `GET /v1/indicators`: what can be asked, with definitions.
struct IndicatorsRoute: ReadRoute {
  let endpoint = Endpoint(
    id: "listIndicators", path: "/v1/indicators",
    summary: "The indicators with their definitions, legal clauses and dimensions.",
    tag: "figures", parameters: [Parameter.format.declaration],
    answers: [
      AnswerDeclaration(
        summary: "All indicators.", schema: .array(of: .ref("Indicator")), hasCSV: true)
    ])

  func find(_ given: GivenParameters) async throws -> Finding {
    Finding { format, _ in
      switch format {
      case .json: FigureJSON.encode(Indicator.all)
      case .csv: IndicatorListCSV.encode(Indicator.all)
      }
    }
  }
}
