import Intake
import Postgres
import Procedures

/// Payments: the higher state is what is believed, since a payment never goes back.
enum PaymentTable: FactTable {
  static let kind = FactKind.payments
  static let table: Statement = "payment"
  static let past: Statement = "payment_past"
  static let keys: Statement = "transaction_code"
  static let saidKeys: Statement = "said.transaction_code"
  static let isSameKey: Statement = "fact.transaction_code = said.transaction_code"
  static let columns: Statement = """
    transaction_code, dossier_code, procedure_id, agency_id, amount, method, state, paid_at,
      paid_day, content
    """
  static let columnCount: Int16 = 10
  static let hasSource = true
  static let sameTime: Statement = ", state"
  static let latestFirst: Statement = "state DESC, "
  static let earliestFirst: Statement = "state, "
  static let isNotOlder: Statement = "said.state >= fact.state"
  static let held: Statement = """
    said.transaction_code, said.procedure_id, array_remove(ARRAY[said.agency_id], NULL),
      said.paid_day, said.paid_day
    """
  static let rollup: Rollup? = Rollup(
    fact: "'payment'", disableTriggers: "ALTER TABLE payment DISABLE TRIGGER USER",
    enableTriggers: "ALTER TABLE payment ENABLE TRIGGER USER")
  static let keyMeaning = "transaction_code"

  static func keyHash(_ payment: Payment) -> UInt64 {
    var hash = ContentHash()
    hash.add(payment.code)
    return hash.value
  }

  static func append(_ record: FactRecord<Payment>, to rows: inout BinaryRows) {
    let payment = record.value
    rows.text(payment.code)
    rows.text(payment.dossier)
    rows.int64OrNull(payment.procedure)
    rows.int64OrNull(payment.agency)
    rows.int64(payment.amount)
    rows.int16(payment.method.rawValue)
    rows.int16(payment.state.rawValue)
    rows.instant(payment.paidAt)
    rows.day(payment.paidAt?.dayInHoChiMinh)
    var hash = ContentHash()
    hash.add(payment.dossier)
    hash.add(payment.procedure)
    hash.add(payment.agency)
    hash.add(payment.amount)
    hash.add(Int64(payment.method.rawValue) << 8 | Int64(payment.state.rawValue))
    hash.add(payment.paidAt?.microsecondsSince2000)
    rows.int64(Int64(bitPattern: hash.value))
  }
}
