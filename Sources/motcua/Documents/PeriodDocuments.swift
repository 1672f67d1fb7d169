import Indicators
import Procedures
import Store

/// The closed periods as they go over the wire.
struct PeriodsDocument: Encodable {
  let periods: [ClosedPeriodDocument]
  let pending: [PendingDocument]
}

/// A closing or restatement as it goes over the wire.
struct ClosedPeriodDocument: Encodable {
  static let headings = [
    "period", "calendar", "known_on", "data_version", "reason", "entered_by", "run", "since",
    "until",
  ]

  let period: String
  let calendar: String
  let first: String
  let last: String
  let knownOn: String
  let dataVersion: Int64
  let reason: String
  let enteredBy: String
  let run: Int64
  let since: String
  let until: String?

  enum CodingKeys: String, CodingKey {
    case period
    case calendar
    case first
    case last
    case knownOn = "known_on"
    case dataVersion = "data_version"
    case reason
    case enteredBy = "entered_by"
    case run
    case since
    case until
  }

  init(_ closed: ClosedPeriod) {
    period = closed.period.description
    calendar = closed.period.calendar.rawValue
    first = "\(closed.period.first)"
    last = "\(closed.period.last)"
    knownOn = "\(closed.knownOn)"
    dataVersion = closed.dataVersion
    reason = closed.reason
    enteredBy = closed.enteredBy
    run = closed.run
    since = "\(closed.since)"
    until = closed.until.map { "\($0)" }
  }

  var cells: [String] {
    [
      period, calendar, knownOn, "\(dataVersion)", reason, enteredBy, "\(run)", since,
      until ?? "",
    ]
  }
}

/// A figure of a closed period that a later run would change, as it goes over the wire.
struct PendingDocument: Encodable {
  static let headings = [
    "period", "calendar", "indicator", "count", "agency_code", "closed", "now", "run",
  ]

  struct Counts: Encodable {
    let numerator: Int64
    let denominator: Int64
    let unknown: Int64
    let held: Int64
    let excluded: Int64

    init(_ counts: PeriodCounts) {
      numerator = counts.numerator
      denominator = counts.denominator
      unknown = counts.unknown
      held = counts.held
      excluded = counts.excluded
    }

    var text: String { "\(numerator)/\(denominator) ?\(unknown) #\(held) −\(excluded)" }
  }

  let period: String
  let calendar: String
  let indicator: String
  let count: String
  let agency: String?
  let old: Counts?
  let new: Counts?
  let run: Int64

  enum CodingKeys: String, CodingKey {
    case period
    case calendar
    case indicator
    case count
    case agency = "agency_code"
    case old
    case new
    case run
  }

  init(_ pending: PendingRestatement) {
    period = pending.period.description
    calendar = pending.period.calendar.rawValue
    indicator = pending.indicator
    count = pending.count.rawValue
    agency = pending.agency
    old = pending.old.map(Counts.init)
    new = pending.new.map(Counts.init)
    run = pending.run
  }

  var cells: [String] {
    [
      period, calendar, indicator, count, agency ?? "", old?.text ?? "–", new?.text ?? "–",
      "\(run)",
    ]
  }
}
