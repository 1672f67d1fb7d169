import Procedures

/// Reads rows of payment transactions.
struct PaymentDecoder: FactDecoder {
  let keyIndex: Int
  private let dossier: Int?
  private var procedure: ProcedureColumn?
  private var agency: AgencyColumns
  private var amount: CountColumn?
  private var method: WordColumn<PaymentMethod>?
  private var state: WordColumn<PaymentState>?
  private var nationalState: WordColumn<PaymentState>?
  private let paidAt: Int?
  private let sentAt: Int?
  private let latest: Instant

  init(_ context: FactContext) throws(IntakeError) {
    try context.require("state", "state_national")
    // The national payment platform carries nothing but online payments and names no method.
    try context.require("method", "state_national")
    let match = context.match
    keyIndex = match.index(of: "transaction_code") ?? 0
    dossier = match.index(of: "dossier_code")
    procedure = ProcedureColumn(context)
    agency = AgencyColumns(context, code: "agency_code", name: "agency")
    amount = CountColumn(match, "amount", parse: CountReading.amount)
    method = WordColumn(match, "method", FactWords.standard.methods)
    state = WordColumn(match, "state", FactWords.standard.states)
    nationalState = WordColumn(match, "state_national") { cell in
      let text = VietnameseText.normalised(cell)
      if text.isEmpty { return .claim(.known(.pending)) }
      guard text.utf8.count <= 8, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
        return .bad
      }
      return .claim(.known(text == "00" ? .paid : .failed))
    }
    paidAt = match.index(of: "paid_at")
    sentAt = match.index(of: "sent_at")
    latest = context.latest
  }

  var warnings: [IntakeWarning] { [] }

  mutating func read(
    _ record: CellRecord
  ) throws(FactFailure) -> (value: Payment, outcome: DossierOutcome?) {
    guard let code = FactCode.range(in: record, keyIndex, allowsNumbers: true) else {
      throw FactFailure(rule: .badCode, index: keyIndex, isKey: true)
    }
    let dossier = try readDossier(record)
    let procedure = try procedure?.read(record)
    let agency = try agency.read(record)
    guard let amount = try amount?.read(record) else {
      throw FactFailure(rule: .badValue, index: self.amount?.index ?? keyIndex)
    }
    let method = try method?.read(record)
    var state = try state?.read(record)
    if state == nil { state = try nationalState?.read(record) }
    guard let method = method ?? (nationalState == nil ? nil : .online) else {
      throw FactFailure(rule: .badValue, index: self.method?.index ?? keyIndex)
    }
    guard let state else {
      throw FactFailure(rule: .badValue, index: self.state?.index ?? keyIndex)
    }
    var paidAt = try moment(record, paidAt)
    if paidAt == nil { paidAt = try moment(record, sentAt) }
    if state.succeeded, paidAt == nil {
      throw FactFailure(rule: .badValue, index: self.paidAt ?? sentAt ?? keyIndex)
    }
    return (
      Payment(
        code: String(decoding: record.bytes[code], as: UTF8.self), dossier: dossier,
        procedure: procedure, agency: agency, amount: amount, method: method, state: state,
        paidAt: paidAt), nil
    )
  }

  mutating func fragments(_ record: CellRecord) -> FactFragments {
    var result = FactFragments()
    // In a row that is held a bare number may be a person's.
    result.key = FactCode.range(in: record, keyIndex).map {
      String(decoding: record.bytes[$0], as: UTF8.self)
    }
    result.procedure = procedure?.cell(record).code
    result.agencies = agency.readable(record)
    result.agencyReadable = agency.isReadable(record, orNothing: true)
    var days: [CalendarDay] = []
    for index in [paidAt, sentAt].compactMap({ $0 }) {
      switch MomentReading.read(record, index) {
      case .nothing: continue
      case .bad: return result
      case .at(let instant, _): days.append(instant.dayInHoChiMinh)
      }
    }
    if let first = days.min(), let last = days.max() { result.days = first...last }
    return result
  }

  func write(_ value: Payment, to line: inout RedactedLine) {
    line.code(value.code)
    line.text(value.dossier)
    line.procedure(value.procedure)
    line.agency(value.agency)
    line.number(value.amount)
    line.number(Int64(value.method.rawValue))
    line.number(Int64(value.state.rawValue))
    line.moment(value.paidAt)
  }

  private func readDossier(_ record: CellRecord) throws(FactFailure) -> String? {
    guard let dossier, !record.isBlank(dossier) else { return nil }
    if let range = FactCode.range(in: record, dossier) {
      return String(decoding: record.bytes[range], as: UTF8.self)
    }
    guard case .known = CellReading.text(record.text(dossier)) else { return nil }
    throw FactFailure(rule: .badCode, index: dossier)
  }

  private func moment(_ record: CellRecord, _ index: Int?) throws(FactFailure) -> Instant? {
    guard let index else { return nil }
    switch MomentReading.read(record, index) {
    case .nothing: return nil
    case .at(let instant, _) where instant <= latest: return instant
    case .at, .bad: throw FactFailure(rule: .badValue, index: index)
    }
  }
}
