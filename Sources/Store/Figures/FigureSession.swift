import Indicators
import Postgres
import Procedures

/// The state of the records that answers.
struct FigureState: Sendable {
  let version: DataVersion
  /// The run that made the version; 0 for the empty beginning.
  let run: Int64
  /// Whether no newer version exists, so that nothing superseded has to be read.
  let isNewest: Bool

  func view(on day: CalendarDay, treeDay: CalendarDay?, of authority: Authority) -> CatalogView {
    CatalogView(
      authority: authority.id, day: PostgresDate(daysSince2000: day.daysSince2000),
      version: version, run: run,
      treeDay: treeDay.map { PostgresDate(daysSince2000: $0.daysSince2000) },
      asOf: isNewest
        ? nil
        : PostgresTimestamp(microsecondsSince2000: version.recordedAt.microsecondsSince2000))
  }
}

/// Answers queries on one state of the records, each by the facts that it counts over.
struct FigureSession {
  let store: FigureStore
  let state: FigureState
  let known: Instant?
  let treeDay: CalendarDay?

  func answer(
    _ query: IndicatorQuery, on day: CalendarDay, _ connection: borrowing PostgresConnection
  ) async throws -> IndicatorResult {
    let indicator = try Indicator.asked(by: query)
    if indicator.fact == .catalog, indicator.usage == nil {
      return try await evaluator(on: day, connection).evaluate(query)
    }
    let key = key(day)
    // Tasks move without a new data version where a day passes, and are few.
    if indicator.fact != .tasks, let kept = store.remembering({ $0.result(query, key) }) {
      return kept
    }
    let result: IndicatorResult
    switch indicator.fact {
    case .catalog:
      guard let usage = indicator.usage else {
        return try await evaluator(on: day, connection).evaluate(query)
      }
      result = try await evaluator(indicator, usage, query, on: day, connection).evaluate(query)
    case .dossiers, .payments, .results:
      let state = try EventWindow(query, on: day).state
      result = try await EventReader(
        register: register(on: state, connection), authority: store.authority
      ).answer(query, on: day, connection)
    case .observations:
      result = try await EventReader(
        register: register(on: day, connection), authority: store.authority
      ).observed(query, on: day, connection)
    case .tasks:
      return try await tasks(query, on: day, connection)
    }
    store.remembering { $0.keep(result, of: query, under: key) }
    return result
  }

  /// The catalog of a day.
  func evaluator(
    on day: CalendarDay, _ connection: borrowing PostgresConnection
  ) async throws -> CatalogEvaluator {
    let key = key(day)
    if let evaluator = store.remembering({ $0.evaluator(key) }) { return evaluator }
    let view = state.view(on: day, treeDay: treeDay, of: store.authority)
    let loaded = CatalogEvaluator(
      try await CatalogLoader(authority: store.authority).load(view, on: connection))
    store.remembering { $0.keep(loaded, under: key) }
    return loaded
  }

  /// The catalog of a day with the use of its offerings in an indicator's window.
  func evaluator(
    _ indicator: Indicator, _ usage: UsageWindow, _ query: IndicatorQuery, on day: CalendarDay,
    _ connection: borrowing PostgresConnection
  ) async throws -> CatalogEvaluator {
    let days: (first: CalendarDay, last: CalendarDay)
    switch usage {
    case .last90Days: days = (day.advanced(by: -89), day)
    case .period:
      var whole = query
      whole.filters = [:]
      whole.by = nil
      let window = try EventWindow(whole, on: day)
      days = (window.first, window.last)
    }
    let loader = OfferingUseLoader(
      authority: store.authority, register: try await register(on: day, connection),
      first: days.first, last: days.last)
    let catalog = try await evaluator(on: day, connection).snapshot
    return CatalogEvaluator(
      try await loader.load(
        catalog, readsPayments: indicator.reads.contains(.paidOnline), connection))
  }

  private func register(
    on day: CalendarDay, _ connection: borrowing PostgresConnection
  ) async throws -> EventRegister {
    let key = key(day)
    if let register = store.remembering({ $0.register(key) }) { return register }
    let register = try await EventRegister.load(
      state.view(on: day, treeDay: treeDay, of: store.authority), authority: store.authority,
      on: connection)
    store.remembering { $0.keep(register, under: key) }
    return register
  }

  private func tasks(
    _ query: IndicatorQuery, on day: CalendarDay, _ connection: borrowing PostgresConnection
  ) async throws -> IndicatorResult {
    let indicator = try Indicator.asked(by: query)
    let tally = try await store.tasks?.counts(
      on: day, known: known, authority: store.authority, connection: connection)
    return IndicatorResult(
      figure: IndicatorFigure(
        indicator: indicator.id, version: indicator.version, count: indicator.defaultCount,
        scope: FigureScope(authority: store.authority.code.text, agency: nil, filters: [:]),
        period: query.period?.description, validOn: day, knownOn: state.version.recordedAt,
        tally: tally
          ?? Tally(numerator: 0, denominator: 0, unknown: 0, held: 0, excluded: 0, inScope: 0),
        dataVersion: state.version.number, flags: []))
  }

  private func key(_ day: CalendarDay) -> FigureMemory.Key {
    FigureMemory.Key(version: state.version, day: day, treeDay: treeDay)
  }
}
