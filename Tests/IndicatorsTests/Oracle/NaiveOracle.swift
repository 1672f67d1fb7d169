import Indicators
import Procedures

/// The rules of counting once more, written for clearness only: rows as dictionaries and sets,
/// no shared code with the evaluator beyond the value types.
struct NaiveOracle {
  let snapshot: CatalogSnapshot

  /// What a figure must say.
  struct Answer: Hashable {
    var numerator = 0
    var denominator = 0
    var unknown = 0
    var held = 0
    var excluded = 0
    var inScope = 0
    var crosswalk = false
  }

  private struct Row {
    let procedure: Int
    let agency: Int?
    let facts: OfferingFacts
  }

  func answer(_ query: IndicatorQuery) -> Answer {
    let unit = query.count ?? (query.indicator == "services_used" ? .offerings : .procedures)
    let rows = rowsInScope(query, unit)
    var answer = Answer()
    switch unit {
    case .offerings:
      for row in rows where admits(level: row.facts.level, query) {
        add([row], query, to: &answer)
      }
    default:
      for (_, group) in Dictionary(grouping: rows, by: \.procedure) {
        let highest = group.map(\.facts.level).max { $0.rank < $1.rank } ?? .unknown
        if admits(level: highest, query) { add(group, query, to: &answer) }
      }
    }
    answer.held = snapshot.held.count { held in
      if let procedure = held.procedure, !admits(procedure: procedure, query) { return false }
      let agencies = held.agencies
      if !agencies.isEmpty, !agencies.contains(where: { admits(agency: $0, query) }) {
        return false
      }
      return true
    }
    return answer
  }

  private func add(_ rows: [Row], _ query: IndicatorQuery, to answer: inout Answer) {
    answer.inScope += 1
    if !["payment_enabled", "procedures_paid_online", "procedures_fee_used"].contains(
      query.indicator)
    {
      for row in rows where row.facts.level != .unknown {
        if let scheme = row.facts.levelScheme, scheme != "ND43" { answer.crosswalk = true }
      }
    }
    let belonging = rows.filter { predicates(query.indicator, $0.facts).0 != .no }
    if belonging.isEmpty { return }
    let counted = belonging.filter { !isExcluded($0, query.indicator) }
    if counted.isEmpty {
      answer.excluded += 1
      return
    }
    var denominator = Ternary.no
    var numerator = Ternary.no
    for row in counted {
      let (d, n) = predicates(query.indicator, row.facts)
      denominator = or(denominator, d)
      numerator = or(numerator, and(d, n))
    }
    if denominator == .unknown || numerator == .unknown {
      answer.unknown += 1
    } else {
      answer.denominator += 1
      if numerator == .yes { answer.numerator += 1 }
    }
  }

  private func isExcluded(_ row: Row, _ indicator: String) -> Bool {
    snapshot.exclusions.contains {
      $0.indicator == indicator && $0.procedure == row.procedure
        && ($0.agency == nil || $0.agency == row.agency)
    }
  }

  // MARK: Scope

  private func rowsInScope(_ query: IndicatorQuery, _ unit: CountUnit) -> [Row] {
    let columns = snapshot.offerings
    return (0..<columns.count).compactMap { index in
      let procedure = Int(columns.procedure[index])
      guard admits(procedure: procedure, query) else { return nil }
      let facts = columns.combinations[Int(columns.combination[index])]
      if columns.agency[index] == OfferingColumns.noAgency {
        guard unit == .procedures, query.filters[.agency] == nil, query.filters[.tier] == nil,
          snapshot.agencies.position(of: snapshot.authority) != nil
        else { return nil }
        return Row(procedure: procedure, agency: nil, facts: facts)
      }
      let agency = Int(columns.agency[index])
      guard admits(agency: agency, query) else { return nil }
      return Row(procedure: procedure, agency: agency, facts: facts)
    }
  }

  private func admits(procedure position: Int, _ query: IndicatorQuery) -> Bool {
    let procedure = snapshot.procedures[position]
    if let code = query.filters[.procedure], code != procedure.code.text { return false }
    guard let field = query.filters[.field] else { return true }
    let name = procedure.field.map { snapshot.fields[$0] } ?? "unknown"
    return name.split(separator: " ").joined(separator: " ") == field
  }

  private func admits(agency position: Int, _ query: IndicatorQuery) -> Bool {
    let node = snapshot.agencies.nodes[position]
    if let tier = query.filters[.tier], tier != node.tier?.rawValue ?? "unknown" { return false }
    let above = snapshot.agencies.lineage(of: position).map { snapshot.agencies.nodes[$0].code }
    if let agency = query.filters[.agency] { return above.contains { $0.text == agency } }
    return query.filters[.tier] == "vertical" || above.contains(snapshot.authority)
  }

  private func admits(level: LevelKey, _ query: IndicatorQuery) -> Bool {
    query.filters[.level].map { $0 == level.rawValue } ?? true
  }

  // MARK: Definitions

  /// Denominator and numerator, as the table of indicators states them.
  private func predicates(_ indicator: String, _ facts: OfferingFacts) -> (Ternary, Ternary) {
    let full: Ternary =
      facts.level == .unknown ? .unknown : facts.level == .full ? .yes : .no
    let online: Ternary =
      facts.level == .unknown
      ? .unknown : [LevelKey.full, .partial].contains(facts.level) ? .yes : .no
    return switch indicator {
    case "level4_of_all": (.yes, full)
    case "level4_of_eligible": (facts.eligibleFull, full)
    case "level4_of_online": (online, full)
    case "online_of_eligible": (facts.eligible, online)
    case "online_of_all": (.yes, online)
    case "mobile_of_online": (online, facts.mobile)
    case "payment_enabled": (and(facts.fee, facts.paymentEligible), facts.paymentEnabled)
    case "level4_alive": (full, facts.usedOnline)
    case "services_used": (online, facts.usedOnline)
    case "procedures_paid_online": (facts.fee, facts.paidOnline)
    case "procedures_fee_used": (facts.fee, facts.feeDossier)
    default: (.no, .no)
    }
  }

  private func and(_ a: Ternary, _ b: Ternary) -> Ternary {
    if a == .no || b == .no { return .no }
    return a == .unknown || b == .unknown ? .unknown : .yes
  }

  private func or(_ a: Ternary, _ b: Ternary) -> Ternary {
    if a == .yes || b == .yes { return .yes }
    return a == .unknown || b == .unknown ? .unknown : .no
  }
}

extension NaiveOracle.Answer {
  init(_ figure: IndicatorFigure) {
    self.init(
      numerator: figure.tally.numerator, denominator: figure.tally.denominator,
      unknown: figure.tally.unknown, held: figure.tally.held, excluded: figure.tally.excluded,
      inScope: figure.tally.inScope, crosswalk: figure.flags == ["crosswalk"])
  }
}
