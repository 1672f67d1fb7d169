import Postgres

extension ChangeDigest {
  /// Exclusions that the run entered or ended.
  static var exclusions: Statement {
    """
    SELECT chosen.run_id, 'exclusion', ROW('+', \(ClaimLines.exclusion))::text
    FROM chosen
    JOIN exclusion USING (authority_id, run_id)
    \(ClaimLines.exclusionCodes)
    UNION ALL
    SELECT chosen.run_id, 'exclusion', ROW('-', \(ClaimLines.exclusion), exclusion.run_id)::text
    FROM chosen
    JOIN exclusion
      ON exclusion.authority_id = chosen.authority_id AND exclusion.ended_by_run = chosen.run_id
    \(ClaimLines.exclusionCodes)
    """
  }
}

extension ClaimLines {
  /// The columns of an exclusion, without the run and the instants by which it came to be.
  static var exclusion: Statement {
    """
    exclusion.indicator, procedure.code, agency.code, exclusion.legal_basis, exclusion.reason,
      exclusion.entered_by, exclusion.valid_from, exclusion.valid_to
    """
  }

  /// The codes that its numbers stand for.
  static var exclusionCodes: Statement {
    """
    JOIN procedure
      ON procedure.authority_id = exclusion.authority_id
      AND procedure.procedure_id = exclusion.procedure_id
    LEFT JOIN agency
      ON agency.authority_id = exclusion.authority_id AND agency.agency_id = exclusion.agency_id
    """
  }
}
