import Procedures
import Store

/// A source as it goes over the wire.
struct SourceDocument: Encodable {
  struct Limit: Encodable {
    let rule: String
    let atLeast: Int
    let percent: Int

    enum CodingKeys: String, CodingKey {
      case rule
      case atLeast = "at_least"
      case percent
    }
  }

  let kind: String
  let name: String
  let demonstration: Bool
  let lastAppliedRun: Int64?
  let lastAppliedAt: String?
  let maximumAgeHours: Int?
  let limits: [Limit]
  let precedence: [String: Int]

  enum CodingKeys: String, CodingKey {
    case kind
    case name
    case demonstration
    case lastAppliedRun = "last_applied_run"
    case lastAppliedAt = "last_applied_at"
    case maximumAgeHours = "max_age_hours"
    case limits
    case precedence
  }

  init(_ entry: SourceRegister.Entry) {
    kind = entry.kind
    name = entry.name
    demonstration = entry.isDemonstration
    lastAppliedRun = entry.lastApplied?.run
    lastAppliedAt = entry.lastApplied.map { "\($0.finishedAt)" }
    maximumAgeHours = entry.maximumAgeHours
    limits = entry.limits.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      Limit(rule: $0.key.rawValue, atLeast: $0.value.atLeast, percent: $0.value.percent)
    }
    precedence = Dictionary(entry.positions.map { ($0.key.rawValue, $0.value) }) { first, _ in
      first
    }
  }

  var cells: [String] {
    [
      kind, name, demonstration ? "yes" : "no",
      lastAppliedRun.map { "run \($0), \(lastAppliedAt ?? "")" } ?? "–",
      maximumAgeHours.map { "\($0) h" } ?? "–",
      limits.map { "\($0.rule) \($0.atLeast)/\($0.percent)%" }.joined(separator: "; "),
      precedence.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        .joined(separator: "; "),
    ]
  }
}

/// A page of conflicts as it goes over the wire.
struct ConflictPageDocument: Encodable {
  let total: Int
  let next: String?
  let dataVersion: Int64
  let conflicts: [ConflictDocument]

  enum CodingKeys: String, CodingKey {
    case total
    case next
    case dataVersion = "data_version"
    case conflicts
  }
}

/// A conflict as it goes over the wire.
struct ConflictDocument: Encodable {
  struct Voice: Encodable {
    let source: String
    let value: String
  }

  let procedure: String?
  let agency: String?
  let attribute: String
  let counted: String
  let values: [Voice]

  enum CodingKeys: String, CodingKey {
    case procedure = "procedure_code"
    case agency = "agency_code"
    case attribute
    case counted
    case values
  }

  init(_ conflict: SourceConflict) {
    procedure = conflict.procedure?.text
    agency = conflict.agency?.text
    attribute = conflict.attribute.rawValue
    counted = conflict.counted
    values = conflict.voices.map { Voice(source: $0.source, value: $0.value) }
  }

  var cells: [String] {
    [
      procedure ?? "", agency ?? "", attribute, counted,
      values.map { "\($0.source): \($0.value)" }.joined(separator: " · "),
    ]
  }
}
