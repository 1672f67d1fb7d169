public import Indicators
internal import Procedures

/// An offering of a procedure: what figures count of it.
public struct OfferingRecord: Sendable, Hashable, LookupRecord {
  static let plural = "offerings"
  static let headings = ["agency_code", "agency", "level", "scale"] + answers
  /// The attributes that are answered with yes, no or unknown, in the order of the columns.
  static let answers = [
    "eligible", "eligible_full", "fee", "payment_eligible", "payment_enabled", "mobile",
  ]

  /// The agency's code; nil for a procedure that no agency offers.
  public let agencyCode: String?
  /// The agency's name.
  public let agency: String?
  /// `full`, `partial`, `info`, `none` or `unknown`.
  public let level: String
  /// The scale in which the level was said; nil where none was.
  public let scale: String?
  /// `yes`, `no` or `unknown`, by attribute.
  public let answers: [String: String]

  /// A row of a snapshot.
  public init(row: Int, in catalog: CatalogSnapshot) {
    let offerings = catalog.offerings
    let place = offerings.agency[row]
    let node = place == OfferingColumns.noAgency ? nil : catalog.agencies.nodes[Int(place)]
    let facts = offerings.combinations[Int(offerings.combination[row])]
    agencyCode = node?.code.text
    agency = node?.name
    level = facts.level.rawValue
    scale = facts.levelScheme
    answers = [
      "eligible": facts.eligible.word, "eligible_full": facts.eligibleFull.word,
      "fee": facts.fee.word, "payment_eligible": facts.paymentEligible.word,
      "payment_enabled": facts.paymentEnabled.word, "mobile": facts.mobile.word,
    ]
  }

  var cells: [String] {
    [agencyCode ?? "", agency ?? "", level, scale ?? ""] + Self.answers.map { answers[$0] ?? "" }
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("agency")
      writer.value(agency)
      writer.key("agency_code")
      writer.value(agencyCode)
      writer.key("answers")
      writer.object { writer in
        for name in Self.answers.sorted() {
          writer.key(name)
          writer.value(answers[name])
        }
      }
      writer.key("level")
      writer.value(level)
      writer.key("scale")
      writer.value(scale)
    }
  }
}
