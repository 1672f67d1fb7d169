import Intake
import Postgres
import Procedures

/// Dossiers: the latest state by event time, then by status, is what is believed.
enum DossierTable: FactTable {
  static let kind = FactKind.dossiers
  static let table: Statement = "dossier"
  static let past: Statement = "dossier_past"
  static let keys: Statement = "dossier_code"
  static let saidKeys: Statement = "said.dossier_code"
  static let isSameKey: Statement = "fact.dossier_code = said.dossier_code"
  static let columns: Statement = """
    dossier_code, procedure_id, agency_id, receiving_agency_id, channel, status, received_at,
      due_at, finished_at, returned_at, event_at, paused_days, supplements,
      supplement_asked_at, supplement_us, flags, received_day, end_day, ending, due_day,
      time_class, national_class, national_due_day, content
    """
  static let columnCount: Int16 = 24
  static let hasSource = true
  static let sameTime: Statement = ", event_at, status"
  static let latestFirst: Statement = "event_at DESC, status DESC, "
  static let earliestFirst: Statement = "event_at, status, "
  static let isNotOlder: Statement =
    "(said.event_at, said.status) >= (fact.event_at, fact.status)"
  /// A returned dossier stays returned, a done one can only be returned, and one that was refused,
  /// withdrawn or stopped is not in process any more.
  static let isForbidden: Statement = """
    (said.event_at, said.status) > (fact.event_at, fact.status) AND CASE
        WHEN fact.status = 10 THEN said.status <> 10
        WHEN fact.status = 9 THEN said.status NOT IN (9, 10)
        WHEN fact.status IN (3, 7, 8) THEN said.status IN (1, 2, 4, 5, 6)
        ELSE false END
    """
  static let isForbiddenInFile: Statement = """
    CASE
        WHEN bool_or(status = 10) OVER earlier THEN status <> 10
        WHEN bool_or(status = 9) OVER earlier THEN status NOT IN (9, 10)
        WHEN bool_or(status IN (3, 7, 8)) OVER earlier THEN status IN (1, 2, 4, 5, 6)
        ELSE false END
    """
  static let held: Statement = """
    said.dossier_code, said.procedure_id,
      array_remove(ARRAY[said.agency_id, said.receiving_agency_id], NULL),
      LEAST(said.received_day, said.end_day,
        (said.event_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
      GREATEST(said.received_day, said.end_day,
        (said.event_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
    """
  static let rollup: Rollup? = Rollup(
    fact: "'dossier'", disableTriggers: "ALTER TABLE dossier DISABLE TRIGGER USER",
    enableTriggers: "ALTER TABLE dossier ENABLE TRIGGER USER")
  static let keyMeaning = "dossier_code"

  static func keyHash(_ dossier: Dossier) -> UInt64 {
    var hash = ContentHash()
    hash.add(dossier.code)
    return hash.value
  }

  static func append(_ record: FactRecord<Dossier>, to rows: inout BinaryRows) {
    let dossier = record.value
    rows.text(dossier.code)
    rows.int64(dossier.procedure)
    rows.int64(dossier.agency)
    rows.int64OrNull(dossier.receivingAgency)
    rows.int16(dossier.channel?.rawValue)
    rows.int16(dossier.status.rawValue)
    rows.instant(dossier.receivedAt)
    rows.instant(dossier.dueAt)
    rows.instant(dossier.finishedAt)
    rows.instant(dossier.returnedAt)
    rows.instant(dossier.eventAt)
    rows.int16(dossier.pausedDays)
    rows.int16(dossier.supplements)
    rows.instant(dossier.supplementAskedAt)
    rows.int64(dossier.supplementMicroseconds)
    rows.int32(dossier.flags.rawValue)
    let outcome = record.outcome
    rows.day(outcome?.receivedDay)
    rows.day(outcome?.endDay)
    rows.int16(outcome?.ending.rawValue)
    rows.day(outcome?.dueDay)
    rows.int16(outcome?.timeClass?.rawValue)
    rows.int16(outcome?.nationalClass?.rawValue)
    rows.day(outcome?.nationalDueDay)
    rows.int64(content(dossier))
  }

  /// What was said, without what is worked out from it: holidays that are entered later do not
  /// make a repeated delivery a new one.
  static func content(_ dossier: Dossier) -> Int64 {
    var hash = ContentHash()
    hash.add(dossier.procedure)
    hash.add(dossier.agency)
    hash.add(dossier.receivingAgency)
    // Five small numbers in one word: the channel has 2 bits, the status 4, the flags 14.
    let small =
      Int64(dossier.channel?.rawValue ?? 0) | Int64(dossier.status.rawValue) << 4
      | Int64(dossier.flags.rawValue) << 8
    hash.add(small)
    hash.add(Int64(dossier.pausedDays) << 16 | Int64(UInt16(bitPattern: dossier.supplements)))
    hash.add(dossier.receivedAt?.microsecondsSince2000)
    hash.add(dossier.dueAt?.microsecondsSince2000)
    hash.add(dossier.finishedAt?.microsecondsSince2000)
    hash.add(dossier.returnedAt?.microsecondsSince2000)
    hash.add(dossier.eventAt.microsecondsSince2000)
    hash.add(dossier.supplementAskedAt?.microsecondsSince2000)
    hash.add(dossier.supplementMicroseconds)
    return Int64(bitPattern: hash.value)
  }
}
