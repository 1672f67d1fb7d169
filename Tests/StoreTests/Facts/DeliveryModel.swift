import Procedures
import TestSupport

/// What deliveries of dossiers come to, worked out row by row with no shared rule.
struct DeliveryModel {
  /// One row of a delivery, and what is believed of a dossier.
  struct Row: Hashable {
    var dossier: Dossier
    var run = 0
  }

  /// What one delivery came to.
  struct Effect: Equatable {
    var added = 0
    var changed = 0
    var unchanged = 0
    var duplicate = 0
    /// Positions of the held rows with their rule.
    var held: [Int: String] = [:]
  }

  private(set) var believed: [String: Row] = [:]
  /// What was believed of a dossier, by the run that ended it.
  private(set) var past: [(row: Row, endedBy: Int)] = []

  /// The states in which each run left the dossiers.
  private(set) var after: [Int: [String: Row]] = [0: [:]]

  mutating func deliver(_ rows: [Dossier], run: Int) -> Effect {
    var effect = Effect()
    for code in Set(rows.map(\.code)) {
      let mine = rows.indices.filter { rows[$0].code == code }
      var left: [Int] = []
      for index in mine {
        let row = rows[index]
        let others = mine.map { rows[$0] }
        if others.contains(where: {
          $0.eventAt == row.eventAt && $0.status == row.status && $0 != row
        }) {
          effect.held[index] = "conflict"
        } else if mine.contains(where: {
          Self.isBefore(rows[$0], $0, row, index) && Self.forbids(rows[$0].status, row.status)
        }) {
          effect.held[index] = "status_change"
        } else {
          left.append(index)
        }
      }
      guard let first = left.first else { continue }
      var best = first
      for index in left.dropFirst()
      where (rows[index].eventAt, rows[index].status.rawValue)
        > (rows[best].eventAt, rows[best].status.rawValue)
      { best = index }
      effect.duplicate += left.count - 1
      settle(rows[best], at: best, run: run, &effect)
    }
    after[run] = believed
    return effect
  }

  private mutating func settle(_ new: Dossier, at index: Int, run: Int, _ effect: inout Effect) {
    guard let old = believed[new.code] else {
      believed[new.code] = Row(dossier: new, run: run)
      effect.added += 1
      return
    }
    let mine = (new.eventAt, new.status.rawValue)
    let theirs = (old.dossier.eventAt, old.dossier.status.rawValue)
    if old.dossier == new || mine < theirs {
      effect.unchanged += 1
    } else if mine > theirs, Self.forbids(old.dossier.status, new.status) {
      effect.held[index] = "status_change"
    } else {
      past.append((old, run))
      believed[new.code] = Row(dossier: new, run: run)
      effect.changed += 1
    }
  }

  private static func isBefore(_ one: Dossier, _ i: Int, _ other: Dossier, _ j: Int) -> Bool {
    if one.eventAt != other.eventAt { return one.eventAt < other.eventAt }
    if one.status != other.status { return one.status.rawValue < other.status.rawValue }
    return i < j
  }

  private static func forbids(_ old: DossierStatus, _ new: DossierStatus) -> Bool {
    switch old {
    case .returned: new != .returned
    case .done: new != .done && new != .returned
    case .refused, .withdrawn, .stopped:
      [.registered, .received, .processing, .awaitingSupplement, .awaitingPayment].contains(new)
    default: false
    }
  }

  /// What a set of dossiers counts, by half month, agency, procedure and channel, then by measure;
  /// zeros left out.
  static func counts(
    _ dossiers: some Collection<Dossier>, holidays: HolidayCalendar
  ) -> [String: [String: Int]] {
    var counts: [String: [String: Int]] = [:]
    func add(_ measure: String, _ day: CalendarDay?, _ dossier: Dossier, _ condition: Bool = true) {
      guard condition, let day else { return }
      let (year, month, date) = day.components
      let half = (year - 1900) * 24 + (month - 1) * 2 + (date < 15 ? 0 : 1)
      let key =
        "\(half) \(dossier.agency) \(dossier.procedure) \(dossier.channel?.rawValue ?? 0)"
      counts[key, default: [:]][measure, default: 0] += 1
    }
    for dossier in dossiers {
      let outcome = dossier.outcome(holidays)
      let flags = dossier.flags
      if let day = outcome.receivedDay, dossier.status != .registered, dossier.status != .refused {
        add("received", day, dossier)
        let both = [flags[.componentsDigitized], flags[.resultElectronic]]
        add("digitized_yes", day, dossier, both == [.yes, .yes])
        add("digitized_unknown", day, dossier, !both.contains(.no) && both != [.yes, .yes])
        for (name, fact) in [
          ("electronic", DossierFlags.Fact.resultElectronic), ("reused", .dataReused),
          ("stored", .storageConnected), ("fee", .feeDue),
        ] {
          add("\(name)_yes", day, dossier, flags[fact] == .yes)
          add("\(name)_unknown", day, dossier, flags[fact] == .unknown)
        }
        if flags[.feeDue] == .yes {
          add("paid_online_yes", day, dossier, flags[.paidOnline] == .yes)
          add("paid_online_unknown", day, dossier, flags[.paidOnline] == .unknown)
        }
        switch outcome.nationalClass {
        case .early, .onTime: add("national_on_time", day, dossier)
        case .late: add("national_late", day, dossier)
        case .undated: add("national_undated", day, dossier)
        case nil: break
        }
      }
      switch outcome.ending {
      case .open: break
      case .withdrawn: add("withdrawn", outcome.endDay, dossier)
      case .stopped: add("stopped", outcome.endDay, dossier)
      case .refused: add("refused", outcome.endDay, dossier)
      case .resolved:
        let words: [TimeClass: String] = [
          .early: "early", .onTime: "on_time", .late: "late", .undated: "undated",
        ]
        if let word = outcome.timeClass.flatMap({ words[$0] }) {
          add("resolved_\(word)", outcome.endDay, dossier)
        }
        if let word = outcome.nationalClass.flatMap({ words[$0] }) {
          add("national_resolved_\(word)", outcome.endDay, dossier)
        }
        add("result_yes", outcome.endDay, dossier, flags[.resultElectronic] == .yes)
        add("result_unknown", outcome.endDay, dossier, flags[.resultElectronic] == .unknown)
      }
    }
    return counts
  }
}

/// Random dossiers of a small world, so that keys and times meet often.
struct DeliveryGenerator {
  var random: SeededGenerator
  /// The database's numbers of the codes in `procedureCodes` and `agencyCodes`.
  let procedures: [Int64]
  let agencies: [Int64]
  static let procedureCodes = ["1.001001", "1.001002", "1.001003"]
  static let agencyCodes = ["H32.16", "H32.17", "H32.201"]

  private static let january = Instant(iso: "2023-01-01T01:00:00Z")?.microsecondsSince2000 ?? 0

  private static func instant(day: Int, hour: Int = 0) -> Instant {
    Instant(
      microsecondsSince2000: january + Int64(day) * 86_400_000_000 + Int64(hour) * 3_600_000_000)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }

  mutating func dossier() -> Dossier {
    let received = number(0...40)
    let end = received + number(0...20)
    let status = DossierStatus.allCases.randomElement(using: &random) ?? .received
    var dossier = Dossier(
      code: "H32.16-2301-\(number(1...14))", procedure: procedures[number(0...2)],
      agency: agencies[number(0...2)], status: status, eventAt: Self.instant(day: number(0...6) * 9)
    )
    dossier.receivingAgency = number(0...2) == 0 ? agencies[number(0...2)] : nil
    dossier.channel =
      number(0...3) == 0 ? nil : DossierChannel.allCases.randomElement(using: &random)
    dossier.receivedAt =
      number(0...9) == 0 ? nil : Self.instant(day: received, hour: number(0...20))
    dossier.dueAt = number(0...4) == 0 ? nil : Self.instant(day: received + number(1...25))
    if status.ending == .resolved || number(0...3) == 0 {
      dossier.finishedAt = Self.instant(day: end + 1)
      dossier.returnedAt = number(0...1) == 0 ? nil : Self.instant(day: end + 1 + number(0...3))
    }
    dossier.pausedDays = number(0...3) == 0 ? Int16(number(1...4)) : 0
    for fact in DossierFlags.Fact.allCases {
      dossier.flags[fact] = [.yes, .no, .unknown].randomElement(using: &random) ?? .unknown
    }
    return dossier
  }

  /// A delivery: new states, states that were delivered before, and repeats within.
  mutating func delivery(after earlier: [Dossier]) -> [Dossier] {
    var rows: [Dossier] = []
    for _ in 0..<number(1...18) {
      switch number(0...5) {
      case 0: rows.append(rows.randomElement(using: &random) ?? dossier())
      case 1, 2: rows.append(earlier.randomElement(using: &random) ?? dossier())
      default: rows.append(dossier())
      }
    }
    rows.shuffle(using: &random)
    return rows
  }

  func csv(_ rows: [Dossier]) -> String {
    var text =
      "dossier_code,procedure_code,agency_code,receiving_agency_code,channel,received_at,due_at,"
      + "finished_at,returned_at,status,updated_at,paused_days,fee_due,paid,paid_online,"
      + "components_digitized,result_electronic,data_reused,storage_connected\n"
    func agency(_ number: Int64?) -> String {
      number.flatMap { agencies.firstIndex(of: $0) }.map { Self.agencyCodes[$0] } ?? ""
    }
    for row in rows {
      let cells: [String] = [
        row.code,
        procedures.firstIndex(of: row.procedure).map { Self.procedureCodes[$0] } ?? "",
        agency(row.agency), agency(row.receivingAgency),
        row.channel.map { "\($0.rawValue)" } ?? "", row.receivedAt?.description ?? "",
        row.dueAt?.description ?? "", row.finishedAt?.description ?? "",
        row.returnedAt?.description ?? "", "\(row.status.rawValue)", row.eventAt.description,
        row.pausedDays == 0 ? "" : "\(row.pausedDays)",
      ]
      let answers = DossierFlags.Fact.allCases.map { fact in
        switch row.flags[fact] {
        case .yes: "1"
        case .no: "0"
        case .unknown: ""
        }
      }
      text += (cells + answers).joined(separator: ",") + "\n"
    }
    return text
  }
}
