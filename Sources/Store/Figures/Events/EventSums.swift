import Indicators
import Postgres
import Procedures

/// Builds the statements that sum events: whole half months from the rollups, cut ones from the
/// facts by their days, and where an earlier state of knowledge is asked for, what has changed
/// since taken back.
///
/// Every statement gives agency, procedure, channel and half month, 0 where the question does not
/// need them, then the measures.
struct EventSums: Sendable {
  let authority: Int64
  let first: CalendarDay
  let last: CalendarDay
  let halves: EventHalves
  /// Set where a newer state of knowledge exists.
  let asOf: PostgresTimestamp?
  var keys = Keys()
  var limits = Limits()

  /// What rows must say.
  struct Keys: Sendable, Hashable {
    var agency = false
    var procedure = false
    var channel = false
    var half = false
  }

  /// Which rows are read, by the database's numbers.
  struct Limits: Sendable, Hashable {
    /// Only these agencies.
    var agencies: [Int64]?
    /// All but these agencies.
    var outside: [Int64] = []
    /// Only these procedures.
    var procedures: [Int64]?
  }

  /// The sums of measures of dossiers.
  func dossiers(_ measures: [DossierMeasure]) -> Statement {
    let added = measures.map { Self.column($0) }
    let taken = added.map { column -> Statement in "-\(column)" }
    var sources: [Statement] = []
    if let whole = halves.whole {
      if !keys.procedure && limits.procedures == nil {
        sources.append(
          rollup("dossier_half_agency", whole, added, procedure: "0::bigint", limits))
      } else if !keys.agency && limits.agencies == nil {
        var all = limits
        all.outside = []
        sources.append(rollup("dossier_half_procedure", whole, added, agency: "0::bigint", all))
        if !limits.outside.isEmpty {
          var others = limits
          (others.agencies, others.outside) = (limits.outside, [])
          sources.append(rollup("dossier_half", whole, taken, others))
        }
      } else {
        sources.append(rollup("dossier_half", whole, added, limits))
      }
    }
    for part in halves.parts { sources.append(facts("dossier", part, added, "")) }
    if let asOf {
      let days = first.daysSince2000...last.daysSince2000
      sources.append(facts("dossier", days, taken, "AND fact.known_from > \(asOf)"))
      sources.append(
        facts(
          "dossier_past", days, added,
          "AND fact.known_from <= \(asOf) AND fact.known_to > \(asOf)"))
    }
    return sum(sources, measures.count).labelled("store.figures.sumDossiers")
  }

  /// The sums of measures of payments.
  func payments(_ measures: [PaymentMeasure]) -> Statement {
    let added = measures.map { Self.column($0) }
    let taken = added.map { column -> Statement in "-\(column)" }
    var sources: [Statement] = []
    if let whole = halves.whole {
      let statement: Statement = """
        SELECT \(Self.key(keys.agency, "agency_key", "0::bigint")),
          \(Self.key(keys.procedure, "procedure_key", "0::bigint")), 0::smallint,
          \(Self.key(keys.half, "half", "0::smallint"))\(Self.list(added))
        FROM payment_half
        WHERE authority_id = \(authority)
          AND \(halves(whole, limits))
          \(restriction(limits, agency: "agency_key", procedure: "procedure_key"))
        """
      sources.append(statement)
    }
    for part in halves.parts { sources.append(paid("payment", part, added, "")) }
    if let asOf {
      let days = first.daysSince2000...last.daysSince2000
      sources.append(paid("payment", days, taken, "AND fact.known_from > \(asOf)"))
      sources.append(
        paid(
          "payment_past", days, added,
          "AND fact.known_from <= \(asOf) AND fact.known_to > \(asOf)"))
    }
    return sum(sources, measures.count).labelled("store.figures.sumPayments")
  }

  private func sum(_ sources: [Statement], _ measures: Int) -> Statement {
    guard let first = sources.first else {
      return "SELECT 0::bigint, 0::bigint, 0::smallint, 0::smallint WHERE false"
    }
    let all = sources.dropFirst().reduce(first) { all, next -> Statement in
      """
      \(all)
      UNION ALL
      \(next)
      """
    }
    let names = Self.names.prefix(measures)
    let sums = names.map { name -> Statement in "sum(\(name))::bigint" }
    let listed = names.dropFirst().reduce(names.first ?? "m0") { list, name -> Statement in
      "\(list), \(name)"
    }
    return """
      SELECT agency, procedure, channel, half\(Self.list(sums))
      FROM (
      \(all)
      ) AS counted (agency, procedure, channel, half, \(listed))
      GROUP BY agency, procedure, channel, half
      """
  }

  private func rollup(
    _ table: Statement, _ whole: ClosedRange<Int16>, _ columns: [Statement],
    agency: Statement = "agency_id", procedure: Statement = "procedure_id", _ limits: Limits
  ) -> Statement {
    """
    SELECT \(Self.key(keys.agency, agency, "0::bigint")), \(Self.key(keys.procedure, procedure, "0::bigint")),
      \(Self.key(keys.channel, "channel", "0::smallint")),
      \(Self.key(keys.half, "half", "0::smallint"))\(Self.list(columns))
    FROM \(table)
    WHERE authority_id = \(authority)
      AND \(halves(whole, limits))
      \(restriction(limits, agency: "agency_id", procedure: "procedure_id"))
    """
  }

  /// The halves, named one by one where few agencies or procedures are read: the keys begin with
  /// the half, so that a range of halves reads all of them.
  private func halves(_ whole: ClosedRange<Int16>, _ limits: Limits) -> Statement {
    let few = min(limits.agencies?.count ?? .max, limits.procedures?.count ?? .max)
    guard few <= 64, whole.count <= 120 else {
      return "half BETWEEN \(whole.lowerBound) AND \(whole.upperBound)"
    }
    return "half = ANY(\(whole.map { Int64($0) }))"
  }

  private func facts(
    _ table: Statement, _ days: ClosedRange<Int32>, _ columns: [Statement], _ known: Statement
  ) -> Statement {
    let first = PostgresDate(daysSince2000: days.lowerBound)
    let last = PostgresDate(daysSince2000: days.upperBound)
    return """
      SELECT \(Self.key(keys.agency, "fact.agency_id", "0::bigint")),
        \(Self.key(keys.procedure, "fact.procedure_id", "0::bigint")),
        \(Self.key(keys.channel, "COALESCE(fact.channel, 0::smallint)", "0::smallint")),
        \(Self.key(keys.half, "half_of(measure.day)", "0::smallint"))\(Self.list(columns))
      FROM \(table) AS fact
      CROSS JOIN LATERAL dossier_measures(fact.received_day, fact.end_day, fact.ending,
        fact.status, fact.time_class, fact.national_class, fact.flags) AS measure
      WHERE fact.authority_id = \(authority)
        AND (fact.received_day BETWEEN \(first) AND \(last)
          OR fact.end_day BETWEEN \(first) AND \(last))
        AND measure.day BETWEEN \(first) AND \(last)
        \(known)
        \(restriction(limits, agency: "fact.agency_id", procedure: "fact.procedure_id"))
      """
  }

  private func paid(
    _ table: Statement, _ days: ClosedRange<Int32>, _ columns: [Statement], _ known: Statement
  ) -> Statement {
    let first = PostgresDate(daysSince2000: days.lowerBound)
    let last = PostgresDate(daysSince2000: days.upperBound)
    return """
      SELECT \(Self.key(keys.agency, "COALESCE(fact.agency_id, 0)", "0::bigint")),
        \(Self.key(keys.procedure, "COALESCE(fact.procedure_id, 0)", "0::bigint")), 0::smallint,
        \(Self.key(keys.half, "half_of(measure.day)", "0::smallint"))\(Self.list(columns))
      FROM \(table) AS fact
      CROSS JOIN LATERAL payment_measures(fact.method, fact.state, fact.amount, fact.paid_day)
        AS measure
      WHERE fact.authority_id = \(authority)
        AND fact.paid_day BETWEEN \(first) AND \(last)
        \(known)
        \(restriction(
          limits, agency: "COALESCE(fact.agency_id, 0)",
          procedure: "COALESCE(fact.procedure_id, 0)"))
      """
  }

  func restriction(_ limits: Limits, agency: Statement, procedure: Statement) -> Statement {
    var result: Statement = ""
    if let agencies = limits.agencies { result = "\(result) AND \(agency) = ANY(\(agencies))" }
    if !limits.outside.isEmpty { result = "\(result) AND \(agency) <> ALL(\(limits.outside))" }
    if let procedures = limits.procedures {
      result = "\(result) AND \(procedure) = ANY(\(procedures))"
    }
    return result
  }

  /// A column, or what stands in its place where nobody asks for it.
  static func key(_ isWanted: Bool, _ column: Statement, _ other: Statement) -> Statement {
    isWanted ? column : other
  }

  private static func list(_ columns: [Statement]) -> Statement {
    columns.reduce("") { list, column in "\(list), \(column)" }
  }

  private static let names: [Statement] = [
    "m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11",
  ]
}
