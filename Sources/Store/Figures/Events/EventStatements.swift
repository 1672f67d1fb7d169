import Indicators
import Postgres
import Procedures

/// Statements on events that are not sums of rollups.
extension EventSums {
  /// Dossiers received from `first` to `last` that are still open: those due on `last` or later, and
  /// those without a due date, by agency, procedure and channel as far as the keys ask.
  func open(first: CalendarDay, last: CalendarDay) -> Statement {
    var all = openRows("dossier", first, last)
    if let asOf {
      all = """
        \(all) AND known_from <= \(asOf)
        UNION ALL
        \(openRows("dossier_past", first, last))
          AND known_from <= \(asOf) AND known_to > \(asOf)
        """
    }
    let date = PostgresDate(daysSince2000: last.daysSince2000)
    let statement: Statement = """
      SELECT agency, procedure, channel, count(*) FILTER (WHERE due >= \(date)),
        count(*) FILTER (WHERE due IS NULL)
      FROM (
      \(all)
      ) AS open (agency, procedure, channel, due)
      GROUP BY agency, procedure, channel
      """
    return statement.labelled("store.figures.openDossiers")
  }

  private func openRows(
    _ table: Statement, _ first: CalendarDay, _ last: CalendarDay
  ) -> Statement {
    """
    SELECT \(Self.key(keys.agency, "agency_id", "0::bigint")),
      \(Self.key(keys.procedure, "procedure_id", "0::bigint")),
      \(Self.key(keys.channel, "COALESCE(channel, 0::smallint)", "0::smallint")), national_due_day
    FROM \(table)
    WHERE authority_id = \(authority)
      AND ending = 0
      AND status <> 1
      AND received_day BETWEEN \(PostgresDate(daysSince2000: first.daysSince2000))
        AND \(PostgresDate(daysSince2000: last.daysSince2000))
      \(restriction(limits, agency: "agency_id", procedure: "procedure_id"))
    """
  }

  /// The latest count of each stock up to `last`.
  func stocks() -> Statement {
    let date = PostgresDate(daysSince2000: last.daysSince2000)
    func rows(_ table: Statement) -> Statement {
      """
      SELECT agency_id, procedure_id, as_of, valid, digitized
      FROM \(table)
      WHERE authority_id = \(authority) AND as_of <= \(date)
        \(restriction(limits, agency: "agency_id", procedure: "procedure_id"))
      """
    }
    var all = rows("result_stock")
    if let asOf {
      all = """
        \(all) AND known_from <= \(asOf)
        UNION ALL
        \(rows("result_stock_past")) AND known_from <= \(asOf) AND known_to > \(asOf)
        """
    }
    let statement: Statement = """
      SELECT DISTINCT ON (agency_id, procedure_id) agency_id, procedure_id, valid, digitized
      FROM (
      \(all)
      ) AS stock
      ORDER BY agency_id, procedure_id, as_of DESC
      """
    return statement.labelled("store.figures.stocks")
  }

  /// The last day of which a dossier says that it was received or ended; null where there is none.
  static func latestDossier(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT GREATEST(
        (SELECT max(received_day) FROM dossier WHERE authority_id = \(authority)),
        (SELECT max(end_day) FROM dossier WHERE authority_id = \(authority)))
      """
    return statement.labelled("store.figures.latestDossier")
  }

  /// The last day on which something was paid; null where there is none.
  static func latestPayment(authority: Int64) -> Statement {
    let statement: Statement = """
      SELECT max(paid_day) FROM payment WHERE authority_id = \(authority)
      """
    return statement.labelled("store.figures.latestPayment")
  }
}

extension CatalogView {
  /// Every agency that was ever entered, with its last name and tier.
  var agenciesEver: Statement {
    let statement: Statement = """
      SELECT agency.agency_id, agency.code,
        COALESCE((array_agg(claim.name ORDER BY claim.valid_to DESC, claim.source_id)
          FILTER (WHERE claim.name IS NOT NULL))[1], agency.code),
        (array_agg(claim.tier ORDER BY claim.valid_to DESC, claim.source_id)
          FILTER (WHERE claim.tier IS NOT NULL))[1]
      FROM agency
      LEFT JOIN agency_claim AS claim USING (authority_id, agency_id)
      WHERE agency.authority_id = \(authority)
      GROUP BY agency.agency_id, agency.code
      """
    return statement.labelled("store.figures.agenciesEver")
  }

  /// Every procedure that was ever entered, with the last name and field that were said of it up to
  /// the day.
  var proceduresEver: Statement {
    var claims: Statement = """
      SELECT procedure_id, name, field_id, valid_to, source_id
      FROM procedure_claim
      WHERE authority_id = \(authority) AND valid_from <= \(day)
      """
    if let asOf {
      claims = """
        \(claims) AND known_from <= \(asOf)
        UNION ALL
        SELECT procedure_id, name, field_id, valid_to, source_id
        FROM procedure_claim_past
        WHERE authority_id = \(authority)
          AND valid_from <= \(day)
          AND known_from <= \(asOf)
          AND known_to > \(asOf)
        """
    }
    let statement: Statement = """
      SELECT procedure.procedure_id, procedure.code,
        COALESCE((array_agg(claim.name ORDER BY claim.valid_to DESC, claim.source_id)
          FILTER (WHERE claim.name IS NOT NULL))[1], ''),
        (array_agg(field.name ORDER BY claim.valid_to DESC, claim.source_id)
          FILTER (WHERE field.name IS NOT NULL))[1]
      FROM procedure
      LEFT JOIN (
      \(claims)
      ) AS claim USING (procedure_id)
      LEFT JOIN field
        ON field.authority_id = procedure.authority_id AND field.field_id = claim.field_id
      WHERE procedure.authority_id = \(authority)
      GROUP BY procedure.procedure_id, procedure.code
      """
    return statement.labelled("store.figures.proceduresEver")
  }

  /// Held rows of the last applied run of each source of some kinds, with the days that could be
  /// read. What was taken back by then does not count.
  func heldFacts(_ kinds: [String]) -> Statement {
    let statement: Statement = """
      SELECT held.procedure_code, held.agency_ids, held.agency_readable, held.fact_from,
        held.fact_to
      FROM held_row AS held
      JOIN run USING (authority_id, run_id)
      JOIN source USING (authority_id, source_id)
      WHERE held.authority_id = \(authority)
        AND source.kind = ANY(\(kinds))
        AND run.state = 'applied'
        AND run.run_id <= \(run)
        AND NOT \(RunLedger.isUndone("run", authority: authority, upTo: run))
        AND NOT EXISTS (
          SELECT
          FROM run AS later
          WHERE later.authority_id = run.authority_id
            AND later.source_id = run.source_id
            AND later.state = 'applied'
            AND later.run_id > run.run_id
            AND later.run_id <= \(run)
            AND NOT \(RunLedger.isUndone("later", authority: authority, upTo: run))
            AND later.scope IN (run.scope, ''))
      """
    return statement.labelled("store.figures.heldFacts")
  }

  /// The kinds of sources of which a run was applied, and whether one of them is a demonstration.
  var appliedKinds: Statement {
    let statement: Statement = """
      SELECT source.kind, bool_or(source.demonstration)
      FROM run
      JOIN source USING (authority_id, source_id)
      WHERE run.authority_id = \(authority)
        AND run.state = 'applied'
        AND run.run_id <= \(run)
        AND NOT \(RunLedger.isUndone("run", authority: authority, upTo: run))
      GROUP BY source.kind
      """
    return statement.labelled("store.figures.appliedKinds")
  }

  /// What outside sources say of one indicator.
  func observations(of indicator: String) -> Statement {
    func rows(_ table: Statement) -> Statement {
      """
      SELECT scope, period, source, numerator, denominator, trim_scale(value)::text
      FROM \(table)
      WHERE authority_id = \(authority) AND indicator = \(indicator)
      """
    }
    guard let asOf else {
      return rows("observation").labelled("store.figures.observations")
    }
    let statement: Statement = """
      \(rows("observation")) AND known_from <= \(asOf)
      UNION ALL
      \(rows("observation_past")) AND known_from <= \(asOf) AND known_to > \(asOf)
      """
    return statement.labelled("store.figures.observationsAsOf")
  }
}
