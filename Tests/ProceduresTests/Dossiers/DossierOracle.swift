import Procedures

/// The rules once more, written as plainly as possible over days and moments: the judge of the
/// property tests. Shares nothing with the code under test but the types.
enum DossierOracle {
  static let day: Int64 = 86_400_000_000

  static func localDay(_ instant: Instant) -> Int {
    // Counts days from far below, so that no rounding of negative numbers is involved.
    let shift: Int64 = 1_000_000
    let local = instant.microsecondsSince2000 + 7 * 3_600_000_000
    return Int((local + shift * day) / day) - Int(shift)
  }

  /// Monday is 0, counted on from a known Monday: 3 January 2000.
  static func weekday(_ number: Int) -> Int {
    var left = number - 2
    while left < 0 { left += 7 * 10_000 }
    return left % 7
  }

  static func works(_ number: Int, off: Set<Int>, working: Set<Int>) -> Bool {
    working.contains(number) || (weekday(number) < 5 && !off.contains(number))
  }

  static func due(_ dossier: Dossier, off: Set<Int>, working: Set<Int>) -> Int? {
    guard let dueAt = dossier.dueAt else { return nil }
    var day = localDay(dueAt)
    var passed = 0
    while passed < dossier.pausedDays {
      day += 1
      if works(day, off: off, working: working) { passed += 1 }
    }
    return day
  }

  static func end(_ dossier: Dossier) -> Instant? {
    switch dossier.status.rawValue {
    case 9, 10: dossier.finishedAt ?? dossier.returnedAt
    case 3, 7, 8: dossier.finishedAt ?? dossier.returnedAt ?? dossier.eventAt
    default: nil
    }
  }

  static func canonical(_ dossier: Dossier, off: Set<Int>, working: Set<Int>) -> TimeClass? {
    guard dossier.status.rawValue >= 9 else { return nil }
    guard let end = end(dossier), let due = due(dossier, off: off, working: working) else {
      return .undated
    }
    let ended = localDay(end)
    if ended > due { return .late }
    return ended == due ? .onTime : .early
  }

  static func national(_ dossier: Dossier) -> TimeClass? {
    guard [7, 8, 9, 10].contains(dossier.status.rawValue), dossier.receivedAt != nil else {
      return nil
    }
    if dossier.supplements >= 2 { return .late }
    guard let due = dossier.dueAt, let end = end(dossier) else { return .undated }
    let net = Instant(
      microsecondsSince2000: end.microsecondsSince2000 - dossier.supplementMicroseconds)
    if due.microsecondsSince2000 < net.microsecondsSince2000 { return .late }
    return localDay(net) == localDay(due) ? .onTime : .early
  }

  /// Whether an open dossier is overdue at the end of a day; nil where nobody can say.
  static func overdue(_ dossier: Dossier, nationallyOn day: Int) -> Bool? {
    if dossier.supplements >= 2 { return true }
    guard let due = dossier.dueAt else { return nil }
    if dossier.status.rawValue == 5, dossier.supplements == 1,
      let asked = dossier.supplementAskedAt,
      asked.microsecondsSince2000 <= due.microsecondsSince2000
    {
      return false
    }
    let moved = Instant(
      microsecondsSince2000: due.microsecondsSince2000 + dossier.supplementMicroseconds)
    return localDay(moved) < day
  }

  static func random(_ random: inout SeededGenerator) -> Dossier {
    // A narrow range of times with ties to the microsecond, so that equal days and moments occur.
    func moment(_ random: inout SeededGenerator) -> Instant? {
      guard Int.random(in: 0..<6, using: &random) > 0 else { return nil }
      let start: Int64 = 8_400 * day
      return Instant(
        microsecondsSince2000: start + Int64.random(in: 0..<24, using: &random) * day / 2
          + Int64.random(in: -1...1, using: &random) - 7 * 3_600_000_000)
    }
    var dossier = Dossier(
      code: "H32.1-\(Int.random(in: 0..<1000, using: &random))", procedure: 1, agency: 2,
      status: DossierStatus.allCases.randomElement(using: &random) ?? .done,
      eventAt: moment(&random) ?? Instant(microsecondsSince2000: 8_400 * day))
    dossier.receivedAt = moment(&random)
    dossier.dueAt = moment(&random)
    dossier.finishedAt = moment(&random)
    dossier.returnedAt = moment(&random)
    dossier.pausedDays = max(0, Int16.random(in: -4...9, using: &random))
    dossier.supplements = max(0, Int16.random(in: -2...2, using: &random))
    dossier.supplementAskedAt = dossier.supplements > 0 ? moment(&random) : nil
    dossier.supplementMicroseconds = max(0, Int64.random(in: -3...6, using: &random)) * day / 2
    return dossier
  }
}
