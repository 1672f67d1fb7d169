public import Procedures

/// Finds the offering that decided what became of a row, so that people see which attributes did.
public struct DecidingOfferings: Sendable {
  /// One offering with the attributes that predicates read.
  public struct Offering: Sendable, Hashable {
    /// Position of the agency in the snapshot's tree; nil for what a procedure declares itself.
    public let agency: Int?
    /// Its attributes.
    public let facts: OfferingFacts
  }

  private let scan: CatalogScan
  private let table = Outcome.table(level: nil)

  /// Resolves the query once for many rows. Throws as ``CatalogEvaluator/evaluate(_:)`` does.
  public init(_ evaluator: CatalogEvaluator, _ query: IndicatorQuery) throws(IndicatorError) {
    scan = try evaluator.scan(query, Indicator.asked(by: query))
  }

  /// Whether a quarantined row could belong to the scope of the query.
  public func admits(_ held: HeldRowScope) -> Bool { scan.admits(held) }

  /// Of the offerings of a row that have its outcome themselves the one at the highest level, and
  /// of those the one whose agency has the least code. Nil for a held row.
  public func offering(behind row: CatalogRow, kind: RowKind) -> Offering? {
    guard row.held == nil, let procedure = row.procedure else { return nil }
    let snapshot = scan.snapshot
    let columns = snapshot.offerings
    var best: Offering?
    for position in scan.index.starts[procedure]..<scan.index.starts[procedure + 1] {
      let place = columns.agency[position]
      guard scan.scope.agencies[Int(place) + 1],
        row.agency == nil || row.agency == Int(place)
      else { continue }
      let code = table[Int(scan.mask(of: position, columns.combination))]
      let outcome = Outcome(rawValue: code & (Outcome.crosswalkOffset - 1))
      guard outcome?.ofRow.rawValue == kind.rawValue else { continue }
      let next = Offering(
        agency: place == OfferingColumns.noAgency ? nil : Int(place),
        facts: columns.combinations[Int(columns.combination[position])])
      if best.map({ isBefore(next, $0) }) ?? true { best = next }
    }
    return best
  }

  private func isBefore(_ one: Offering, _ other: Offering) -> Bool {
    let ranks = (one.facts.level.rank, other.facts.level.rank)
    if ranks.0 != ranks.1 { return ranks.0 > ranks.1 }
    guard let here = one.agency, let there = other.agency else { return one.agency == nil }
    let nodes = scan.snapshot.agencies.nodes
    return nodes[here].code < nodes[there].code
  }
}

extension OfferingFacts {
  /// The attributes among the given ones with their values in words: name of the template's
  /// column, then `full`, `yes`, `no` or `unknown`. For means the value says whether there are two
  /// or more including mobile. Use by dossiers and payments has no column.
  public func words(of facts: FactSet) -> [(attribute: String, value: String)] {
    var words: [(attribute: String, value: String)] = []
    if facts.contains(.level) { words.append(("level", level.rawValue)) }
    for (fact, name, answer) in [
      (FactSet.eligible, "eligible", eligible), (.eligibleFull, "eligible_full", eligibleFull),
      (.fee, "fee", fee), (.paymentEligible, "payment_eligible", paymentEligible),
      (.paymentEnabled, "payment_enabled", paymentEnabled), (.means, "means", mobile),
      (.usedOnline, "used_online", usedOnline), (.feeDossier, "fee_dossier", feeDossier),
      (.paidOnline, "paid_online", paidOnline),
    ] where facts.contains(fact) {
      words.append((name, answer.word))
    }
    return words
  }
}

extension Ternary {
  /// `yes`, `no` or `unknown`.
  public var word: String {
    switch self {
    case .yes: "yes"
    case .no: "no"
    case .unknown: "unknown"
    }
  }
}
