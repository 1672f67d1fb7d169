import Indicators
import Procedures

@testable import Store

/// The indicators that look at the use of offerings once more, counted offering by offering: the
/// catalog is taken as the store has it, its use from the plain rows of the bench.
struct UseOracle {
  let events: EventOracle
  let catalog: CatalogSnapshot
  let first: CalendarDay
  let last: CalendarDay

  private var bench: EventBench { events.bench }

  func answer(_ query: IndicatorQuery, unit: CountUnit) -> EventOracle.Answer {
    var answer = EventOracle.Answer()
    var units: [Int: [(belongs: Bool?, counts: Bool?)]] = [:]
    let columns = catalog.offerings
    for row in 0..<columns.count {
      let procedure = catalog.procedures[Int(columns.procedure[row])]
      let agency =
        columns.agency[row] < 0
        ? nil : catalog.agencies.nodes[Int(columns.agency[row])].code.text
      guard admits(agency, procedure, unit, query) else { continue }
      let facts = columns.combinations[Int(columns.combination[row])]
      let key = unit == .offerings ? row : Int(columns.procedure[row])
      units[key, default: []].append(
        predicates(query.indicator, facts, procedure.code.text, agency))
    }
    for rows in units.values {
      answer.inScope += 1
      let belongs = any(rows.map(\.belongs))
      let counts = any(rows.map { both($0.belongs, $0.counts) })
      if belongs == false { continue }
      if belongs == nil || counts == nil {
        answer.unknown += 1
      } else {
        answer.denominator += 1
        if counts == true { answer.numerator += 1 }
      }
    }
    answer.held = held(query)
    return answer
  }

  private func predicates(
    _ indicator: String, _ facts: OfferingFacts, _ procedure: String, _ agency: String?
  ) -> (Bool?, Bool?) {
    let isKnown = facts.level != .unknown
    let full: Bool? = isKnown ? facts.level == .full : nil
    let online: Bool? = isKnown ? facts.level == .full || facts.level == .partial : nil
    let fee: Bool? = facts.fee == .unknown ? nil : facts.fee == .yes
    return switch indicator {
    case "level4_alive": (full, used(procedure, agency))
    case "services_used": (online, used(procedure, agency))
    case "procedures_fee_used": (fee, owesFee(procedure, agency))
    default: (fee, paidOnline(procedure, agency))
    }
  }

  private func used(_ procedure: String, _ agency: String?) -> Bool? {
    any(received(procedure, agency).map { $0.row.channel.map { $0 == 2 }.sure($0.isSure) })
  }

  private func owesFee(_ procedure: String, _ agency: String?) -> Bool? {
    any(received(procedure, agency).map { Self.said($0.row.answers[0]).sure($0.isSure) })
  }

  private func paidOnline(_ procedure: String, _ agency: String?) -> Bool? {
    let dossiers = received(procedure, agency).map { entry -> Bool? in
      let paid = both(Self.said(entry.row.answers[0]), Self.said(entry.row.answers[2]))
      // Payments are imported: what they do not say was not paid, unless a dossier knows better.
      return Optional(paid == true).sure(entry.isSure)
    }
    var payments: [Bool?] = []
    for row in bench.payments
    where events.isBelieved(row.since, row.until) && row.procedure == procedure
      && row.state >= 4 && row.method == 1
    {
      guard let day = row.day, day >= first, day <= last else { continue }
      guard let place = row.agency else {
        payments.append(agency == nil ? true : nil)
        continue
      }
      if let isSure = belongs(place, to: agency) { payments.append(isSure ? true : nil) }
    }
    return any(dossiers + payments)
  }

  /// The dossiers received at an offering, and whether they are surely its own.
  private func received(
    _ procedure: String, _ agency: String?
  ) -> [(row: EventBench.Dossier, isSure: Bool)] {
    bench.dossiers.compactMap { row in
      guard events.isBelieved(row.since, row.until), row.procedure == procedure,
        let day = row.receivedDay, day >= first, day <= last, row.status != 1, row.status != 3
      else { return nil }
      return belongs(row.agency, to: agency).map { (row, $0) }
    }
  }

  /// Whether what happened at an agency belongs to an offering: surely, perhaps, or nil for not.
  private func belongs(_ agency: String, to offering: String?) -> Bool? {
    let isNew = catalog.validOn >= EventBench.change
    let places: [String] =
      switch agency {
      case "H32.300" where isNew: ["H32.201"]
      case "H32.400" where isNew: ["H32.17", "H32.201"]
      case "H32.16.9" where isNew: []
      case "H32.500" where !isNew: []
      default: [agency]
      }
    guard let offering else { return places.count < 2 }
    return places.contains(offering) ? places.count == 1 : nil
  }

  private func held(_ query: IndicatorQuery) -> Int {
    guard events.run == 2 else { return 0 }
    let kinds =
      query.indicator == "procedures_paid_online" ? ["dossiers", "payments"] : ["dossiers"]
    return bench.held.count { row in
      guard kinds.contains(row.kind) else { return false }
      if let days = row.days, days.upperBound < first || days.lowerBound > last { return false }
      if let code = row.procedure,
        let procedure = catalog.procedures.first(where: { $0.code.text == code }),
        !admits(procedure, query)
      {
        return false
      }
      let agencies = row.agencies.compactMap { text in
        catalog.agencies.nodes.first { $0.code.text == text }?.code.text
      }
      guard agencies.count == row.agencies.count, !agencies.isEmpty else { return true }
      return agencies.contains { admits($0, query) }
    }
  }

  private func admits(
    _ agency: String?, _ procedure: CatalogProcedure, _ unit: CountUnit, _ query: IndicatorQuery
  ) -> Bool {
    guard admits(procedure, query) else { return false }
    guard let agency else { return unit == .procedures && query.filters[.agency] == nil }
    return admits(agency, query)
  }

  private func admits(_ agency: String, _ query: IndicatorQuery) -> Bool {
    EventOracle.Tree(on: catalog.validOn).above(agency)
      .contains(query.filters[.agency] ?? "H32")
  }

  private func admits(_ procedure: CatalogProcedure, _ query: IndicatorQuery) -> Bool {
    guard let asked = query.filters[.field] else { return true }
    return procedure.field.map { catalog.fields[$0] } ?? "unknown" == asked
  }

  private static func said(_ code: Int) -> Bool? { code == 2 ? nil : code == 1 }

  private func any(_ values: [Bool?]) -> Bool? {
    if values.contains(true) { return true }
    return values.contains { $0 == nil } ? nil : false
  }

  private func both(_ one: Bool?, _ other: Bool?) -> Bool? {
    if one == false || other == false { return false }
    return one == nil || other == nil ? nil : true
  }
}

extension Optional where Wrapped == Bool {
  /// A yes that is not surely its own is unknown.
  fileprivate func sure(_ isSure: Bool) -> Bool? { isSure || self == false ? self : nil }
}
