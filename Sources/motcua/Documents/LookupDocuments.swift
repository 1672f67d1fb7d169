import Indicators
import Procedures
import Store

/// A procedure in a list, as it goes over the wire.
struct ProcedureDocument: Encodable {
  let code: String
  let name: String
  let field: String?
  let level: String
  let agencies: Int
}

/// An offering as it goes over the wire: what figures count of it.
struct OfferingDocument: Encodable {
  static let headings = [
    "agency_code", "agency", "level", "scale", "eligible", "eligible_full", "fee",
    "payment_eligible", "payment_enabled", "mobile",
  ]

  let agencyCode: String?
  let agency: String?
  let level: String
  let scale: String?
  let answers: [String: String]

  enum CodingKeys: String, CodingKey {
    case agencyCode = "agency_code"
    case agency
    case level
    case scale
    case answers
  }

  init(agency: AgencyNode?, facts: OfferingFacts) {
    agencyCode = agency?.code.text
    self.agency = agency?.name
    level = facts.level.rawValue
    scale = facts.levelScheme
    answers = [
      "eligible": Self.word(facts.eligible), "eligible_full": Self.word(facts.eligibleFull),
      "fee": Self.word(facts.fee), "payment_eligible": Self.word(facts.paymentEligible),
      "payment_enabled": Self.word(facts.paymentEnabled), "mobile": Self.word(facts.mobile),
    ]
  }

  var cells: [String] {
    [agencyCode ?? "", agency ?? "", level, scale ?? ""]
      + Self.headings.dropFirst(4).map { answers[$0] ?? "" }
  }

  private static func word(_ answer: Ternary) -> String {
    switch answer {
    case .yes: "yes"
    case .no: "no"
    case .unknown: "unknown"
    }
  }
}

/// One thing that was said of a procedure, as it goes over the wire.
struct HistoryDocument: Encodable {
  static let headings = [
    "known_from", "run", "source", "agency", "service", "valid_from", "valid_to", "said", "file",
    "row", "by", "until_run",
  ]

  struct Value: Encodable {
    let attribute: String
    let value: String
    let cell: String?
  }

  let agency: String?
  let service: String
  let source: String
  let validFrom: String
  let validTo: String?
  let knownFrom: String
  let knownTo: String?
  let run: Int64
  let supersededBy: Int64?
  let file: String
  let sheet: String?
  let row: Int?
  let startedBy: String
  let values: [Value]

  enum CodingKeys: String, CodingKey {
    case agency
    case service
    case source
    case validFrom = "valid_from"
    case validTo = "valid_to"
    case knownFrom = "known_from"
    case knownTo = "known_to"
    case run
    case supersededBy = "superseded_by_run"
    case file
    case sheet
    case row
    case startedBy = "started_by"
    case values
  }

  init(_ entry: HistoryEntry) {
    agency = entry.agency
    service = entry.service
    source = entry.source
    validFrom = "\(entry.validFrom)"
    validTo = entry.validTo.map { "\($0)" }
    knownFrom = "\(entry.knownFrom)"
    knownTo = entry.knownTo.map { "\($0)" }
    run = entry.run
    supersededBy = entry.supersededBy
    file = entry.location
    sheet = entry.sheet
    row = entry.row
    startedBy = entry.startedBy
    values = entry.values.map {
      Value(attribute: $0.attribute, value: $0.text, cell: $0.cell)
    }
  }

  var cells: [String] {
    let said = values.map { value in
      "\(value.attribute)=\(value.value.isEmpty ? "?" : value.value)"
        + (value.cell.map { " (\($0))" } ?? "")
    }
    return [
      knownFrom, "\(run)", source, agency ?? "", service, validFrom, validTo ?? "",
      said.joined(separator: "; "), file + (sheet.map { " [\($0)]" } ?? ""),
      row.map { "\($0)" } ?? "", startedBy, supersededBy.map { "\($0)" } ?? "",
    ]
  }
}
