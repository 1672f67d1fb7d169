public import Procedures

/// The change of a figure between two dates, taken apart by cause.
///
/// The catalog of the start is turned into that of the end one cause after the other, and each
/// catalog in between is counted by the evaluator that counts every figure. A part is the
/// difference of two neighbours, so that the parts add up to the change exactly.
public struct ChangeAnalysis: Sendable, Hashable {
  /// The figure of the start, as it was known then where that was asked for.
  public private(set) var from: IndicatorFigure
  /// The figure of the end.
  public private(set) var to: IndicatorFigure
  /// One part for every cause, in the order of ``ChangeCause``; also where it did nothing.
  public let parts: [ChangePart]
  /// What the parts leave unexplained: always nothing.
  public let residual: CountChange

  /// Takes apart the change of one figure from one catalog to another.
  ///
  /// `original` is the catalog of the start as it was known then, where that is not how it is known
  /// now; the part ``ChangeCause/corrected`` leads from it to `from`. A split in the query is
  /// ignored. Throws ``IndicatorError`` where either date cannot answer the query, and
  /// ``ChangeError``. Costs some counts of the procedures for which anything changed.
  public init(
    from start: CatalogEvaluator, to end: CatalogEvaluator, original: CatalogEvaluator? = nil,
    _ query: IndicatorQuery
  ) throws {
    let indicator = try Indicator.named(query.indicator)
    var query = query
    query.by = nil
    query.period = nil
    let first = try start.evaluate(query).figure
    let last = try end.evaluate(query).figure
    let origin = try original?.evaluate(query).figure ?? first
    let names = RowNames(start.snapshot, end.snapshot)

    var running = Running(tally: origin.tally)
    if let original {
      running.add(
        .corrected, CountChange(from: origin.tally, to: first.tally),
        original.snapshot.dataVersion == start.snapshot.dataVersion
          ? [] : names.rows(from: try original.outcomes(query), to: try start.outcomes(query)))
    } else {
      running.add(.corrected, CountChange(), [])
    }

    let join = CatalogJoin(
      try start.scan(query, indicator), try end.scan(query, indicator), indicator: indicator.id)
    var before: Stage?
    var catalog: CatalogSnapshot?
    for stage in ChangeStage.allCases {
      let next = try join.catalog(at: stage, indicator: indicator.id)
      if let cause = stage.cause, cause != .agencyMoved, next.hasRows(of: catalog) {
        running.add(cause, CountChange(), [])
        continue
      }
      catalog = next
      let hybrid = CatalogEvaluator(next)
      let asked = query.asked(of: stage.has(.agencyMoved) ? last.scope : first.scope)
      let now = Stage(
        tally: try hybrid.evaluate(asked).figure.tally, outcomes: try hybrid.outcomes(asked))
      if let before, let cause = stage.cause {
        running.add(
          cause, CountChange(from: before.tally, to: now.tally),
          names.rows(from: before.outcomes, to: now.outcomes))
      }
      before = now
    }
    from = origin
    to = last
    parts = running.parts
    residual =
      CountChange(from: origin.tally, to: last.tally)
      - running.parts.reduce(CountChange()) { $0 + $1.counts }
    guard residual.isZero else {
      throw ChangeError(
        .residual,
        "take the change of \(indicator.id) from \(first.validOn) to \(last.validOn) apart: the "
          + "parts leave \(residual.numerator)/\(residual.denominator) unexplained, which is a "
          + "fault of this program; report it with both receipts")
    }
  }

  /// The change of the ratio, exactly; nil where either figure has none.
  public var ratio: SignedFraction? {
    guard let before = from.share, let after = to.share else { return nil }
    return SignedFraction(from: before, to: after)
  }

  /// The same with the instants of knowledge that were asked for in its receipts; nil leaves that
  /// of the data version.
  public func known(from: Instant?, to: Instant?) -> ChangeAnalysis {
    var analysis = self
    if let from { analysis.from.knownOn = from }
    if let to { analysis.to.knownOn = to }
    return analysis
  }

  private struct Stage {
    let tally: Tally
    let outcomes: [UnitKey: RowOutcome]
  }

  /// The figure as it moves from part to part.
  private struct Running {
    private var numerator: Int
    private var denominator: Int
    private(set) var parts: [ChangePart] = []

    init(tally: Tally) {
      numerator = tally.numerator
      denominator = tally.denominator
    }

    mutating func add(_ cause: ChangeCause, _ counts: CountChange, _ rows: [ChangedRow]) {
      let before = Fraction(numerator, of: denominator)
      numerator += counts.numerator
      denominator += counts.denominator
      var ratio: SignedFraction?
      if let before, let after = Fraction(numerator, of: denominator) {
        ratio = SignedFraction(from: before, to: after)
      }
      parts.append(ChangePart(cause: cause, counts: counts, ratio: ratio, rows: rows))
    }
  }
}

extension CatalogSnapshot {
  /// Whether two catalogs of the same procedures on the same tree count alike.
  fileprivate func hasRows(of other: CatalogSnapshot?) -> Bool {
    guard let other else { return false }
    return offerings.procedure == other.offerings.procedure
      && offerings.agency == other.offerings.agency
      && offerings.combination == other.offerings.combination
      && offerings.combinations == other.offerings.combinations && exclusions == other.exclusions
  }
}

extension IndicatorQuery {
  /// The same question of a catalog that holds only the procedures asked for, where the agency has
  /// the code that the receipt names.
  fileprivate func asked(of scope: FigureScope) -> IndicatorQuery {
    var query = self
    query.filters[.procedure] = nil
    query.filters[.agency] = scope.agency
    return query
  }
}

/// Names of procedures, for rows that changed.
private struct RowNames {
  private var names: [ProcedureCode: String] = [:]

  init(_ from: CatalogSnapshot, _ to: CatalogSnapshot) {
    for procedure in from.procedures + to.procedures where !procedure.name.isEmpty {
      names[procedure.code] = procedure.name
    }
  }

  func rows(from: [UnitKey: RowOutcome], to: [UnitKey: RowOutcome]) -> [ChangedRow] {
    let keys = Set(from.keys).union(to.keys)
    return keys.sorted().compactMap { key in
      let (old, new) = (from[key] ?? .absent, to[key] ?? .absent)
      guard old != new else { return nil }
      return ChangedRow(
        procedure: key.procedure, name: names[key.procedure] ?? "", agency: key.agency, old: old,
        new: new)
    }
  }
}
