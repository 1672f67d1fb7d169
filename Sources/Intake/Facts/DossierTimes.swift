import Procedures

/// The columns of a dossier's times.
struct DossierTimes: Sendable {
  /// What they say.
  struct Values {
    var received: Instant?
    var due: Instant?
    var finished: Instant?
    var returned: Instant?
    var refused: Instant?
    var filed: Instant?
    var updated: Instant?
    var asked: Instant?
  }

  let received: Int?
  let due: Int?
  let finished: Int?
  let returned: Int?
  let updated: Int?
  private let refused: Int?
  private let filed: Int?
  private let asked: Int?
  private let latest: Instant

  init(_ context: FactContext) {
    let match = context.match
    received = match.index(of: "received_at")
    due = match.index(of: "due_at")
    finished = match.index(of: "finished_at")
    returned = match.index(of: "returned_at")
    refused = match.index(of: "refused_at")
    filed = match.index(of: "filed_at")
    updated = match.index(of: "updated_at")
    asked = match.index(of: "supplement_asked_at")
    latest = context.latest
  }

  /// The cell to blame where a dossier lacks every time.
  var anyIndex: Int { received ?? updated ?? finished ?? returned ?? 0 }

  /// Reads all of them. Throws for what is no date, for an event that lies ahead, and for times
  /// that cannot follow each other, compared by days.
  func read(_ record: CellRecord) throws(FactFailure) -> Values {
    var values = Values()
    values.received = try event(record, received)
    if let due {
      let reading = MomentReading.read(record, due)
      if case .bad = reading { throw FactFailure(rule: .badValue, index: due) }
      values.due = reading.limit
    }
    values.finished = try event(record, finished)
    values.returned = try event(record, returned)
    values.refused = try event(record, refused)
    values.filed = try event(record, filed)
    values.updated = try event(record, updated)
    values.asked = try event(record, asked)
    try Self.check(values.received, before: values.due, due)
    try Self.check(values.received, before: values.finished, finished)
    try Self.check(values.received, before: values.returned, returned)
    try Self.check(values.finished, before: values.returned, returned)
    return values
  }

  /// From the first to the last day that the row names; nil where one cannot be read.
  func days(_ record: CellRecord) -> ClosedRange<CalendarDay>? {
    var days: [CalendarDay] = []
    for index in [received, finished, returned, refused, updated].compactMap({ $0 }) {
      switch MomentReading.read(record, index) {
      case .nothing: continue
      case .bad: return nil
      case .at(let instant, _): days.append(instant.dayInHoChiMinh)
      }
    }
    guard let first = days.min(), let last = days.max() else { return nil }
    return first...last
  }

  private func event(_ record: CellRecord, _ index: Int?) throws(FactFailure) -> Instant? {
    guard let index else { return nil }
    switch MomentReading.read(record, index) {
    case .nothing: return nil
    case .at(let instant, _) where instant <= latest: return instant
    case .at, .bad: throw FactFailure(rule: .badValue, index: index)
    }
  }

  private static func check(
    _ first: Instant?, before second: Instant?, _ index: Int?
  ) throws(FactFailure) {
    guard let first, let second, let index, second < first,
      second.dayInHoChiMinh < first.dayInHoChiMinh
    else { return }
    throw FactFailure(rule: .badDates, index: index)
  }
}
