import Indicators
import Procedures

/// Reads a plan from a document of the form `motcua-plan/1`.
struct PlanReader {
  static let format = "motcua-plan/1"

  let file: String
  private let faults = DocumentFaults()

  init(file: String) { self.file = file }

  /// Throws `badDocument` with everything that is wrong.
  func plan(_ node: DocumentNode) throws(StoreError) -> Plan {
    var map = DocumentMap(node, path: "", faults: faults)
    _ = map.value("format", "\(Self.format), the form of a plan") { $0 == Self.format ? $0 : nil }
    let id = map.value("id", "an id: small letters, digits, - and ., at most 100", DocumentID.read)
    var title = map.map("title")
    let titleVi = title?.text("vi")
    let titleEn = title?.text("en")
    title?.finish()
    let decision = map.text("decision")
    let authority = map.value("authority", "the code of an authority, such as H32", required: false)
    { AgencyCode($0)?.text }
    var valid = map.map("valid")
    let from = valid?.value("from", "a day, yyyy-MM-dd") { CalendarDay(iso: $0) }
    let to = valid?.value("to", "a day, yyyy-MM-dd") { CalendarDay(iso: $0) }
    if let from, let to, to < from { valid?.fault("to", "is before the first day") }
    valid?.finish()
    let tasks =
      map.maps("tasks").compactMap { task($0, isInAnnex: true) }
      + map.maps("milestones").compactMap { task($0, isInAnnex: false) }
    let references = Set(tasks.map(\.reference))
    refuseRepeats(tasks.map(\.reference), "tasks", map)
    let goals = map.maps("goals").compactMap { goal($0, tasks: references) }
    refuseRepeats(goals.map(\.id), "goals", map)
    if goals.isEmpty, tasks.isEmpty { map.fault(nil, "the plan has no goals and no tasks") }
    map.finish()
    try faults.check(file)
    guard let id, let titleVi, let titleEn, let decision, let from, let to else {
      preconditionFailure("what a plan lacks is a fault that was reported")
    }
    return Plan(
      id: id, titleVi: titleVi, titleEn: titleEn, decision: decision, authority: authority,
      validFrom: from, validTo: to, goals: goals, tasks: tasks)
  }

  private func refuseRepeats(_ ids: [String], _ key: String, _ map: DocumentMap) {
    let repeated = Dictionary(grouping: ids, by: \.self).filter { $1.count > 1 }.keys.sorted()
    if !repeated.isEmpty { map.fault(key, "\(repeated.joined(separator: ", ")) is there twice") }
  }

  private func task(_ given: DocumentMap, isInAnnex: Bool) -> PlanTask? {
    var map = given
    let reference = map.value("ref", "a reference of at most 40 characters, such as VI.3") {
      $0.count <= 40 && !$0.contains(where: \.isWhitespace) ? $0 : nil
    }
    let title = map.text("title")
    let deadline = map.text("deadline")
    let section = map.text("section", required: false)
    let product = map.text("product", required: false)
    let responsible = map.text("responsible", required: false)
    let leads = map.texts("leads")
    let partners = map.texts("partners")
    let isSystem = map.flag("system")
    var deliverables: [PlanTask.Deliverable] = []
    for var part in map.maps("deliverables") {
      let id = part.value("id", "an id: small letters, digits, _, - and .", DocumentID.read)
      let text = part.text("text")
      let at = part.value("reached_at", "a progress from 1 to 100", required: false) { text in
        Int(text).flatMap { (1...100).contains($0) ? $0 : nil }
      }
      part.finish()
      if let id, let text {
        deliverables.append(PlanTask.Deliverable(id: id, text: text, reachedAt: at ?? 100))
      }
    }
    refuseRepeats(deliverables.map(\.id), "deliverables", map)
    map.finish()
    guard let reference, let title, let deadline else { return nil }
    return PlanTask(
      reference: reference, section: section ?? "", title: title, product: product ?? "",
      deadline: Deadline(deadline), responsible: responsible ?? "", leads: leads,
      partners: partners, deliverables: deliverables, isSystem: isSystem, isInAnnex: isInAnnex)
  }

  private func goal(_ given: DocumentMap, tasks: Set<String>) -> Goal? {
    var map = given
    let id = map.value("id", "an id of at most 60 characters") { $0.count <= 60 ? $0 : nil }
    let clause = map.text("clause")
    let text = map.text("text", required: false)
    var meaning = map.map("meaning")
    let meaningVi = meaning?.text("vi")
    let meaningEn = meaning?.text("en")
    meaning?.finish()
    let measure = measure(&map, tasks: tasks)
    let rule = rule(&map, measure)
    let count = map.value("count", "procedures or offerings", required: false) {
      CountUnit(rawValue: $0).flatMap { CountUnit.choices.contains($0) ? $0 : nil }
    }
    let filters = filters(&map)
    let span = span(&map)
    let deadline = map.text("deadline", required: false)
    let basket = map.value("basket", "a day, yyyy-MM-dd", required: false) { CalendarDay(iso: $0) }
    let beside = map.texts("beside")
    for id in beside where !Self.isIndicator(id) {
      map.fault("beside", "there is no indicator \"\(id.prefix(80))\"")
    }
    let note = map.text("note", required: false)
    if case .indicator(let id) = measure {
      do {
        _ = try Indicator.asked(by: IndicatorQuery(indicator: id, count: count, filters: filters))
      } catch {
        map.fault(nil, error.description)
      }
    } else if count != nil || !filters.isEmpty {
      map.fault(nil, "count and where are asked of indicators only")
    }
    map.finish()
    guard let id, let clause, let meaningVi, let meaningEn, let measure, let rule, let span else {
      return nil
    }
    return Goal(
      id: id, clause: clause, text: text ?? "", meaningVi: meaningVi, meaningEn: meaningEn,
      measure: measure, count: count, filters: filters, rule: rule, span: span,
      deadline: deadline.map { Deadline($0) }, basket: basket, beside: beside, note: note ?? "")
  }

  private func measure(_ map: inout DocumentMap, tasks: Set<String>) -> Goal.Measure? {
    let given = ["indicator", "observation", "tasks"].filter { map.has($0) }
    guard given.count == 1 else {
      map.fault(nil, "exactly one of indicator, observation and tasks says what is measured")
      return nil
    }
    switch given[0] {
    case "indicator":
      return map.value("indicator", "an indicator; motcua indicators lists them") {
        Self.isIndicator($0) ? .indicator($0) : nil
      }
    case "observation":
      return map.value("observation", "an id: small letters, digits, _, - and .") {
        DocumentID.read($0).map { .observation($0) }
      }
    default:
      let references = map.texts("tasks")
      let missing = references.filter { !tasks.contains($0) }
      guard missing.isEmpty, !references.isEmpty else {
        map.fault(
          "tasks",
          missing.isEmpty
            ? "is empty" : "the plan has no task \(missing.joined(separator: ", "))")
        return nil
      }
      return .tasks(references)
    }
  }

  static func isIndicator(_ id: String) -> Bool { Indicator.all.contains { $0.id == id } }

  private func rule(_ map: inout DocumentMap, _ measure: Goal.Measure?) -> GoalRule? {
    func target(_ make: (PercentTarget) -> GoalRule) -> GoalRule? {
      map.value("target", "a percentage from 0 to 100", PercentTarget.init).map(make)
    }
    let comparator = map.value("comparator", "one of =, ≥, >, increase, milestone") { word in
      ["=", "≥", ">=", ">", "increase", "milestone"].contains(word) ? word : nil
    }
    let rule: GoalRule?
    switch comparator {
    case "="?: rule = target { .exactly($0) }
    case "≥"?, ">="?: rule = target { .atLeast($0) }
    case ">"?:
      rule = target { .above($0) }
      if case .above(.whole) = rule { map.fault("target", "nothing is above 100%") }
    case "increase"?:
      rule = map.value("baseline", "a period, such as 2022") { try? Period($0) }.map {
        .increase(over: $0)
      }
    case "milestone"?: rule = .milestone
    default: rule = nil
    }
    if let rule, let measure {
      var isOfTasks = false
      if case .tasks = measure { isOfTasks = true }
      guard isOfTasks == (rule == .milestone) else {
        map.fault(
          "comparator", "tasks are asked for with milestone, shares with a target or increase")
        return nil
      }
    }
    return rule
  }

  private func filters(_ map: inout DocumentMap) -> [Dimension: String] {
    var filters: [Dimension: String] = [:]
    for (key, value) in map.dictionary("where") {
      guard let dimension = Dimension(rawValue: key) else {
        map.fault("where", "there is no dimension \"\(key.prefix(80))\"")
        continue
      }
      filters[dimension] = value
    }
    return filters
  }

  private func span(_ map: inout DocumentMap) -> Goal.Span? {
    if map.has("period"), map.has("span") {
      map.fault("span", "a goal has a period or a span, not both")
      return nil
    }
    if map.has("period") {
      return map.value("period", "a period: 2023, 2023-H1, 2023-9M, 2023-Q1 or 2023-06") {
        (try? Period($0)).map { .period($0) }
      }
    }
    guard map.has("span") else { return .asOf }
    return map.value("span", "day or year") { word in
      switch word {
      case "day": .asOf
      case "year": .yearOfDay
      default: nil
      }
    }
  }
}

/// Ids in documents.
enum DocumentID {
  /// The text where it is an id: 1 to 100 of small letters, digits, `_`, `-` and `.`.
  static func read(_ text: String) -> String? {
    let isGood = text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }
    return isGood && (1...100).contains(text.utf8.count) ? text : nil
  }
}
