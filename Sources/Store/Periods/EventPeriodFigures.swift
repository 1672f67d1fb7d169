import Indicators
import Postgres
import Procedures

/// The figures over events, and those over the catalog that look at the use of offerings in the
/// period. Only facts of which something was imported are counted.
struct EventPeriodFigures: PeriodFigures {
  /// Costs some dozen sums of rollups, and loading the catalog of one day where there are dossiers
  /// or payments.
  func figures(
    of period: Period, authority: Authority, on connection: borrowing PostgresConnection
  ) async throws -> [PeriodFigure] {
    let view = try await CatalogView.at(period.last, known: nil, of: authority, on: connection)
    let register = try await EventRegister.load(view, authority: authority, on: connection)
    let reader = EventReader(register: register, authority: authority)
    var figures: [PeriodFigure] = []
    for indicator in Indicator.all {
      var query = IndicatorQuery(indicator: indicator.id, period: period)
      switch indicator.fact {
      case .dossiers, .payments, .results:
        guard register.applied[indicator.fact.rawValue] != nil else { continue }
        query.by = .agency
        figures += PeriodFigure.all(
          of: try await reader.answer(query, on: period.last, connection))
      case .observations:
        guard register.applied[indicator.fact.rawValue] != nil else { continue }
        figures += PeriodFigure.all(
          of: try await reader.observed(query, on: period.last, connection))
      case .catalog, .tasks: continue
      }
    }
    let hasUse = [IndicatorFact.dossiers, .payments].contains {
      register.applied[$0.rawValue] != nil
    }
    guard hasUse else { return figures }
    let catalog = try await CatalogLoader(authority: authority).load(view, on: connection)
    for indicator in Indicator.catalog {
      guard let usage = indicator.usage else { continue }
      let first = usage == .last90Days ? period.last.advanced(by: -89) : period.first
      let loader = OfferingUseLoader(
        authority: authority, register: register, first: first, last: period.last)
      let evaluator = CatalogEvaluator(
        try await loader.load(
          catalog, readsPayments: indicator.reads.contains(.paidOnline), connection))
      for unit in CountUnit.choices {
        figures += PeriodFigure.all(
          of: try evaluator.evaluate(
            IndicatorQuery(
              indicator: indicator.id, count: unit, by: .agency, period: period)))
      }
    }
    return figures
  }
}

extension PeriodFigure {
  /// The figure of the whole authority and those of its agencies.
  static func all(of result: IndicatorResult) -> [PeriodFigure] {
    ([("", result.figure)] + result.groups.map { ($0.key, $0.figure) }).map { agency, figure in
      PeriodFigure(
        key: Key(
          indicator: figure.indicator, counted: figure.count.rawValue, agency: agency),
        definition: figure.version, counts: PeriodCounts(figure.tally))
    }
  }
}
