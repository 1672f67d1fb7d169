import Postgres

extension ChangeDigest {
  /// Other spellings that the run entered or ended. What ends says so by its instant only.
  static var aliases: Statement {
    """
    SELECT chosen.run_id, 'alias', ROW('+', 'agency_alias', alias.match_key, alias.name,
      agency.code)::text
    FROM chosen
    JOIN agency_alias AS alias
      ON alias.authority_id = chosen.authority_id AND alias.run_id = chosen.run_id
    JOIN agency
      ON agency.authority_id = alias.authority_id AND agency.agency_id = alias.agency_id
    UNION ALL
    SELECT chosen.run_id, 'alias', ROW('-', 'agency_alias', alias.match_key, alias.name,
      agency.code, alias.run_id)::text
    FROM chosen
    JOIN agency_alias AS alias
      ON alias.authority_id = chosen.authority_id AND alias.known_to = chosen.known_at
    JOIN agency
      ON agency.authority_id = alias.authority_id AND agency.agency_id = alias.agency_id
    UNION ALL
    SELECT chosen.run_id, 'alias', ROW('+', 'field_alias', alias.match_key, alias.name,
      field.match_key)::text
    FROM chosen
    JOIN field_alias AS alias
      ON alias.authority_id = chosen.authority_id AND alias.run_id = chosen.run_id
    JOIN field
      ON field.authority_id = alias.authority_id AND field.field_id = alias.field_id
    UNION ALL
    SELECT chosen.run_id, 'alias', ROW('-', 'field_alias', alias.match_key, alias.name,
      field.match_key, alias.run_id)::text
    FROM chosen
    JOIN field_alias AS alias
      ON alias.authority_id = chosen.authority_id AND alias.known_to = chosen.known_at
    JOIN field
      ON field.authority_id = alias.authority_id AND field.field_id = alias.field_id
    """
  }

  /// The order of sources that the run declared or ended, and the data version that it made.
  /// Limits and maximum ages of sources are replaced in place and keep no history: the bytes of the run say them.
  static var settings: Statement {
    """
    SELECT chosen.run_id, 'precedence', ROW('+', precedence.attribute, precedence.position,
      source.kind, source.name)::text
    FROM chosen
    JOIN source_precedence AS precedence
      ON precedence.authority_id = chosen.authority_id AND precedence.run_id = chosen.run_id
    JOIN source
      ON source.authority_id = precedence.authority_id
      AND source.source_id = precedence.source_id
    UNION ALL
    SELECT chosen.run_id, 'precedence', ROW('-', precedence.attribute, precedence.position,
      source.kind, source.name, precedence.run_id)::text
    FROM chosen
    JOIN source_precedence AS precedence
      ON precedence.authority_id = chosen.authority_id AND precedence.known_to = chosen.known_at
    JOIN source
      ON source.authority_id = precedence.authority_id
      AND source.source_id = precedence.source_id
    UNION ALL
    SELECT chosen.run_id, 'version', ROW('+', data_version.version)::text
    FROM chosen
    JOIN data_version USING (authority_id, run_id)
    """
  }

  /// Held rows in groups of a thousand rows of the file: there may be as many as the file has rows.
  static var heldRows: Statement {
    """
    SELECT chosen.run_id, 'held ' || held.row_number / 1000, ROW('+', 'held', held.row_number,
      held.column_name, held.rule, held.raw, held.procedure_code, ARRAY(
        SELECT agency.code
        FROM agency
        WHERE agency.authority_id = held.authority_id
          AND agency.agency_id = ANY (held.agency_ids)
        ORDER BY agency.code COLLATE "C"), held.agency_readable, held.service_code,
      held.column_position)::text || COALESCE(' ' || held.fact_from || '..' || held.fact_to, '')
    FROM chosen
    JOIN held_row AS held USING (authority_id, run_id)
    """
  }
}
