import Intake
import Postgres
import Procedures

/// Figures of others: each source has one for an indicator, scope and period, and its last
/// delivery is believed.
enum ObservationTable: FactTable {
  static let kind = FactKind.observations
  static let table: Statement = "observation"
  static let past: Statement = "observation_past"
  static let keys: Statement = "indicator, scope, period, source"
  static let saidKeys: Statement = "said.indicator, said.scope, said.period, said.source"
  static let isSameKey: Statement = """
    fact.indicator = said.indicator AND fact.scope = said.scope AND fact.period = said.period
        AND fact.source = said.source
    """
  static let columns: Statement =
    "indicator, scope, period, source, numerator, denominator, value, content"
  static let columnCount: Int16 = 8
  static let held: Statement = """
    concat_ws(' · ', said.indicator, said.scope, said.period, said.source), NULL::bigint,
      ARRAY[]::bigint[], NULL::date, NULL::date
    """
  static let keyMeaning = "indicator"

  static func keyHash(_ observation: Observation) -> UInt64 {
    var hash = ContentHash()
    hash.add(observation.indicator)
    hash.add(observation.scope)
    hash.add(observation.period)
    hash.add(observation.source)
    return hash.value
  }

  static func append(_ record: FactRecord<Observation>, to rows: inout BinaryRows) {
    let observation = record.value
    rows.text(observation.indicator)
    rows.text(observation.scope)
    rows.text(observation.period)
    rows.text(observation.source)
    rows.int64OrNull(observation.numerator)
    rows.int64OrNull(observation.denominator)
    rows.numeric(observation.value)
    var hash = ContentHash()
    hash.add(observation.numerator)
    hash.add(observation.denominator)
    hash.add(observation.value)
    rows.int64(Int64(bitPattern: hash.value))
  }
}
