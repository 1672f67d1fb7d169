import Procedures

/// Reads rows of stocks of results.
struct ResultDecoder: FactDecoder {
  let keyIndex: Int
  private var procedure: ProcedureColumn?
  private var agency: AgencyColumns
  private let asOf: Int
  private var valid: CountColumn?
  private var digitized: CountColumn?
  private var signed: CountColumn?
  private let method: Int?
  private let latest: CalendarDay

  init(_ context: FactContext) throws(IntakeError) {
    try context.require("agency_code", "agency")
    let match = context.match
    keyIndex = match.index(of: "procedure_code") ?? 0
    procedure = ProcedureColumn(context)
    agency = AgencyColumns(context, code: "agency_code", name: "agency")
    asOf = match.index(of: "as_of") ?? 0
    valid = CountColumn(match, "valid_results")
    digitized = CountColumn(match, "digitized")
    signed = CountColumn(match, "signed")
    method = match.index(of: "method")
    latest = context.latest.dayInHoChiMinh
  }

  var warnings: [IntakeWarning] { [] }

  mutating func read(
    _ record: CellRecord
  ) throws(FactFailure) -> (value: ResultStock, outcome: DossierOutcome?) {
    let number: Int64
    switch procedure?.cell(record) ?? .nothing {
    case .nothing, .bad: throw FactFailure(rule: .badCode, index: keyIndex, isKey: true)
    case .unknown: throw FactFailure(rule: .unknownProcedure, index: keyIndex)
    case .known(_, let found): number = found
    }
    guard let agencyNumber = try agency.read(record) else {
      throw FactFailure(rule: .unknownAgency, index: agency.index)
    }
    guard let day = MomentReading.read(record, asOf).instant?.dayInHoChiMinh, day <= latest else {
      throw FactFailure(rule: .badValue, index: asOf)
    }
    guard let validCount = try valid?.read(record) else {
      throw FactFailure(rule: .badValue, index: valid?.index ?? keyIndex)
    }
    guard let digitizedCount = try digitized?.read(record), digitizedCount <= validCount else {
      throw FactFailure(rule: .badValue, index: digitized?.index ?? keyIndex)
    }
    let signedCount = try signed?.read(record)
    if let signedCount, signedCount > validCount {
      throw FactFailure(rule: .badValue, index: signed?.index ?? keyIndex)
    }
    return (
      ResultStock(
        procedure: number, agency: agencyNumber, asOf: day, valid: validCount,
        digitized: digitizedCount, signed: signedCount,
        method: try LabelReading.read(record, method)), nil
    )
  }

  mutating func fragments(_ record: CellRecord) -> FactFragments {
    var result = FactFragments()
    result.procedure = procedure?.cell(record).code
    result.agencies = agency.readable(record)
    result.agencyReadable = agency.isReadable(record)
    if let day = MomentReading.read(record, asOf).instant?.dayInHoChiMinh {
      result.days = day...day
    }
    return result
  }

  func write(_ value: ResultStock, to line: inout RedactedLine) {
    line.procedure(value.procedure)
    line.agency(value.agency)
    line.date(value.asOf)
    line.number(value.valid)
    line.number(value.digitized)
    line.number(value.signed)
    line.text(value.method)
  }
}
