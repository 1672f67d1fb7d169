import Procedures

/// Reads rows of dossiers.
struct DossierDecoder: FactDecoder {
  let keyIndex: Int
  private let holidays: HolidayCalendar
  private var procedure: ProcedureColumn?
  private var agency: AgencyColumns
  private var receiving: AgencyColumns
  private var status: WordColumn<DossierStatus>?
  private var channel: WordColumn<DossierChannel>?
  private var nationalChannel: WordColumn<DossierChannel>?
  private let times: DossierTimes
  private var pausedDays: CountColumn?
  private var supplements: CountColumn?
  private var supplementTime: CountColumn?
  private var flags: [(fact: DossierFlags.Fact, column: WordColumn<Bool>)]
  private var national: NationalDossier?
  private var contradictions = DossierContradictions()

  init(_ context: FactContext, holidays: HolidayCalendar) throws(IntakeError) {
    try context.require("agency_code", "agency")
    let match = context.match
    self.holidays = holidays
    keyIndex = match.index(of: "dossier_code") ?? 0
    procedure = ProcedureColumn(context)
    agency = AgencyColumns(context, code: "agency_code", name: "agency")
    receiving = AgencyColumns(
      context, code: "receiving_agency_code", name: "receiving_agency")
    status = WordColumn(match, "status", FactWords.standard.statuses)
    channel = WordColumn(match, "channel", FactWords.standard.channels)
    nationalChannel = WordColumn(match, "channel_national") { cell in
      // The national rule: a dossier without a channel came in at the counter.
      let reading = FactWords.reading(FactWords.standard.channels, cell)
      return reading == .claim(.unknown) ? .claim(.known(.direct)) : reading
    }
    times = DossierTimes(context)
    pausedDays = CountColumn(match, "paused_days", upTo: 3650)
    supplements = CountColumn(match, "supplements", upTo: 999)
    supplementTime = CountColumn(match, "supplement_us")
    flags = DossierFlags.Fact.allCases.compactMap { fact in
      WordColumn(match, fact.column, parse: CellReading.flag).map { (fact, $0) }
    }
    national = NationalDossier(context)
  }

  var warnings: [IntakeWarning] { contradictions.warnings }

  mutating func read(
    _ record: CellRecord
  ) throws(FactFailure) -> (value: Dossier, outcome: DossierOutcome?) {
    guard let codeRange = FactCode.range(in: record, keyIndex) else {
      throw FactFailure(rule: .badCode, index: keyIndex, isKey: true)
    }
    guard let procedureNumber = try procedure?.read(record) else {
      throw FactFailure(rule: .badCode, index: procedure?.index ?? keyIndex)
    }
    guard let agencyNumber = try agency.read(record) else {
      throw FactFailure(rule: .unknownAgency, index: agency.index)
    }
    let receivingNumber = try receiving.read(record)
    guard let status = try status?.read(record) else {
      throw FactFailure(rule: .badValue, index: self.status?.index ?? keyIndex)
    }
    var channel = try channel?.read(record)
    if channel == nil { channel = try nationalChannel?.read(record) }
    let times = try times.read(record)
    var dossier = Dossier(
      code: String(decoding: record.bytes[codeRange], as: UTF8.self), procedure: procedureNumber,
      agency: agencyNumber, receivingAgency: receivingNumber, channel: channel, status: status,
      receivedAt: times.received, dueAt: times.due, finishedAt: times.finished,
      returnedAt: times.returned, eventAt: times.updated ?? Instant(microsecondsSince2000: .min))
    dossier.pausedDays = Int16(try pausedDays?.read(record) ?? 0)
    dossier.supplements = Int16(try supplements?.read(record) ?? 0)
    dossier.supplementAskedAt = times.asked
    dossier.supplementMicroseconds = try supplementTime?.read(record) ?? 0
    for position in flags.indices {
      let answer = try flags[position].column.read(record)
      dossier.flags[flags[position].fact] = Ternary(answer)
    }
    var lastSupplement: Instant?
    if national != nil { lastSupplement = try national?.complete(&dossier, from: record) }
    if dossier.finishedAt == nil, let refused = times.refused {
      switch status.ending {
      case .refused, .withdrawn, .stopped: dossier.finishedAt = refused
      case .open, .resolved: break
      }
    }
    if status.ending == .resolved, dossier.finishedAt == nil, dossier.returnedAt == nil {
      let index = self.times.finished ?? self.times.returned ?? self.status?.index
      throw FactFailure(rule: .badValue, index: index ?? keyIndex)
    }
    if times.updated == nil {
      guard let last = Self.last(times, lastSupplement) else {
        throw FactFailure(rule: .badValue, index: self.times.anyIndex)
      }
      dossier.eventAt = last
    }
    contradictions.note(dossier.flags, row: record.number)
    return (dossier, dossier.outcome(holidays))
  }

  /// The latest of the times at which something happened. The due date is none of them: it is a
  /// promise, and lies ahead of most states that name it.
  private static func last(_ times: DossierTimes.Values, _ supplement: Instant?) -> Instant? {
    var last: Instant?
    func take(_ instant: Instant?) {
      if let instant, last.map({ $0 < instant }) ?? true { last = instant }
    }
    take(times.filed)
    take(times.received)
    take(times.asked)
    take(supplement)
    take(times.refused)
    take(times.finished)
    take(times.returned)
    return last
  }

  mutating func fragments(_ record: CellRecord) -> FactFragments {
    var result = FactFragments()
    result.key = FactCode.range(in: record, keyIndex).map {
      String(decoding: record.bytes[$0], as: UTF8.self)
    }
    result.procedure = procedure?.cell(record).code
    let handling = agency.readable(record)
    result.agencyReadable = agency.isReadable(record)
    result.agencies = Set(handling + receiving.readable(record)).sorted()
    result.days = times.days(record)
    return result
  }

  func write(_ value: Dossier, to line: inout RedactedLine) {
    line.code(value.code)
    line.procedure(value.procedure)
    line.agency(value.agency)
    line.agency(value.receivingAgency)
    line.number(value.channel.map { Int64($0.rawValue) })
    line.moment(value.receivedAt)
    line.moment(value.dueAt)
    line.moment(value.finishedAt)
    line.moment(value.returnedAt)
    line.number(Int64(value.status.rawValue))
    line.moment(value.eventAt)
    line.number(value.pausedDays == 0 ? nil : Int64(value.pausedDays))
    line.number(value.supplements == 0 ? nil : Int64(value.supplements))
    line.moment(value.supplementAskedAt)
    line.number(value.supplementMicroseconds == 0 ? nil : value.supplementMicroseconds)
    for fact in DossierFlags.Fact.allCases {
      switch value.flags[fact] {
      case .unknown: line.number(nil)
      case .yes: line.number(1)
      case .no: line.number(0)
      }
    }
  }
}
