import Crypto
import Postgres

/// What one run wrote, as one number: SHA-256 over all its changes in order.
///
/// A change is a line of text, `+` for what the run said and `-` for what it took back. Lines name
/// codes and never numbers of the database, so that the same content entered elsewhere has the
/// same digest. Lines are gathered by procedure, or by the register they stand in, and ordered by
/// their bytes; the digest of the run is over the digests of these groups in order of their names.
/// The server computes it, so that nothing of a catalog travels, and no string grows past what one
/// procedure needs.
///
/// 300,000 lines take a second or two, a thousand of a large catalog a pass over its claims.
struct ChangeDigest: Sendable, Hashable {
  let run: Int64
  /// How many lines.
  let count: Int64
  let sha256: [UInt8]

  /// The digest of one run, or of every run that wrote something when `run` is nil: the same
  /// statement, so that what was computed when the run was entered can be computed again.
  static func compute(
    authority: Int64, run: Int64?, on connection: borrowing PostgresConnection
  ) async throws -> [ChangeDigest] {
    try await connection.execute(prepare)
    return try await connection.query(select(authority: authority, run: run)) { row in
      ChangeDigest(
        run: try row.decode(0), count: try row.decode(1), sha256: try row.decode(2))
    }
  }

  /// The digest of a run that wrote nothing.
  static func nothing(run: Int64) -> ChangeDigest {
    ChangeDigest(run: run, count: 0, sha256: Array(SHA256.hash(data: [UInt8]())))
  }
}

extension ChangeDigest {
  /// For the rest of the transaction: hash joins, however few rows the server thinks that a table
  /// has which was filled in the same transaction. Looking codes up one by one costs three times
  /// as much.
  static var prepare: Statement {
    let statement: Statement = """
      SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true)
      """
    return statement.labelled("store.audit.prepareDigest")
  }

  /// Text in the server's form of a row, which quotes what has to be quoted: different contents
  /// never give the same line.
  static func select(authority: Int64, run: Int64?) -> Statement {
    let statement: Statement = """
      WITH chosen AS (
        SELECT authority_id, run_id, known_at
        FROM run
        WHERE authority_id = \(authority) AND (\(run == nil) OR run_id = \(run ?? 0))
      ), line (run_id, part, content) AS (
        \(offerings(current))
        UNION ALL
        \(offerings(said))
        UNION ALL
        \(offerings(takenBack))
        UNION ALL
        \(procedures(current))
        UNION ALL
        \(procedures(said))
        UNION ALL
        \(procedures(takenBack))
        UNION ALL
        \(agencies(current))
        UNION ALL
        \(agencies(said))
        UNION ALL
        \(agencies(takenBack))
        UNION ALL
        \(FactLines.changes(ofOne: run != nil))
        UNION ALL
        \(aliases)
        UNION ALL
        \(adoptions)
        UNION ALL
        \(settings)
        UNION ALL
        \(exclusions)
        UNION ALL
        \(tokens)
        UNION ALL
        \(closedPeriods)
        UNION ALL
        \(heldRows)
      ), part AS (
        SELECT run_id, part, count(*) AS lines,
          sha256(convert_to(string_agg(content, E'\\n' ORDER BY content COLLATE "C"), 'UTF8'))
            AS digest
        FROM line
        GROUP BY run_id, part
      )
      SELECT run_id, sum(lines)::bigint,
        sha256(string_agg(
          sha256(convert_to(part, 'UTF8')) || digest, ''::bytea ORDER BY part COLLATE "C"))
      FROM part
      GROUP BY run_id
      ORDER BY run_id
      """
    return statement.labelled("store.audit.changes")
  }

  /// Which claims of a run are meant: those it said and that still stand, those it said and that
  /// were superseded since, those it superseded.
  private enum Claims { case current, said, takenBack }

  private static var current: Claims { .current }
  private static var said: Claims { .said }
  private static var takenBack: Claims { .takenBack }

  private static func offerings(_ claims: Claims) -> Statement {
    switch claims {
    case .current:
      """
      SELECT chosen.run_id, procedure.code, \(offeringLine("'+'"))
      FROM chosen
      JOIN offering_claim AS claim
        ON claim.authority_id = chosen.authority_id AND claim.known_from = chosen.known_at
      \(ClaimLines.offeringCodes)
      """
    case .said:
      """
      SELECT chosen.run_id, procedure.code, \(offeringLine("'+'"))
      FROM chosen
      JOIN offering_claim_past AS claim
        ON claim.authority_id = chosen.authority_id AND claim.known_from = chosen.known_at
      \(ClaimLines.offeringCodes)
      """
    case .takenBack:
      """
      SELECT chosen.run_id, procedure.code, \(offeringLine("'-'"))
      FROM chosen
      JOIN offering_claim_past AS claim
        ON claim.authority_id = chosen.authority_id AND claim.superseded_by_run = chosen.run_id
      \(ClaimLines.offeringCodes)
      """
    }
  }

  private static func offeringLine(_ sign: Statement) -> Statement {
    """
    ROW(\(ClaimLines.offering), \(sign), claim.row_number, claim.run_id)::text
    """
  }

  private static func procedures(_ claims: Claims) -> Statement {
    switch claims {
    case .current:
      """
      SELECT chosen.run_id, procedure.code, \(procedureLine("'+'"))
      FROM chosen
      JOIN procedure_claim AS claim
        ON claim.authority_id = chosen.authority_id AND claim.known_from = chosen.known_at
      \(ClaimLines.procedureCodes)
      """
    case .said:
      """
      SELECT chosen.run_id, procedure.code, \(procedureLine("'+'"))
      FROM chosen
      JOIN procedure_claim_past AS claim
        ON claim.authority_id = chosen.authority_id AND claim.known_from = chosen.known_at
      \(ClaimLines.procedureCodes)
      """
    case .takenBack:
      """
      SELECT chosen.run_id, procedure.code, \(procedureLine("'-'"))
      FROM chosen
      JOIN procedure_claim_past AS claim
        ON claim.authority_id = chosen.authority_id AND claim.superseded_by_run = chosen.run_id
      \(ClaimLines.procedureCodes)
      """
    }
  }

  private static func procedureLine(_ sign: Statement) -> Statement {
    """
    ROW(\(ClaimLines.procedure), \(sign), claim.row_number, claim.run_id)::text
    """
  }

  private static func agencies(_ claims: Claims) -> Statement {
    switch claims {
    case .current:
      """
      SELECT chosen.run_id, 'agency ' || agency.code, \(agencyLine("'+'"))
      FROM chosen
      JOIN agency_claim AS claim
        ON claim.authority_id = chosen.authority_id AND claim.known_from = chosen.known_at
      \(ClaimLines.agencyCodes)
      """
    case .said:
      """
      SELECT chosen.run_id, 'agency ' || agency.code, \(agencyLine("'+'"))
      FROM chosen
      JOIN agency_claim_past AS claim
        ON claim.authority_id = chosen.authority_id AND claim.known_from = chosen.known_at
      \(ClaimLines.agencyCodes)
      """
    case .takenBack:
      """
      SELECT chosen.run_id, 'agency ' || agency.code, \(agencyLine("'-'"))
      FROM chosen
      JOIN agency_claim_past AS claim
        ON claim.authority_id = chosen.authority_id AND claim.superseded_by_run = chosen.run_id
      \(ClaimLines.agencyCodes)
      """
    }
  }

  private static func agencyLine(_ sign: Statement) -> Statement {
    """
    ROW(\(ClaimLines.agency), \(sign), claim.row_number, claim.run_id)::text
    """
  }
}
