import Indicators
import Procedures
import Store

/// A plan that holds, as it goes over the wire.
struct PlanEntryDocument: Encodable, Sendable {
  let id: String
  let title: String
  let decision: String
  let authority: String?
  let validFrom: String
  let validTo: String
  let goals: Int
  let tasks: Int
  let run: Int64?
  let since: String?

  enum CodingKeys: String, CodingKey {
    case id
    case title
    case decision
    case authority
    case validFrom = "valid_from"
    case validTo = "valid_to"
    case goals
    case tasks
    case run
    case since
  }

  init(_ entry: AdoptionRegister.Entry<Plan>) {
    id = entry.value.id
    title = entry.value.titleVi
    decision = entry.value.decision
    authority = entry.value.authority
    validFrom = "\(entry.value.validFrom)"
    validTo = "\(entry.value.validTo)"
    goals = entry.value.goals.count
    tasks = entry.value.annex.count
    run = entry.run
    since = entry.since.map { "\($0)" }
  }

  var cells: [String] {
    [
      id, title, decision, "\(validFrom)…\(validTo)", "\(goals)", "\(tasks)",
      run.map { "run \($0), \(since ?? "")" } ?? "motcua",
    ]
  }
}

/// An index that holds, as it goes over the wire.
struct IndexEntryDocument: Encodable, Sendable {
  let id: String
  let title: String
  let source: String
  let max: Double
  let items: Int
  let run: Int64?
  let since: String?

  init(_ entry: AdoptionRegister.Entry<ScoreIndex>) {
    id = entry.value.id
    title = entry.value.titleVi
    source = entry.value.source
    max = entry.value.most.value
    items = entry.value.groups.flatMap(\.items).count
    run = entry.run
    since = entry.since.map { "\($0)" }
  }

  var cells: [String] {
    [
      id, title, source, "\(max)", "\(items)", run.map { "run \($0), \(since ?? "")" } ?? "motcua",
    ]
  }
}

/// The holidays of a year, as they go over the wire.
struct HolidayYearDocument: Encodable, Sendable {
  struct Day: Encodable, Sendable {
    let day: String
    let name: String
  }

  let year: Int
  let complete: Bool
  let source: String
  let off: [Day]
  let working: [Day]
  let run: Int64?

  init(_ entry: AdoptionRegister.Entry<HolidayYear>) {
    year = entry.value.year
    complete = entry.value.isComplete
    source = entry.value.source
    off = entry.value.off.map { Day(day: "\($0.day)", name: $0.name) }
    working = entry.value.working.map { Day(day: "\($0.day)", name: $0.name) }
    run = entry.run
  }

  var rows: [[String]] {
    let days = off.map { ($0, "off") } + working.map { ($0, "working") }
    return days.sorted { $0.0.day < $1.0.day }.map { day, kind in
      [day.day, kind, day.name, complete ? "yes" : "no", source]
    }
  }
}
