import Procedures

/// Reads rows of figures that others measured.
struct ObservationDecoder: FactDecoder {
  let keyIndex: Int
  private let scope: Int
  private let period: Int
  private let source: Int
  private var numerator: CountColumn?
  private var denominator: CountColumn?
  private let value: Int?

  init(_ context: FactContext) throws(IntakeError) {
    try context.require("value", "denominator")
    let match = context.match
    keyIndex = match.index(of: "indicator") ?? 0
    scope = match.index(of: "scope") ?? 0
    period = match.index(of: "period") ?? 0
    source = match.index(of: "source") ?? 0
    numerator = CountColumn(match, "numerator")
    denominator = CountColumn(match, "denominator")
    value = match.index(of: "value")
  }

  var warnings: [IntakeWarning] { [] }

  mutating func read(
    _ record: CellRecord
  ) throws(FactFailure) -> (value: Observation, outcome: DossierOutcome?) {
    do throws(FactFailure) {
      return (try readObservation(record), nil)
    } catch {
      // The cell that identifies a row is any text, so that a row of column numbers, a group or a
      // total fails at any other cell.
      throw FactFailure(rule: error.rule, index: error.index, isKey: true)
    }
  }

  private mutating func readObservation(
    _ record: CellRecord
  ) throws(FactFailure) -> Observation {
    func label(_ index: Int) throws(FactFailure) -> String {
      guard let text = try LabelReading.read(record, index) else {
        throw FactFailure(rule: .badValue, index: index)
      }
      return text
    }
    let indicator = try label(keyIndex)
    let scope = try label(scope)
    let period = try label(period)
    let source = try label(source)
    let parts = (try numerator?.read(record), try denominator?.read(record))
    switch parts {
    case (nil, nil): break
    case (.some(let part), .some(let whole)) where part <= whole: break
    default: throw FactFailure(rule: .badValue, index: numerator?.index ?? keyIndex)
    }
    var percentage: String?
    if let value, case .known = CellReading.text(record.text(value)) {
      percentage = CountReading.percentage(record.text(value))
      if percentage == nil { throw FactFailure(rule: .badValue, index: value) }
    }
    guard percentage != nil || parts.1 != nil else {
      throw FactFailure(rule: .badValue, index: value ?? denominator?.index ?? keyIndex)
    }
    return Observation(
      indicator: indicator, scope: scope, period: period, source: source, numerator: parts.0,
      denominator: parts.1, value: percentage)
  }

  /// Labels are no codes, so that a held row tells none of them.
  mutating func fragments(_ record: CellRecord) -> FactFragments { FactFragments() }

  func write(_ value: Observation, to line: inout RedactedLine) {
    line.text(value.indicator)
    line.text(value.scope)
    line.text(value.period)
    line.number(value.numerator)
    line.number(value.denominator)
    line.text(value.value)
    line.text(value.source)
  }
}
