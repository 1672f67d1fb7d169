import Procedures

/// Puts the rows of a question together to figures.
struct EventEvaluation {
  let question: EventQuestion
  let rows: EventRows
  let held: [HeldEvent]
  /// The flags of every figure, sorted.
  let flags: [String]
  /// The quarantined rows of the window, in the form in which the catalog's scopes ask for them.
  let scan: CatalogScan
  private let counts: [EventCounts]

  init(question: EventQuestion, rows: EventRows, held: [HeldEvent], flags: [String]) {
    self.question = question
    self.rows = rows
    self.held = held
    counts = EventCounts.of(rows, by: question.formula)
    let (first, last) = question.heldDays
    scan = question.scan(held: held.filter { $0.touches(first, last) }.map(\.scope))
    var all = flags
    let snapshot = question.snapshot
    if question.scope.followsSuccession { all.append("successor") }
    if let day = snapshot.catalog.succession.treeDay { all.append("tree=\(day)") }
    if question.fact != .results && question.window.period.calendar == .report {
      all.append("calendar=report")
    }
    if question.query.rules != .canonical { all.append("rules=\(question.query.rules.id)") }
    if !snapshot.splitAgencies.isEmpty,
      rows.agency.contains(where: { snapshot.splitAgencies.contains(Int($0)) })
    {
      all.append("split_agency")
    }
    self.flags = all.sorted()
  }

  func result() -> IndicatorResult {
    let held = scan.snapshot.held.count(where: scan.admits)
    let figure = figure(
      question.receipt, total(), held: held, last: question.window.last)
    guard let by = question.query.by else { return IndicatorResult(figure: figure) }
    return IndicatorResult(figure: figure, by: by, groups: groups(by))
  }

  /// Adds up the rows that pass the filters and belong to the figure.
  private func total() -> EventCounts {
    var total = EventCounts()
    forEachRow { row in
      if rows.use[row] != .part, admitsAgency(row) { total += counts[row] }
    }
    return total
  }

  /// The rows that pass all filters but those on the agency.
  func forEachRow(_ body: (_ row: Int) -> Void) {
    for row in counts.indices where admitsProcedure(row) && admitsChannel(row) { body(row) }
  }

  func admitsAgency(_ row: Int) -> Bool {
    question.scope.agencies[Int(rows.agency[row]) + 1]
  }

  func counts(of row: Int) -> EventCounts { counts[row] }

  private func admitsProcedure(_ row: Int) -> Bool {
    let procedure = Int(rows.procedure[row])
    guard procedure >= 0 else {
      // Nobody said which procedure: such a row has no field either.
      return question.admitsNoProcedure
    }
    return question.scope.admits(
      procedure: procedure, field: question.snapshot.index.fieldOf[procedure])
  }

  private func admitsChannel(_ row: Int) -> Bool {
    question.channel.map { $0.rawValue == rows.channel[row] } ?? true
  }

  func figure(
    _ scope: FigureScope, _ counts: EventCounts, held: Int, last: CalendarDay
  ) -> IndicatorFigure {
    let catalog = question.snapshot.catalog
    let window = question.window
    // A part of the period that is over is final though the period runs.
    let isProvisional =
      question.query.period != nil && window.period.runs(on: window.state) && last == window.state
    return IndicatorFigure(
      indicator: question.indicator.id, version: question.indicator.version,
      count: question.indicator.defaultCount, scope: scope, period: question.receiptPeriod,
      validOn: last, knownOn: catalog.knownOn, tally: counts.tally(held: held),
      dataVersion: catalog.dataVersion,
      flags: isProvisional ? (flags + ["provisional"]).sorted() : flags)
  }
}

/// What rows add up to.
struct EventCounts: Sendable, Hashable {
  var numerator = 0
  var unknown = 0
  var whole = 0
  var inScope = 0

  static func += (left: inout EventCounts, right: EventCounts) {
    left.numerator += right.numerator
    left.unknown += right.unknown
    left.whole += right.whole
    left.inScope += right.inScope
  }

  func tally(held: Int) -> Tally {
    Tally(
      numerator: numerator, denominator: whole - unknown, unknown: unknown, held: held,
      excluded: 0, inScope: inScope)
  }

  /// What each row adds to the sums of a formula.
  static func of(_ rows: EventRows, by formula: EventFormula) -> [EventCounts] {
    let width = rows.measures.count
    func places(_ sum: EventSum) -> [(Int, Int16?)] {
      sum.terms.compactMap { term in
        rows.measures.firstIndex(of: term.measure).map { ($0, term.channel?.rawValue) }
      }
    }
    let (numerator, unknown) = (places(formula.numerator), places(formula.unknown))
    let (whole, inScope) = (places(formula.whole), places(formula.inScope))
    return (0..<rows.count).map { row in
      func add(_ places: [(Int, Int16?)]) -> Int {
        places.reduce(0) { sum, place in
          place.1 == nil || place.1 == rows.channel[row]
            ? sum + rows.values[row * width + place.0] : sum
        }
      }
      return EventCounts(
        numerator: add(numerator), unknown: add(unknown), whole: add(whole), inScope: add(inScope))
    }
  }
}

extension EventQuestion {
  /// The receipt of the scope, channel and parts of time included.
  var receipt: FigureScope {
    var filters = scope.receipt.filters
    if let channel { filters[.channel] = channel.key }
    for (dimension, key) in window.filters { filters[dimension] = key }
    return FigureScope(
      authority: scope.receipt.authority, agency: scope.receipt.agency, filters: filters)
  }

  /// The receipt of a group.
  func receipt(setting dimension: Dimension, to key: String) -> FigureScope {
    if dimension == .agency {
      return FigureScope(authority: receipt.authority, agency: key, filters: receipt.filters)
    }
    var filters = receipt.filters
    filters[dimension] = key
    return FigureScope(authority: receipt.authority, agency: receipt.agency, filters: filters)
  }

  /// A stock is that of a date, so that only a period that was asked for stands in its receipt.
  var receiptPeriod: String? {
    fact == .results ? query.period?.description : window.period.description
  }

  /// The days in which a quarantined row could count: a stock of any day before the date can be
  /// the latest.
  var heldDays: (Int32, Int32) {
    (fact == .results ? Int32.min : window.first.daysSince2000, window.last.daysSince2000)
  }

  func scan(held: [HeldRowScope]) -> CatalogScan {
    let catalog = snapshot.catalog
    return CatalogScan(
      CatalogSnapshot(
        authority: catalog.authority, validOn: catalog.validOn, knownOn: catalog.knownOn,
        dataVersion: catalog.dataVersion, agencies: catalog.agencies, fields: catalog.fields,
        procedures: catalog.procedures,
        offerings: OfferingColumns(procedure: [], agency: [], combination: [], combinations: []),
        held: held, succession: catalog.succession),
      index: snapshot.index, indicator: indicator, scope: scope)
  }
}
