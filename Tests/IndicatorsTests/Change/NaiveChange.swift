import Indicators
import Procedures

/// The steps from one catalog to another once more, over dictionaries of all rows: nothing is left
/// out because it does not change, and the naive oracle counts each step.
struct NaiveChange {
  private struct Key: Hashable {
    let procedure: ProcedureCode
    let agency: AgencyCode?
  }

  private struct State {
    var rows: [Key: OfferingFacts] = [:]
    var excluded: Set<Key> = []
    var fields: [ProcedureCode: String] = [:]
    var tree: AgencyTree
  }

  private let indicator: String
  private let query: IndicatorQuery
  private let authority: AgencyCode
  private let day: CalendarDay

  private init(_ query: IndicatorQuery, _ snapshot: CatalogSnapshot) {
    indicator = query.indicator
    self.query = query
    authority = snapshot.authority
    day = snapshot.validOn
  }

  /// For each cause after `corrected`, what it does.
  static func parts(
    _ history: RandomHistory, _ query: IndicatorQuery
  ) -> [ChangeCause: CountChange] {
    let naive = NaiveChange(query, history.from)
    let (from, to) = (naive.state(of: history.from), naive.state(of: history.to))
    let succession = history.to.succession.agencies
    var state = from
    var last = naive.count(state)
    var parts: [ChangeCause: CountChange] = [:]
    func step(_ cause: ChangeCause, _ change: (inout State) -> Void) {
      change(&state)
      let now = naive.count(state)
      parts[cause] = CountChange(
        numerator: now.numerator - last.numerator, denominator: now.denominator - last.denominator,
        unknown: now.unknown - last.unknown, excluded: now.excluded - last.excluded)
      last = now
    }

    /// The rows of the end that stand where a row of the start stood.
    func heirs(_ key: Key) -> [Key] {
      guard let agency = key.agency, to.tree.position(of: agency) == nil else { return [] }
      return succession.heirs(of: agency) { to.tree.position(of: $0) != nil }
        .map { Key(procedure: key.procedure, agency: $0) }.filter { to.rows[$0] != nil }
    }
    let gone = from.rows.keys.filter { to.rows[$0] == nil }
    let new = to.rows.keys.filter { from.rows[$0] == nil }
    let moved = gone.filter { !heirs($0).isEmpty }
    func offersAny(_ state: State, _ procedure: ProcedureCode) -> Bool {
      state.rows.keys.contains { $0.procedure == procedure }
    }

    step(.left) { state in
      for key in gone where !moved.contains(key) {
        if key.agency == nil, offersAny(to, key.procedure) { continue }
        state.rows[key] = nil
        state.excluded.remove(key)
      }
      for key in new where key.agency == nil && offersAny(from, key.procedure) {
        state.rows[key] = to.rows[key]
        if to.excluded.contains(key) { state.excluded.insert(key) }
      }
    }
    var origins: [Key: Key] = [:]
    step(.agencyMoved) { state in
      for key in moved.sorted(by: { "\($0.agency?.text ?? "")" < "\($1.agency?.text ?? "")" }) {
        for heir in heirs(key) where from.rows[heir] == nil && origins[heir] == nil {
          origins[heir] = key
          state.rows[heir] = from.rows[key]
          if from.excluded.contains(key) { state.excluded.insert(heir) }
        }
      }
      for key in moved {
        state.rows[key] = nil
        state.excluded.remove(key)
      }
      state.tree = to.tree
      for procedure in Set(state.rows.keys.map(\.procedure)) {
        state.fields[procedure] = to.fields[procedure]
      }
    }
    step(.entered) { state in
      for key in gone where key.agency == nil && offersAny(to, key.procedure) {
        state.rows[key] = nil
        state.excluded.remove(key)
      }
      for key in new where state.rows[key] == nil {
        state.rows[key] = to.rows[key]
        if to.excluded.contains(key) { state.excluded.insert(key) }
        state.fields[key.procedure] = to.fields[key.procedure]
      }
    }
    func attribute(
      _ cause: ChangeCause, _ change: (inout OfferingFacts, OfferingFacts) -> Void
    ) {
      step(cause) { state in
        for key in state.rows.keys {
          guard var facts = state.rows[key], let goal = to.rows[key] else { continue }
          change(&facts, goal)
          state.rows[key] = facts
        }
      }
    }
    attribute(.eligibilityChanged) {
      $0.eligible = $1.eligible
      $0.eligibleFull = $1.eligibleFull
    }
    attribute(.feeChanged) {
      $0.fee = $1.fee
      $0.paymentEligible = $1.paymentEligible
    }
    attribute(.paymentChanged) { $0.paymentEnabled = $1.paymentEnabled }
    attribute(.meansChanged) { $0.mobile = $1.mobile }
    func level(_ cause: ChangeCause, _ applies: @escaping (LevelKey, LevelKey) -> Bool) {
      attribute(cause) { if applies($0.level, $1.level) { $0.level = $1.level } }
    }
    level(.upgraded) { $0 != .unknown && $1 != .unknown && $1.rank > $0.rank }
    level(.downgraded) { $0 != .unknown && $1 != .unknown && $1.rank < $0.rank }
    level(.levelLearned) { old, new in old == .unknown && new != .unknown }
    level(.levelLost) { old, new in old != .unknown && new == .unknown }
    attribute(.used) { $0 = $1 }
    step(.excludedChanged) { $0.excluded = to.excluded }
    step(.definitionChanged) { _ in }
    return parts
  }

  private func state(of snapshot: CatalogSnapshot) -> State {
    var state = State(tree: snapshot.agencies)
    let columns = snapshot.offerings
    for row in 0..<columns.count {
      let position = Int(columns.procedure[row])
      let place = columns.agency[row]
      let agency =
        place == OfferingColumns.noAgency ? nil : snapshot.agencies.nodes[Int(place)].code
      let procedure = snapshot.procedures[position]
      let key = Key(procedure: procedure.code, agency: agency)
      state.rows[key] = columns.combinations[Int(columns.combination[row])]
      let isExcluded = snapshot.exclusions.contains {
        $0.indicator == indicator && $0.procedure == position
          && ($0.agency == nil || $0.agency == (agency == nil ? nil : Int(place)))
      }
      if isExcluded { state.excluded.insert(key) }
      state.fields[procedure.code] = procedure.field.map { snapshot.fields[$0] }
    }
    return state
  }

  private func count(_ state: State) -> NaiveOracle.Answer {
    let codes = Set(state.rows.keys.map(\.procedure)).sorted()
    let fields = Set(state.fields.values).sorted()
    var procedure: [Int32] = []
    var agency: [Int32] = []
    var facts: [OfferingFacts] = []
    var exclusions: [Exclusion] = []
    for (position, code) in codes.enumerated() {
      for (key, value) in state.rows where key.procedure == code {
        let place = key.agency.flatMap { state.tree.position(of: $0) }
        procedure.append(Int32(position))
        agency.append(place.map(Int32.init) ?? OfferingColumns.noAgency)
        facts.append(value)
        if state.excluded.contains(key) {
          exclusions.append(Exclusion(procedure: position, agency: place, indicator: indicator))
        }
      }
    }
    let snapshot = CatalogSnapshot(
      authority: authority, validOn: day, knownOn: Instant(microsecondsSince2000: 0),
      dataVersion: 0, agencies: state.tree, fields: fields,
      procedures: codes.map { code in
        CatalogProcedure(
          code: code, name: "",
          field: state.fields[code].flatMap { fields.firstIndex(of: $0) })
      },
      offerings: OfferingColumns(
        procedure: procedure, agency: agency, combination: (0..<UInt16(facts.count)).map { $0 },
        combinations: facts), exclusions: exclusions)
    return NaiveOracle(snapshot: snapshot).answer(query)
  }
}
