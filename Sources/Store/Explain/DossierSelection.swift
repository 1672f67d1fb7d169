import Indicators
import Postgres
import Procedures

/// The statement that lists the dossiers behind a figure.
struct DossierSelection {
  let question: EventQuestion
  /// Whose limits, days and instant of knowledge hold.
  let sums: EventSums

  /// The dossiers of a kind behind a code, as known at the view's instant, in the order of codes.
  func select(_ kind: RowKind, after code: String, limit: Int) -> Statement {
    let (first, last) = (
      PostgresDate(daysSince2000: question.window.first.daysSince2000),
      PostgresDate(daysSince2000: question.window.last.daysSince2000)
    )
    let isNational = question.isNational
    let classColumn: Statement = isNational ? "fact.national_class" : "fact.time_class"
    let dueColumn: Statement = isNational ? "fact.national_due_day" : "fact.due_day"
    var facts = rows("dossier", first, last, after: code)
    if let asOf = sums.asOf {
      facts = """
        \(facts) AND known_from <= \(asOf)
        UNION ALL
        \(rows("dossier_past", first, last, after: code))
          AND known_from <= \(asOf) AND known_to > \(asOf)
        """
    }
    let statement: Statement = """
      SELECT fact.dossier_code, fact.procedure_id, fact.agency_id, fact.received_day, fact.end_day,
        COALESCE(\(dueColumn), fact.due_day), fact.status, \(classColumn), fact.row_number,
        fact.flags, COALESCE(fact.channel, 0::smallint), source.name, run.run_id, run.location,
        run.sheet
      FROM (
      \(facts)
      ) AS fact
      CROSS JOIN LATERAL (
        SELECT COALESCE(sum(\(sum(question.numeratorTerms))), 0)
            + \(open(question.numeratorTerms, first, last)) AS numerator,
          COALESCE(sum(\(sum(question.unknownTerms))), 0)
            + \(open(question.unknownTerms, first, last)) AS undecided,
          COALESCE(sum(\(sum(question.wholeTerms))), 0)
            + \(open(question.wholeTerms, first, last)) AS whole
        FROM dossier_measures(fact.received_day, fact.end_day, fact.ending, fact.status,
          fact.time_class, fact.national_class, fact.flags) AS measure
        WHERE measure.day BETWEEN \(first) AND \(last)) AS counted
      JOIN run ON run.authority_id = \(sums.authority) AND run.run_id = fact.run_id
      JOIN source
        ON source.authority_id = run.authority_id AND source.source_id = run.source_id
      WHERE \(Self.condition(kind))
      ORDER BY fact.dossier_code
      LIMIT \(Int64(limit))
      """
    return statement.labelled(
      sums.asOf == nil ? "store.explain.dossiers" : "store.explain.dossiersAsOf")
  }

  private func rows(
    _ table: Statement, _ first: PostgresDate, _ last: PostgresDate,
    after code: String
  ) -> Statement {
    let channel: Statement =
      question.channelAsked.map { "AND COALESCE(channel, 0::smallint) = \($0)" } ?? ""
    return """
      SELECT dossier_code, procedure_id, agency_id, channel, status, received_day, end_day, due_day,
        national_due_day, ending, time_class, national_class, flags, run_id, row_number
      FROM \(table)
      WHERE authority_id = \(sums.authority)
        AND dossier_code > \(code)
        AND (received_day BETWEEN \(first) AND \(last) OR end_day BETWEEN \(first) AND \(last))
        \(channel)
        \(sums.restriction(sums.limits, agency: "agency_id", procedure: "procedure_id"))
      """
  }

  /// What a dossier adds by the rollups' measures.
  private func sum(_ terms: [DecidingTerm]) -> Statement {
    var result: Statement = "0"
    for term in terms {
      guard case .dossier(let measure) = term.measure else { continue }
      let column = EventSums.column(measure)
      if let channel = term.channel {
        result = """
          \(result) + CASE WHEN COALESCE(fact.channel, 0::smallint) = \(channel)
            THEN measure.\(column) ELSE 0 END
          """
      } else {
        result = "\(result) + measure.\(column)"
      }
    }
    return result
  }

  /// What it adds while it is open, as ``EventSums/open(first:last:)`` counts.
  private func open(
    _ terms: [DecidingTerm], _ first: PostgresDate, _ last: PostgresDate
  ) -> Statement {
    var result: Statement = "0"
    for term in terms {
      guard case .open(let measure) = term.measure else { continue }
      let due: Statement =
        switch measure {
        case .within: "fact.national_due_day >= \(last)"
        case .undated: "fact.national_due_day IS NULL"
        }
      result = """
        \(result) + COALESCE((fact.ending = 0 AND fact.status <> 1
          AND fact.received_day BETWEEN \(first) AND \(last) AND \(due))::integer, 0)
        """
    }
    return result
  }

  private static func condition(_ kind: RowKind) -> Statement {
    switch kind {
    case .counted: "counted.numerator > 0"
    case .unknown: "counted.undecided > 0"
    case .missing: "counted.whole - counted.undecided - counted.numerator > 0"
    case .held, .excluded: "false"
    }
  }
}
