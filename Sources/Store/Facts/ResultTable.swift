import Intake
import Postgres
import Procedures

/// Stocks of results: of one day there is one count, and the last delivery of it is believed.
enum ResultTable: FactTable {
  static let kind = FactKind.results
  static let table: Statement = "result_stock"
  static let past: Statement = "result_stock_past"
  static let keys: Statement = "procedure_id, agency_id, as_of"
  static let saidKeys: Statement = "said.procedure_id, said.agency_id, said.as_of"
  static let isSameKey: Statement = """
    fact.procedure_id = said.procedure_id AND fact.agency_id = said.agency_id
        AND fact.as_of = said.as_of
    """
  static let columns: Statement =
    "procedure_id, agency_id, as_of, valid, digitized, signed, method, content"
  static let columnCount: Int16 = 8
  static let held: Statement = """
    said.procedure_id || ' ' || said.agency_id, said.procedure_id, ARRAY[said.agency_id],
      said.as_of, said.as_of
    """
  static let keyMeaning = "procedure_code"

  static func keyHash(_ stock: ResultStock) -> UInt64 {
    var hash = ContentHash()
    hash.add(stock.procedure)
    hash.add(stock.agency)
    hash.add(Int64(stock.asOf.daysSince2000))
    return hash.value
  }

  static func append(_ record: FactRecord<ResultStock>, to rows: inout BinaryRows) {
    let stock = record.value
    rows.int64(stock.procedure)
    rows.int64(stock.agency)
    rows.date(stock.asOf)
    rows.int64(stock.valid)
    rows.int64(stock.digitized)
    rows.int64OrNull(stock.signed)
    rows.text(stock.method)
    var hash = ContentHash()
    hash.add(stock.valid)
    hash.add(stock.digitized)
    hash.add(stock.signed)
    hash.add(stock.method)
    rows.int64(Int64(bitPattern: hash.value))
  }
}
