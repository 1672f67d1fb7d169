import Postgres

/// What rows of facts say, as lines for the audit chain and the hash of the state: codes stand for
/// the database's numbers, so that the same content entered elsewhere has the same lines.
enum FactLines {
  /// One kind of fact: in `fact` is a row of its table.
  struct Kind: Sendable {
    let table: Statement
    let past: Statement
    /// Lines are gathered by this, so that no string grows without bound.
    let part: Statement
    /// What a line says; what differs most stands first, because the server sorts by it.
    let content: Statement
    let codes: Statement
  }

  static let kinds = [dossier, payment, result, observation]

  private static let dossier = Kind(
    table: "dossier", past: "dossier_past",
    part: "'dossier ' || agency.code || ' ' || procedure.code",
    content: """
      fact.dossier_code, receiving.code, fact.channel, fact.status, fact.received_at, fact.due_at,
        fact.finished_at, fact.returned_at, fact.event_at, fact.paused_days, fact.supplements,
        fact.supplement_asked_at, fact.supplement_us, fact.flags, fact.received_day, fact.end_day,
        fact.ending, fact.due_day, fact.time_class, fact.national_class, fact.national_due_day
      """,
    codes: """
      JOIN procedure
        ON procedure.authority_id = fact.authority_id
        AND procedure.procedure_id = fact.procedure_id
      JOIN agency
        ON agency.authority_id = fact.authority_id AND agency.agency_id = fact.agency_id
      LEFT JOIN agency AS receiving
        ON receiving.authority_id = fact.authority_id
        AND receiving.agency_id = fact.receiving_agency_id
      """)

  private static let payment = Kind(
    table: "payment", past: "payment_past",
    part: "'payment ' || COALESCE(fact.paid_day::text, '-')",
    content: """
      fact.transaction_code, fact.dossier_code, procedure.code, agency.code, fact.amount,
        fact.method, fact.state, fact.paid_at, fact.paid_day
      """,
    codes: """
      LEFT JOIN procedure
        ON procedure.authority_id = fact.authority_id
        AND procedure.procedure_id = fact.procedure_id
      LEFT JOIN agency
        ON agency.authority_id = fact.authority_id AND agency.agency_id = fact.agency_id
      """)

  private static let result = Kind(
    table: "result_stock", past: "result_stock_past",
    part: "'result ' || fact.as_of",
    content: """
      procedure.code, agency.code, fact.as_of, fact.valid, fact.digitized, fact.signed, fact.method
      """,
    codes: """
      JOIN procedure
        ON procedure.authority_id = fact.authority_id
        AND procedure.procedure_id = fact.procedure_id
      JOIN agency
        ON agency.authority_id = fact.authority_id AND agency.agency_id = fact.agency_id
      """)

  private static let observation = Kind(
    table: "observation", past: "observation_past",
    part: "'observation ' || fact.indicator",
    content: """
      fact.indicator, fact.scope, fact.period, fact.source, fact.numerator, fact.denominator,
        fact.value
      """,
    codes: "")

  /// What one run said and took back, or all runs where it is nil; `chosen` holds the runs. One
  /// run's rows are found by the index of their instant, those of all by one pass.
  static func changes(ofOne: Bool) -> Statement {
    joined(
      kinds.map { kind in
        let known: Statement = ofOne ? "(SELECT known_at FROM chosen)" : "chosen.known_at"
        let run: Statement = ofOne ? "(SELECT run_id FROM chosen)" : "chosen.run_id"
        return """
          SELECT chosen.run_id, \(kind.part), ROW(\(kind.content), '+', fact.row_number,
            fact.run_id)::text
          FROM chosen
          JOIN \(kind.table) AS fact
            ON fact.authority_id = chosen.authority_id AND fact.known_from = \(known)
          \(kind.codes)
          UNION ALL
          SELECT chosen.run_id, \(kind.part), ROW(\(kind.content), '+', fact.row_number,
            fact.run_id)::text
          FROM chosen
          JOIN \(kind.past) AS fact
            ON fact.authority_id = chosen.authority_id AND fact.known_from = \(known)
          \(kind.codes)
          UNION ALL
          SELECT chosen.run_id, \(kind.part), ROW(\(kind.content), '-', fact.row_number,
            fact.run_id)::text
          FROM chosen
          JOIN \(kind.past) AS fact
            ON fact.authority_id = chosen.authority_id AND fact.superseded_by_run = \(run)
          \(kind.codes)
          """
      })
  }

  /// What is believed at the instant of `moment`.
  static var state: Statement {
    joined(
      kinds.map { kind in
        """
        SELECT \(kind.part), ROW(\(kind.content))::text
        FROM moment
        JOIN \(kind.table) AS fact USING (authority_id)
        \(kind.codes)
        WHERE fact.known_from <= moment.known
        UNION ALL
        SELECT \(kind.part), ROW(\(kind.content))::text
        FROM moment
        JOIN \(kind.past) AS fact USING (authority_id)
        \(kind.codes)
        WHERE fact.known_from <= moment.known AND fact.known_to > moment.known
        """
      })
  }

  /// Rows with where they came from, for the search for strays.
  static func written(authority: Int64) -> Statement {
    joined(
      kinds.map { kind in
        """
        SELECT '\(kind.table)', known_from, run_id
        FROM \(kind.table)
        WHERE authority_id = \(authority)
        UNION ALL
        SELECT '\(kind.past)', known_from, run_id
        FROM \(kind.past)
        WHERE authority_id = \(authority)
        """
      })
  }

  /// Rows of the past with what ended them.
  static func ended(authority: Int64) -> Statement {
    joined(
      kinds.map { kind in
        """
        SELECT '\(kind.past)', known_to, superseded_by_run
        FROM \(kind.past)
        WHERE authority_id = \(authority)
        """
      })
  }

  private static func joined(_ parts: [Statement]) -> Statement {
    var all = parts[0]
    for part in parts.dropFirst() {
      all = """
        \(all)
        UNION ALL
        \(part)
        """
    }
    return all
  }
}
