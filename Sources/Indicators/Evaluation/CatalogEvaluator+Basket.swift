import Procedures

/// Figures over a frozen basket: what belonged to a denominator on an earlier day, by today's
/// attributes, so that a denominator that shrinks cannot make a figure look better.
extension CatalogEvaluator {
  /// The figure of a query over what belonged to its denominator in an earlier catalog.
  ///
  /// - The filters say what belonged then. Whether it counts now is decided by the numerator on the
  ///   attributes of this catalog, over the same offerings: what became ineligible, or was excluded
  ///   since, stays in the basket; what began since is not in it.
  /// - An offering that is not in force any more is missing, unless another agency or procedure
  ///   took its place and stands in for it.
  /// - `unknown` counts what is undecided now, and that of which nobody can say whether it belonged
  ///   then.
  /// - Groups are those of the earlier catalog. Every figure carries the flag `basket=DATE`.
  ///
  /// On the day of the basket it is the figure itself. Throws as ``evaluate(_:)`` does, for either
  /// catalog. A split costs one count for each group.
  public func evaluate(
    _ query: IndicatorQuery, basket: CatalogEvaluator
  ) throws(IndicatorError) -> IndicatorResult {
    var whole = query
    whole.by = nil
    let figure = try frozen(whole, basket)
    guard let by = query.by else { return IndicatorResult(figure: figure) }
    var groups: [IndicatorGroup] = []
    for group in try basket.evaluate(query).groups {
      var part = whole
      part.filters[by] = group.key
      groups.append(
        IndicatorGroup(key: group.key, label: group.label, figure: try frozen(part, basket)))
    }
    return IndicatorResult(figure: figure, by: by, groups: groups)
  }

  private func frozen(
    _ query: IndicatorQuery, _ basket: CatalogEvaluator
  ) throws(IndicatorError) -> IndicatorFigure {
    let indicator = try Indicator.named(query.indicator)
    let then = try basket.evaluate(query).figure
    let today = try receipt(query, basket.snapshot.validOn)
    let standIns = StandIns(self)
    let scan = try basket.scan(query, indicator)
    let members = BasketMembers(basket, scan, indicator)
    var numerator = 0
    var denominator = 0
    var unknown = then.tally.unknown
    members.forEach { offerings in
      var answer = Ternary.no
      for offering in offerings {
        answer = answer || (offering.belonged && standIns.numerator(of: offering.key, indicator))
      }
      switch answer {
      case .yes:
        numerator += 1
        denominator += 1
      case .no: denominator += 1
      case .unknown: unknown += 1
      }
    }
    let flags = Set(then.flags).union(today.flags).union(["basket=\(basket.snapshot.validOn)"])
    return IndicatorFigure(
      indicator: indicator.id, version: indicator.version, count: then.count, scope: then.scope,
      period: query.period?.description, validOn: snapshot.validOn, knownOn: snapshot.knownOn,
      tally: Tally(
        numerator: numerator, denominator: denominator, unknown: unknown, held: today.tally.held,
        excluded: then.tally.excluded, inScope: then.tally.inScope),
      dataVersion: snapshot.dataVersion, flags: flags.sorted())
  }

  /// The figure of this catalog, for what is held of the scope and for the flags. A field or a
  /// procedure of then that this catalog does not have is not asked for; a place must be there, or
  /// have been followed.
  private func receipt(
    _ query: IndicatorQuery, _ day: CalendarDay
  ) throws(IndicatorError) -> IndicatorFigure {
    if let result = try? evaluate(query) { return result.figure }
    var asked = query
    asked.filters = query.filters.filter { $0.key == .agency || $0.key == .tier }
    do {
      return try evaluate(asked).figure
    } catch {
      throw IndicatorError(
        error.kind,
        "the basket of \(day) cannot be counted on \(snapshot.validOn): \(error.description)",
        vi: "không tính được mẫu số giữ nguyên như ngày \(day) cho ngày \(snapshot.validOn): "
          + error.vietnamese)
    }
  }
}

/// What belonged to a denominator, unit by unit.
private struct BasketMembers {
  /// An offering of a unit, and whether it belonged itself: yes or unknown.
  struct Offering {
    let key: UnitKey
    let belonged: Ternary
  }

  private let evaluator: CatalogEvaluator
  private let scan: CatalogScan
  private let indicator: Indicator
  private let excluded: [Bool]

  init(_ evaluator: CatalogEvaluator, _ scan: CatalogScan, _ indicator: Indicator) {
    self.evaluator = evaluator
    self.scan = scan
    self.indicator = indicator
    excluded = CatalogScan.excludedRows(
      evaluator.snapshot, evaluator.index, indicator: indicator.id)
  }

  /// Calls the closure for each unit of the denominator.
  func forEach(_ body: ([Offering]) -> Void) {
    let table = Outcome.table(level: scan.scope.level)
    let starts = evaluator.index.starts
    scan.forEachUnit { procedure, row, mask in
      let outcome = Outcome(rawValue: table[Int(mask)] & (Outcome.crosswalkOffset - 1))
      guard outcome == .counted || outcome == .missing else { return }
      let whole = scan.scope.unit == .procedures
      let rows = whole ? starts[procedure]..<starts[procedure + 1] : row..<(row + 1)
      body(rows.compactMap { offering(at: $0, of: procedure) })
    }
  }

  private func offering(at row: Int, of procedure: Int) -> Offering? {
    let snapshot = evaluator.snapshot
    let place = snapshot.offerings.agency[row]
    guard scan.scope.agencies[Int(place) + 1], excluded.isEmpty || !excluded[row] else {
      return nil
    }
    let facts = snapshot.offerings.combinations[Int(snapshot.offerings.combination[row])]
    let belonged = indicator.denominator(facts)
    guard belonged != .no else { return nil }
    return Offering(
      key: UnitKey(
        procedure: snapshot.procedures[procedure].code,
        agency: place == OfferingColumns.noAgency
          ? nil : snapshot.agencies.nodes[Int(place)].code),
      belonged: belonged)
  }
}

/// Finds what stands today where a row of a basket stood.
private struct StandIns {
  private let evaluator: CatalogEvaluator
  private let positions: [ProcedureCode: Int]

  init(_ evaluator: CatalogEvaluator) {
    self.evaluator = evaluator
    var positions: [ProcedureCode: Int] = [:]
    for (position, procedure) in evaluator.snapshot.procedures.enumerated() {
      positions[procedure.code] = position
    }
    self.positions = positions
  }

  /// Yes where one row that stands in says yes, else unknown where one does, else no; no where
  /// nothing does.
  func numerator(of key: UnitKey, _ indicator: Indicator) -> Ternary {
    let columns = evaluator.snapshot.offerings
    var answer = Ternary.no
    for procedure in procedures(of: key.procedure) {
      for row in evaluator.index.starts[procedure]..<evaluator.index.starts[procedure + 1]
      where stands(columns.agency[row], for: key) {
        let facts = columns.combinations[Int(columns.combination[row])]
        answer = answer || indicator.numerator(facts)
      }
    }
    return answer
  }

  private func procedures(of code: ProcedureCode) -> [Int] {
    if let position = positions[code] { return [position] }
    return evaluator.snapshot.succession.procedures
      .successors(of: code) { positions[$0] != nil }.compactMap { positions[$0] }
  }

  private func stands(_ agency: Int32, for key: UnitKey) -> Bool {
    // A procedure that was only declared is offered by whoever offers it now.
    guard let code = key.agency else { return true }
    guard agency != OfferingColumns.noAgency else { return false }
    let snapshot = evaluator.snapshot
    let here = snapshot.agencies.nodes[Int(agency)].code
    if here == code { return true }
    guard snapshot.agencies.position(of: code) == nil else { return false }
    return snapshot.succession.agencies
      .heirs(of: code) { snapshot.agencies.position(of: $0) != nil }.contains(here)
  }
}
