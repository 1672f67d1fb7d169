import Indicators
import Procedures
import Reports
import StatsHTTP
import Store

extension Readings {
  /// The catalog of a day: the one that figures are counted on.
  func catalog(on: CalendarDay?, known: Instant?) async throws -> CatalogSnapshot {
    try await figures.catalog(on: try day(on, known: known), known: known)
  }

  /// The procedures that figures with the same filters count, by code.
  ///
  /// Neither this nor its second half is inlined: optimizing both into one caller ends the compiler
  /// of Swift 6.3.1 ("While splitting coroutine").
  @inline(never)
  func procedures(
    on: CalendarDay?, known: Instant?, filters: [Dimension: String]
  ) async throws -> (records: [ProcedureRecord], catalog: CatalogSnapshot) {
    let evaluator = try await figures.evaluator(on: try day(on, known: known), known: known)
    return (try Self.records(evaluator, filters), evaluator.snapshot)
  }

  @inline(never)
  private static func records(
    _ evaluator: CatalogEvaluator, _ filters: [Dimension: String]
  ) throws -> [ProcedureRecord] {
    let catalog = evaluator.snapshot
    return try evaluator.procedures(filters).map { ProcedureRecord($0, in: catalog) }
  }

  /// One procedure, or the one that has its place. Throws ``NotFound`` with those that have.
  func procedure(_ request: ProcedureRequest) async throws -> (
    card: ProcedureCard, catalog: CatalogSnapshot
  ) {
    let catalog = try await catalog(on: request.on, known: request.known)
    switch catalog.finding(of: request.code) {
    case .inForce(let position): return (ProcedureCard(position: position, in: catalog), catalog)
    case .replaced(let code, let position):
      return (ProcedureCard(position: position, in: catalog, replacing: code.text), catalog)
    case .missing(let code, let successors):
      throw NotFound(.procedure, code.text, instead: successors.map(\.text))
    }
  }

  /// Everything that was ever said of a procedure. Throws `StoreError.badRequest` where no source
  /// ever named the code.
  func history(_ request: ProcedureRequest) async throws -> [HistoryRecord] {
    let code = ProcedureCode(cleaning: request.code) ?? ProcedureCode(local: request.code)
    return try await ProcedureHistory(pool: pool, authority: authority)
      .entries(of: code, known: request.known).map(HistoryRecord.init)
  }

  /// A page of the rows behind a figure. Throws a `UsageError` where they cannot be listed.
  func explanation(_ request: ExplainRequest) async throws -> Explanation {
    var request = request
    let closed = try await ClosedAnswer(
      request.query.period, known: request.known, figures)
    request.known = closed.known
    let kinds: [any ExplainedRows] = [
      CatalogRows(pool: pool, authority: authority, figures: figures),
      DossierRows(pool: pool, authority: authority, figures: figures),
    ]
    guard let rows = kinds.first(where: { $0.explains(request.query.indicator) }) else {
      throw UsageError(
        description: "explain \(request.query.indicator): its rows cannot be listed; "
          + "motcua stats \(request.query.indicator) --by agency shows its parts")
    }
    var explanation = try await rows.explanation(of: request)
    let marked = closed.marked([IndicatorResult(figure: explanation.figure)])
    if let figure = marked.first?.figure { explanation.figure = figure }
    return explanation
  }
}
