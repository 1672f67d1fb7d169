import Store

/// A plan as it goes over the wire: the summary of a run that was only planned, with its changes.
struct PlanDocument: Encodable {
  struct Change: Encodable {
    let kind: String
    let subject: String
    let code: String
    let name: String
    let agency: String?
    let service: String
    let attribute: String?
    let old: String?
    let new: String?
    let row: Int?

    init(_ change: PlannedChange) {
      kind = change.kind.rawValue
      subject = change.subject.rawValue
      code = change.code
      name = change.name
      agency = change.agencyCode
      service = change.service
      attribute = change.attribute
      old = change.oldValue
      new = change.newValue
      row = change.row
    }
  }

  struct Changes: Encodable {
    let counts: [String: Int]
    let first: [Change]
    let digest: String
  }

  struct Refusal: Encodable {
    let rule: String
    let subject: String?
    let count: Int
    let whole: Int
    let limit: Int
    let flag: String?

    init(_ refusal: GuardRefusal) {
      rule = refusal.rule
      subject = refusal.subject
      count = refusal.count
      whole = refusal.whole
      limit = refusal.limit
      flag = refusal.flag
    }
  }

  let outcome: SyncOutcome

  enum CodingKeys: String, CodingKey {
    case changes
    case refused = "guard"
  }

  func encode(to encoder: any Encoder) throws {
    try SummaryDocument(outcome.summary).encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(outcome.refusals.map(Refusal.init), forKey: .refused)
    guard let changes = outcome.changes else { return }
    let counts = changes.counts.map { ($0.key.rawValue, $0.value) }
    try container.encode(
      Changes(
        counts: Dictionary(counts) { first, _ in first }, first: changes.first.map(Change.init),
        digest: changes.digest),
      forKey: .changes)
  }
}
