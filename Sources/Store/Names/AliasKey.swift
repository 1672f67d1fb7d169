import Intake
import Postgres

/// How spellings are compared and kept.
enum AliasKey {
  /// The folded name; throws `badRequest` where nothing is left of it.
  static func key(of name: String) throws -> String {
    let key = VietnameseText.matchKey(name)
    guard !key.isEmpty, name.utf8.count <= 2000 else {
      throw StoreError(
        .badRequest, "read the name \"\(name.prefix(80))\": it holds no letters, or too many")
    }
    return key
  }

  static func missing(_ name: String, what: String) -> StoreError {
    StoreError(
      .badRequest,
      "take back the alias \"\(name)\": there is none; motcua \(what) alias list shows them")
  }

  static func selectAgency(authority: Int64, code: String) -> Statement {
    let statement: Statement = """
      SELECT agency_id
      FROM agency
      WHERE authority_id = \(authority) AND code = \(code)
      """
    return statement.labelled("store.aliases.selectAgency")
  }

  static func selectField(authority: Int64, key: String) -> Statement {
    let statement: Statement = """
      SELECT field_id
      FROM field
      WHERE authority_id = \(authority) AND match_key = \(key)
      """
    return statement.labelled("store.aliases.selectField")
  }

  static func selectAgencyAlias(authority: Int64, key: String) -> Statement {
    let statement: Statement = """
      SELECT agency_id
      FROM agency_alias
      WHERE authority_id = \(authority) AND match_key = \(key) AND known_to = 'infinity'
      """
    return statement.labelled("store.aliases.selectAgencyAlias")
  }

  static func selectFieldAlias(authority: Int64, key: String) -> Statement {
    let statement: Statement = """
      SELECT field_id
      FROM field_alias
      WHERE authority_id = \(authority) AND match_key = \(key) AND known_to = 'infinity'
      """
    return statement.labelled("store.aliases.selectFieldAlias")
  }

  static func endAgency(authority: Int64, key: String, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      UPDATE agency_alias
      SET known_to = \(known)
      WHERE authority_id = \(authority) AND match_key = \(key) AND known_to = 'infinity'
      """
    return statement.labelled("store.aliases.endAgency")
  }

  static func endField(authority: Int64, key: String, known: PostgresTimestamp) -> Statement {
    let statement: Statement = """
      UPDATE field_alias
      SET known_to = \(known)
      WHERE authority_id = \(authority) AND match_key = \(key) AND known_to = 'infinity'
      """
    return statement.labelled("store.aliases.endField")
  }

  static func insertAgency(
    _ context: RegisterContext, key: String, name: String, agency: Int64
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO agency_alias (authority_id, match_key, name, agency_id, run_id, known_from)
      VALUES (\(context.authority.id), \(key), \(name), \(agency), \(context.run),
        \(context.known))
      """
    return statement.labelled("store.aliases.insertAgency")
  }

  static func insertField(
    _ context: RegisterContext, key: String, name: String, field: Int64
  ) -> Statement {
    let statement: Statement = """
      INSERT INTO field_alias (authority_id, match_key, name, field_id, run_id, known_from)
      VALUES (\(context.authority.id), \(key), \(name), \(field), \(context.run),
        \(context.known))
      """
    return statement.labelled("store.aliases.insertField")
  }
}
