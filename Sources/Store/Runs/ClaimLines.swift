import Postgres

/// What a claim says, as parts of a row in which codes stand for the database's numbers. Each list
/// belongs to a claim named `claim`, with the joins of its codes. What differs most stands first:
/// the server sorts by the first bytes of a line.
enum ClaimLines {
  static var offering: Statement {
    """
    agency.code, 'offering', claim.service_code, source.name, claim.valid_from,
      claim.valid_to, claim.level_id IS NULL, level.scheme, level.code, claim.eligible,
      claim.eligible_full, claim.eligible_decision, claim.fee, claim.payment_eligible,
      claim.payment_enabled, claim.means, claim.one_stop, claim.interlinked, claim.decision
    """
  }

  static var offeringCodes: Statement {
    """
    JOIN procedure
      ON procedure.authority_id = claim.authority_id
      AND procedure.procedure_id = claim.procedure_id
    JOIN source
      ON source.authority_id = claim.authority_id AND source.source_id = claim.source_id
    LEFT JOIN agency
      ON agency.authority_id = claim.authority_id AND agency.agency_id = claim.agency_id
    LEFT JOIN online_level AS level
      ON level.authority_id = claim.authority_id AND level.level_id = claim.level_id
    """
  }

  static var procedure: Statement {
    """
    'procedure', source.name, claim.valid_from, claim.valid_to, claim.declared,
      claim.name, field.match_key, field.name, claim.field_unknown, claim.tiers,
      claim.is_internal, claim.replaces
    """
  }

  static var procedureCodes: Statement {
    """
    JOIN procedure
      ON procedure.authority_id = claim.authority_id
      AND procedure.procedure_id = claim.procedure_id
    JOIN source
      ON source.authority_id = claim.authority_id AND source.source_id = claim.source_id
    LEFT JOIN field
      ON field.authority_id = claim.authority_id AND field.field_id = claim.field_id
    """
  }

  static var agency: Statement {
    """
    'agency', source.name, claim.valid_from, claim.valid_to, claim.name, claim.tier, claim.kind,
      parent.code, claim.successor_codes
    """
  }

  static var agencyCodes: Statement {
    """
    JOIN agency
      ON agency.authority_id = claim.authority_id AND agency.agency_id = claim.agency_id
    JOIN source
      ON source.authority_id = claim.authority_id AND source.source_id = claim.source_id
    LEFT JOIN agency AS parent
      ON parent.authority_id = claim.authority_id AND parent.agency_id = claim.parent_id
    """
  }
}
