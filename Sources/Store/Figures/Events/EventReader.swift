import Indicators
import Postgres
import Procedures

/// Answers queries over events: reads what a question needs and has it put together.
struct EventReader: Sendable {
  let register: EventRegister
  let authority: Authority

  /// The answer to a query over dossiers, payments or results in stock.
  func answer(
    _ query: IndicatorQuery, on day: CalendarDay, _ connection: borrowing PostgresConnection
  ) async throws -> IndicatorResult {
    let question = try register.snapshot.question(query, on: day)
    var rows = EventRows(measures: question.measures)
    switch question.fact {
    case .dossiers:
      try await readDossiers(question, into: &rows, connection)
      try await readOpen(question, into: &rows, connection)
    case .payments: try await readPayments(question, into: &rows, connection)
    case .results: try await readStocks(question, into: &rows, connection)
    case .catalog, .observations, .tasks: break
    }
    let kind = question.fact.rawValue
    let held = try await register.held([kind], on: connection)
    return question.result(
      rows, held: held, flags: register.applied[kind] == true ? ["demonstration"] : [])
  }

  /// The answer to a query over outside figures.
  func observed(
    _ query: IndicatorQuery, on day: CalendarDay, _ connection: borrowing PostgresConnection
  ) async throws -> IndicatorResult {
    let observations = try await connection.query(
      register.view.observations(of: query.indicator)
    ) { row in
      Observation(
        indicator: query.indicator, scope: try row.decode(0), period: try row.decode(1),
        source: try row.decode(2), numerator: try row.decode(3), denominator: try row.decode(4),
        value: try row.decode(5))
    }
    let kind = IndicatorFact.observations.rawValue
    return try register.snapshot.observed(
      query, on: day, observations, held: try await register.held([kind], on: connection),
      flags: register.applied[kind] == true ? ["demonstration"] : [])
  }

  func sums(
    _ question: EventQuestion, latest: CalendarDay?
  ) -> EventSums {
    let window = question.window
    var sums = EventSums(
      authority: authority.id, first: window.first, last: window.last,
      halves: EventHalves(first: window.first, last: window.last, latest: latest),
      asOf: register.view.asOf)
    sums.keys = EventSums.Keys(
      agency: question.needsAgency, procedure: question.needsProcedure,
      channel: question.needsChannel, half: !window.parts.isEmpty)
    let nodes = register.snapshot.catalog.agencies.nodes
    sums.limits.agencies = question.agencies.map { $0.map { nodes[$0].id } }
    if !question.needsAgency { sums.limits.outside = question.agenciesOutside.map { nodes[$0].id } }
    sums.limits.procedures = question.procedures.map { places in
      // Events without a procedure have no field and stand with those of unknown field.
      (question.admitsNoProcedure ? [0] : []) + places.map { register.procedureIDs[$0] }
    }
    return sums
  }

  private func readDossiers(
    _ question: EventQuestion, into rows: inout EventRows,
    _ connection: borrowing PostgresConnection
  ) async throws {
    let latest = try await latest(
      EventSums.latestDossier(authority: authority.id), question, connection)
    let measures = question.measures.enumerated().compactMap { place, measure in
      if case .dossier(let measure) = measure { (place: place, measure: measure) } else { nil }
    }
    let statement = sums(question, latest: latest).dossiers(measures.map(\.measure))
    try await read(statement, measures.map(\.place), question, into: &rows, connection)
  }

  private func readPayments(
    _ question: EventQuestion, into rows: inout EventRows,
    _ connection: borrowing PostgresConnection
  ) async throws {
    let latest = try await latest(
      EventSums.latestPayment(authority: authority.id), question, connection)
    let measures = question.measures.enumerated().compactMap { place, measure in
      if case .payment(let measure) = measure { (place: place, measure: measure) } else { nil }
    }
    let statement = sums(question, latest: latest).payments(measures.map(\.measure))
    try await read(statement, measures.map(\.place), question, into: &rows, connection)
  }

  private func read(
    _ statement: Statement, _ places: [Int], _ question: EventQuestion,
    into rows: inout EventRows, _ connection: borrowing PostgresConnection
  ) async throws {
    let width = rows.measures.count
    let parts = question.window.parts
    rows = try await connection.reduce(statement, into: rows) { rows, row in
      var values = [Int](repeating: 0, count: width)
      for (column, place) in places.enumerated() {
        values[place] = Int(try row.decode(4 + column, as: Int64.self))
      }
      let half = try row.decode(3, as: Int16.self)
      let part = parts.isEmpty ? nil : Self.part(of: half, parts)
      rows.append(
        agency: try agency(row.decode(0)), procedure: try procedure(row.decode(1)),
        channel: try row.decode(2), part: part ?? -1, values: values)
    }
  }

  /// Dossiers that are still open stand on the last day of what they are counted in, so that those
  /// of a part of time are counted for the part and for the whole.
  private func readOpen(
    _ question: EventQuestion, into rows: inout EventRows,
    _ connection: borrowing PostgresConnection
  ) async throws {
    let within = question.measures.firstIndex(of: .open(.within))
    let undated = question.measures.firstIndex(of: .open(.undated))
    guard let within, let undated else { return }
    let window = question.window
    let sums = sums(question, latest: nil)
    let width = rows.measures.count
    let whole = (window.first, window.last, Int32(-1), EventRows.Use.whole)
    let parts = window.parts.enumerated().map { ($1.first, $1.last, Int32($0), EventRows.Use.part) }
    for (first, last, part, use) in [whole] + parts {
      rows = try await connection.reduce(sums.open(first: first, last: last), into: rows) {
        rows, row in
        var values = [Int](repeating: 0, count: width)
        values[within] = Int(try row.decode(3, as: Int64.self))
        values[undated] = Int(try row.decode(4, as: Int64.self))
        rows.append(
          agency: try agency(row.decode(0)), procedure: try procedure(row.decode(1)),
          channel: try row.decode(2), part: part, use: use, values: values)
      }
    }
  }

  private func readStocks(
    _ question: EventQuestion, into rows: inout EventRows,
    _ connection: borrowing PostgresConnection
  ) async throws {
    let valid = question.measures.firstIndex(of: .stock(.valid))
    let digitized = question.measures.firstIndex(of: .stock(.digitized))
    guard let valid, let digitized else { return }
    let width = rows.measures.count
    rows = try await connection.reduce(sums(question, latest: nil).stocks(), into: rows) {
      rows, row in
      var values = [Int](repeating: 0, count: width)
      values[valid] = Int(try row.decode(2, as: Int64.self))
      values[digitized] = Int(try row.decode(3, as: Int64.self))
      rows.append(
        agency: try agency(row.decode(0)), procedure: try procedure(row.decode(1)), channel: 0,
        part: -1, values: values)
    }
  }

  /// The last day that has facts; read only where it decides.
  private func latest(
    _ statement: Statement, _ question: EventQuestion,
    _ connection: borrowing PostgresConnection
  ) async throws -> CalendarDay? {
    guard EventHalves.cuts(question.window.last) else { return nil }
    let day = try await connection.queryOne(statement) { row in
      try row.decode(0, as: PostgresDate?.self)
    }
    return (day ?? nil).map { CalendarDay(daysSince2000: $0.daysSince2000) }
  }

  private func agency(_ id: Int64) throws -> Int32 {
    guard id != 0 else { return EventRows.nowhere }
    guard let position = register.agencies[id] else {
      throw StoreError(.missing, "count events: agency number \(id) is not in the register")
    }
    return position
  }

  private func procedure(_ id: Int64) throws -> Int32 {
    guard id != 0 else { return EventRows.nowhere }
    guard let position = register.procedures[id] else {
      throw StoreError(.missing, "count events: procedure number \(id) is not in the register")
    }
    return position
  }

  private static func part(of half: Int16, _ parts: [EventWindow.Part]) -> Int32? {
    guard let day = EventHalves.day(ofHalf: half) else { return nil }
    return parts.lastIndex { $0.first <= day }.map(Int32.init)
  }
}
