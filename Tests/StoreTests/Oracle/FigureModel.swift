import Indicators
import Procedures

/// The figures of one day of a model, counted from dictionaries: no code is shared with the store
/// or the evaluator beyond the names of things.
struct FigureModel {
  struct Answer: Hashable {
    var numerator = 0
    var denominator = 0
    var unknown = 0
    var held = 0
    var inScope = 0
  }

  private struct Row {
    var code: String
    /// Nil: a procedure that no agency offers.
    var agency: String?
    var level: String?
    var answers: [String: Bool]
    var mobile: Bool?
  }

  private let day: Int
  private var rows: [Row] = []
  /// Procedures in force with their field.
  private var fields: [String: String] = [:]
  private var held: [BeliefModel.Held] = []

  private static let keys = [
    "4": "full", "3": "partial", "2": "info", "1": "info", "toàn trình": "full",
    "một phần": "partial", "chưa cung cấp": "none",
  ]
  private static let ranks = ["none": 1, "info": 2, "partial": 3, "full": 4]

  init(_ model: BeliefModel, on day: Int) {
    self.day = day
    held = model.sources.flatMap { $0.held.values.flatMap(\.self) }
    let codes = Set(model.sources.flatMap { $0.procedures.filter { $1[day] != nil }.keys })
    for code in codes {
      func first(_ label: String) -> String? {
        model.sources.lazy.compactMap { $0.procedures[code]?[day]?[label] }.first { !$0.isEmpty }
      }
      if first("type") == "Nội bộ" { continue }
      fields[code] = first("field") ?? "unknown"
      var places = Set(
        model.sources.flatMap { source in
          source.offerings.filter { $0.key.code == code && $0.value[day] != nil }
            .map(\.key.agency)
        })
      places = places.filter { !$0.isEmpty && BeliefModel.isInForce($0, on: day) }
      if places.isEmpty {
        rows.append(Self.row(model, code, "", day))
      } else {
        rows += places.map { Self.row(model, code, $0, day) }
      }
    }
  }

  /// What all sources together say of an offering, or of the procedure itself.
  private static func row(
    _ model: BeliefModel, _ code: String, _ agency: String, _ day: Int
  ) -> Row {
    var row = Row(code: code, agency: agency.isEmpty ? nil : agency, level: nil, answers: [:])
    for source in model.sources {
      func services(_ place: String) -> [BeliefModel.Content] {
        source.offerings.filter { $0.key.code == code && $0.key.agency == place }
          .compactMap { $0.value[day] }
      }
      /// All that the services say; where they say nothing, what is declared.
      func said(_ attribute: String) -> [String] {
        let own = services(agency).compactMap { $0[attribute] }
        return own.isEmpty ? services("").compactMap { $0[attribute] } : own
      }
      let levels = said("level").compactMap { keys[$0] }
      row.level = row.level ?? levels.max { ranks[$0] ?? 0 < ranks[$1] ?? 0 }
      for attribute in RandomFile.attributes.dropFirst().dropLast() {
        let cells = said(attribute)
        guard row.answers[attribute] == nil, !cells.isEmpty else { continue }
        if cells.contains("có") {
          row.answers[attribute] = true
        } else if !cells.contains("") {
          row.answers[attribute] = false
        }
      }
      let means = Set(said("means").flatMap { $0.split(separator: "; ") })
      if row.mobile == nil, !means.isEmpty {
        row.mobile = means.contains("mobile") && means.count > 1
      }
    }
    return row
  }

  /// The figure of a query with at most one filter.
  func answer(_ indicator: String, _ unit: CountUnit, _ filter: (Dimension, String)?) -> Answer {
    var answer = Answer()
    let scoped = rows.filter { row in
      guard admits(code: row.code, filter) else { return false }
      guard let agency = row.agency else {
        return unit == .procedures && filter?.0 != .agency && filter?.0 != .tier
      }
      return admits(agency: agency, filter)
    }
    let units =
      unit == .offerings
      ? scoped.map { [$0] } : Array(Dictionary(grouping: scoped, by: \.code).values)
    for unit in units {
      if case (.level, let level)? = filter, Self.highest(unit) != level { continue }
      answer.inScope += 1
      let parts = unit.map { Self.predicates(indicator, $0) }
      // Yes where one is yes, else unknown where one is unknown, else no.
      func any(_ values: [Bool?]) -> Bool? {
        values.contains(true) ? true : values.contains(nil) ? Bool?.none : false
      }
      let belongs = any(parts.map(\.0))
      let counts = any(
        parts.map { $0.0 == false || $0.1 == false ? false : $0.0 == nil ? nil : $0.1 })
      if belongs == false { continue }
      if belongs == nil || counts == nil {
        answer.unknown += 1
      } else {
        answer.denominator += 1
        if counts == true { answer.numerator += 1 }
      }
    }
    answer.held = held.count { held in
      if let code = held.code, fields[code] != nil, !admits(code: code, filter) { return false }
      let isReadable =
        held.isReadable && held.agencies.allSatisfy { BeliefModel.isInForce($0, on: day) }
      guard isReadable, !held.agencies.isEmpty else { return true }
      return held.agencies.contains { admits(agency: $0, filter) }
    }
    return answer
  }

  /// The groups of a split that hold something.
  func groups(_ indicator: String, _ unit: CountUnit, _ by: Dimension) -> [String: Answer] {
    let keys: [String] =
      switch by {
      case .agency: Array(BeliefModel.agencies.keys.filter { $0.hasPrefix("H32") })
      case .tier: ["province", "commune"]
      case .field: Array(Set(fields.values).union(["unknown"]))
      case .level: ["full", "partial", "info", "none", "unknown"]
      case .procedure: Array(fields.keys)
      default: []
      }
    var result: [String: Answer] = [:]
    for key in keys {
      let group = answer(indicator, unit, (by, key))
      if group.inScope > 0 { result[key] = group }
    }
    return result
  }

  private func admits(code: String, _ filter: (Dimension, String)?) -> Bool {
    switch filter {
    case (.field, let field)?: fields[code] == field
    case (.procedure, let wanted)?: code == wanted
    default: true
    }
  }

  private func admits(agency: String, _ filter: (Dimension, String)?) -> Bool {
    let above = BeliefModel.lineage(agency)
    switch filter {
    case (.agency, let code)?: return above.contains(code)
    case (.tier, let tier)?:
      return above.contains("H32") && BeliefModel.agencies[agency]?.tier == tier
    default: return above.contains("H32")
    }
  }

  private static func highest(_ rows: [Row]) -> String {
    rows.compactMap(\.level).max { ranks[$0] ?? 0 < ranks[$1] ?? 0 } ?? "unknown"
  }

  /// Denominator and numerator of one row; nil is unknown.
  private static func predicates(_ indicator: String, _ row: Row) -> (Bool?, Bool?) {
    let full = row.level.map { $0 == "full" }
    let online = row.level.map { $0 == "full" || $0 == "partial" }
    func both(_ one: Bool?, _ other: Bool?) -> Bool? {
      if one == false || other == false { return false }
      return one == nil || other == nil ? nil : true
    }
    return switch indicator {
    case "level4_of_all": (true, full)
    case "level4_of_eligible": (row.answers["eligible_full"], full)
    case "level4_of_online": (online, full)
    case "online_of_eligible": (row.answers["eligible"], online)
    case "online_of_all": (true, online)
    case "mobile_of_online": (online, row.mobile)
    case "payment_enabled":
      (both(row.answers["fee"], row.answers["payment_eligible"]), row.answers["payment_enabled"])
    // Nothing was imported that would tell whether anything is used.
    case "level4_alive": (full, nil)
    case "services_used": (online, nil)
    case "procedures_paid_online", "procedures_fee_used": (row.answers["fee"], nil)
    default: (false, false)
    }
  }
}

extension FigureModel.Answer {
  init(_ tally: Tally) {
    self.init(
      numerator: tally.numerator, denominator: tally.denominator, unknown: tally.unknown,
      held: tally.held, inScope: tally.inScope)
  }
}
