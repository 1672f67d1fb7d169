import Postgres

extension ChangeDigest {
  /// Tokens that the run made or revoked; what their holders keep stands in no chain.
  static var tokens: Statement {
    """
    SELECT chosen.run_id, 'token', ROW('+', \(ClaimLines.token))::text
    FROM chosen
    JOIN token USING (authority_id, run_id)
    \(ClaimLines.tokenCodes)
    UNION ALL
    SELECT chosen.run_id, 'token', ROW('-', \(ClaimLines.token), token.run_id)::text
    FROM chosen
    JOIN token ON token.authority_id = chosen.authority_id AND token.known_to = chosen.known_at
    \(ClaimLines.tokenCodes)
    """
  }
}

extension ClaimLines {
  /// The columns of a token, without the run and the instants by which it came to be.
  static var token: Statement {
    "token.token_id, token.name, token.scope, agency.code, token.expires_on"
  }

  /// The codes that its numbers stand for.
  static var tokenCodes: Statement {
    """
    LEFT JOIN agency
      ON agency.authority_id = token.authority_id AND agency.agency_id = token.agency_id
    """
  }
}
