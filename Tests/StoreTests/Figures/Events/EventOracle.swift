import Indicators
import Procedures

@testable import Store

/// Figures over events once more, counted row by row from the bench, written for clearness only.
struct EventOracle {
  let bench: EventBench
  /// The last run that is believed.
  let run: Int
  /// The day of the tree, where it is not that of the figure.
  var treeDay: CalendarDay?

  struct Answer: Hashable {
    var numerator = 0
    var denominator = 0
    var unknown = 0
    var inScope = 0
    var held = 0
  }

  /// The tree of a day: what stands above each agency, and its tier.
  struct Tree {
    let isNew: Bool

    init(on day: CalendarDay) { isNew = day >= EventBench.change }

    func above(_ agency: String) -> [String] {
      let parent: String? =
        switch agency {
        case "H32", "G11.1": nil
        case "H32.16.1", "H32.16.9": "H32.16"
        case "H32.300" where isNew: "H32.201"
        default: "H32"
        }
      return [agency] + (parent.map(above) ?? [])
    }

    func tier(_ agency: String) -> String {
      switch agency {
      case "H32", "H32.16", "H32.16.1", "H32.16.9", "H32.17": "province"
      case "H32.201", "H32.500": "commune"
      case "H32.300": isNew ? "commune" : "district"
      case "H32.400": "district"
      default: "vertical"
      }
    }

    var groups: [String] {
      EventBench.agencies.filter {
        isNew ? !["H32.300", "H32.400", "H32.16.9"].contains($0) : $0 != "H32.500"
      }
    }
  }

  /// The field of a procedure on a day.
  static func field(_ procedure: String?, on day: CalendarDay) -> String {
    switch procedure {
    case "1.000001", "1.000005": "Y tế"
    case "1.000002": "Xây dựng"
    case "1.000003": "Đất đai"
    case "1.000006": day >= EventBench.change ? "Hộ tịch" : "unknown"
    default: "unknown"
    }
  }

  /// The days of a period by counting months.
  static func days(_ text: String, _ calendar: ReportCalendar) -> (CalendarDay, CalendarDay) {
    let year = Int(text.prefix(4)) ?? 0
    let months: ClosedRange<Int> =
      switch text.dropFirst(5) {
      case "": 1...12
      case "H1": 1...6
      case "H2": 7...12
      case "9M": 1...9
      case "Q1": 1...3
      case "Q2": 4...6
      case "Q3": 7...9
      case "Q4": 10...12
      case let month: (Int(month) ?? 0)...(Int(month) ?? 0)
      }
    func day(_ month: Int, _ day: Int) -> CalendarDay {
      let (y, m) = month == 0 ? (year - 1, 12) : month == 13 ? (year + 1, 1) : (year, month)
      return CalendarDay(year: y, month: m, day: day) ?? CalendarDay(daysSince2000: 0)
    }
    if calendar == .report { return (day(months.lowerBound - 1, 15), day(months.upperBound, 14)) }
    return (day(months.lowerBound, 1), day(months.upperBound + 1, 1).advanced(by: -1))
  }

  /// The first and last counted day, and the last of the whole period.
  func window(
    _ query: IndicatorQuery, on day: CalendarDay
  ) -> (first: CalendarDay, last: CalendarDay, state: CalendarDay) {
    var text = query.period?.description
    if text == nil {
      let (year, month, number) = day.components
      text = "\(query.calendar == .report && month == 12 && number >= 15 ? year + 1 : year)"
    }
    var (first, last) = Self.days(text ?? "", query.calendar)
    last = min(last, day)
    let state = last
    for dimension in [Dimension.month, .quarter, .year] {
      guard let part = query.filters[dimension] else { continue }
      let days = Self.days(part, query.calendar)
      (first, last) = (max(first, days.0), min(last, days.1))
    }
    return (first, last, state)
  }

  func answer(_ query: IndicatorQuery, on day: CalendarDay) -> Answer {
    let (first, last, state) = window(query, on: day)
    let tree = Tree(on: treeDay ?? state)
    var answer = Answer()
    func isIn(_ day: CalendarDay?) -> Bool { day.map { $0 >= first && $0 <= last } ?? false }
    func isInScope(_ agency: String?, _ procedure: String?, _ channel: Int16?) -> Bool {
      admits(agency: agency, query, tree) && admits(procedure: procedure, query, state)
        && (query.filters[.channel].map { $0 == Self.channel(channel) } ?? true)
    }
    switch query.indicator {
    case "payment_transactions_online":
      for row in bench.payments
      where isBelieved(row.since, row.until) && row.state >= 4 && isIn(row.day)
        && isInScope(row.agency, row.procedure, nil)
      {
        answer.inScope += 1
        answer.denominator += 1
        if row.method == 1 { answer.numerator += 1 }
      }
    case "results_digitized":
      let rows = bench.stocks.filter { isBelieved($0.since, $0.until) && $0.asOf <= last }
      for row in rows where isInScope(row.agency, row.procedure, nil) {
        let isLatest = !rows.contains {
          $0.agency == row.agency && $0.procedure == row.procedure && $0.asOf > row.asOf
        }
        guard isLatest else { continue }
        answer.inScope += row.valid
        answer.denominator += row.valid
        answer.numerator += row.digitized
      }
    default:
      for row in bench.dossiers
      where isBelieved(row.since, row.until) && isInScope(row.agency, row.procedure, row.channel) {
        add(row, query, last, isIn, to: &answer)
      }
    }
    answer.held = held(query, first, last, state, tree)
    return answer
  }

  private func add(
    _ row: EventBench.Dossier, _ query: IndicatorQuery, _ last: CalendarDay,
    _ isIn: (CalendarDay?) -> Bool, to answer: inout Answer
  ) {
    let isReceived = isIn(row.receivedDay) && row.status != 1 && row.status != 3
    let isResolved = isIn(row.endDay) && (row.status == 9 || row.status == 10)
    let said: [Bool?] = row.answers.map { $0 == 2 ? nil : $0 == 1 }
    let (fee, paidOnline, components) = (said[0], said[2], said[3])
    let (result, reused, stored) = (said[4], said[5], said[6])
    let isOnline: Bool? = row.channel.map { $0 == 2 }
    func both(_ one: Bool?, _ other: Bool?) -> Bool? {
      if one == false || other == false { return false }
      return one == nil || other == nil ? nil : true
    }
    // Whether it belongs, and whether it counts; nil is unknown.
    let belongs: Bool?
    let counts: Bool?
    switch query.indicator {
    case "dossiers_online": (belongs, counts) = (isReceived, isOnline)
    case "dossiers_online_766": (belongs, counts) = (isReceived, both(isOnline ?? false, result))
    case "components_digitized": (belongs, counts) = (isReceived, both(components, result))
    case "data_reused": (belongs, counts) = (isReceived, reused)
    case "storage_connected": (belongs, counts) = (isReceived, stored)
    case "results_electronic": (belongs, counts) = (isResolved, result)
    case "dossiers_paid_online": (belongs, counts) = (isReceived ? fee : false, paidOnline)
    case "progress_on_time":
      belongs = isReceived
      if row.ending == 0 {
        counts = row.dueDay.map { last <= $0 }
      } else {
        counts = row.nationalClass == 4 ? nil : row.nationalClass.map { $0 <= 2 }
      }
    default:
      let time = query.rules == .canonical ? row.timeClass : row.nationalClass
      belongs = isResolved && time != nil
      let wanted: [Int16] =
        switch query.indicator {
        case "resolved_early": [1]
        case "resolved_on_time": [1, 2]
        default: [3]
        }
      counts = time == 4 ? nil : time.map(wanted.contains)
    }
    let isLookedAt = query.indicator == "dossiers_paid_online" ? isReceived : belongs == true
    if isLookedAt { answer.inScope += 1 }
    if belongs == false { return }
    if belongs == nil || counts == nil {
      answer.unknown += 1
    } else {
      answer.denominator += 1
      if counts == true { answer.numerator += 1 }
    }
  }

  private func held(
    _ query: IndicatorQuery, _ first: CalendarDay, _ last: CalendarDay, _ state: CalendarDay,
    _ tree: Tree
  ) -> Int {
    guard run == 2 else { return 0 }
    let kind =
      switch query.indicator {
      case "payment_transactions_online": "payments"
      case "results_digitized": "results"
      default: "dossiers"
      }
    return bench.held.count { row in
      guard row.kind == kind else { return false }
      if let days = row.days {
        let begins = kind == "results" ? TestStore.day("1990-01-01") : first
        if days.upperBound < begins || days.lowerBound > last { return false }
      }
      if let procedure = row.procedure, !admits(procedure: procedure, query, state) {
        return false
      }
      return row.agencies.isEmpty
        || row.agencies.contains { admits(agency: $0, query, tree) }
    }
  }

  func isBelieved(_ since: Int, _ until: Int?) -> Bool {
    since <= run && (until.map { $0 > run } ?? true)
  }

  private func admits(agency: String?, _ query: IndicatorQuery, _ tree: Tree) -> Bool {
    let (asked, tier) = (query.filters[.agency], query.filters[.tier])
    guard let agency else { return asked == nil && tier == nil }
    if let tier, tree.tier(agency) != tier { return false }
    if let asked { return tree.above(agency).contains(asked) }
    return tier == "vertical" || tree.above(agency).contains("H32")
  }

  private func admits(procedure: String?, _ query: IndicatorQuery, _ day: CalendarDay) -> Bool {
    if let asked = query.filters[.procedure], asked != procedure { return false }
    if let field = query.filters[.field] { return Self.field(procedure, on: day) == field }
    return true
  }

  static func channel(_ channel: Int16?) -> String {
    switch channel {
    case 1: "direct"
    case 2: "online"
    case 3: "post"
    default: "unknown"
    }
  }
}

extension EventOracle.Answer {
  init(_ figure: IndicatorFigure) {
    self.init(
      numerator: figure.tally.numerator, denominator: figure.tally.denominator,
      unknown: figure.tally.unknown, inScope: figure.tally.inScope, held: figure.tally.held)
  }
}
