import Intake
import Postgres
import Procedures

/// Says that a name stands for an agency.
struct SetAgencyAliasAction: RegisterAction {
  static let name = "set_agency_alias"
  static let register = AliasRegister.registerName

  let name: String
  let code: String

  var sentence: String { "Tên gọi khác \"\(name)\" là cơ quan \(code)" }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let key = try AliasKey.key(of: name)
    let authority = context.authority.id
    let agency = try await connection.queryOne(
      AliasKey.selectAgency(authority: authority, code: code)
    ) { row in try row.int64(0) }
    guard let agency else {
      throw StoreError(
        .badRequest,
        """
        add the alias \"\(name)\": authority \(context.authority.code) has no agency \(code); \
        motcua agencies list shows the codes
        """)
    }
    let old = try await connection.queryOne(
      AliasKey.selectAgencyAlias(authority: authority, key: key)
    ) { row in try row.int64(0) }
    guard old != agency else { return RegisterEffect() }
    let ended = try await connection.execute(
      AliasKey.endAgency(authority: authority, key: key, known: context.known))
    let added = try await connection.execute(
      AliasKey.insertAgency(context, key: key, name: name, agency: agency))
    return RegisterEffect(rows: ended + added)
  }
}

/// Takes a name of an agency back.
struct EndAgencyAliasAction: RegisterAction {
  static let name = "end_agency_alias"
  static let register = AliasRegister.registerName

  let name: String

  var sentence: String { "Bỏ tên gọi khác \"\(name)\" của cơ quan" }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let rows = try await connection.execute(
      AliasKey.endAgency(
        authority: context.authority.id, key: try AliasKey.key(of: name), known: context.known))
    guard rows > 0 else { throw AliasKey.missing(name, what: "agencies") }
    return RegisterEffect(rows: rows)
  }
}

/// Says that a name stands for a field.
struct SetFieldAliasAction: RegisterAction {
  static let name = "set_field_alias"
  static let register = AliasRegister.registerName

  let name: String
  let field: String

  var sentence: String { "Tên gọi khác \"\(name)\" là lĩnh vực \"\(field)\"" }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let key = try AliasKey.key(of: name)
    let fieldKey = try AliasKey.key(of: field)
    guard key != fieldKey else {
      throw StoreError(
        .badRequest,
        "add the alias \"\(name)\": it is the same spelling as \"\(field)\" already; nothing to add"
      )
    }
    let authority = context.authority.id
    let id = try await connection.queryOne(
      AliasKey.selectField(authority: authority, key: fieldKey)
    ) { row in try row.int64(0) }
    guard let id else {
      throw StoreError(
        .badRequest,
        """
        add the alias \"\(name)\": no source has named a field \"\(field)\"; \
        motcua stats level4_of_all --by field shows them
        """)
    }
    let old = try await connection.queryOne(
      AliasKey.selectFieldAlias(authority: authority, key: key)
    ) { row in try row.int64(0) }
    guard old != id else { return RegisterEffect() }
    let ended = try await connection.execute(
      AliasKey.endField(authority: authority, key: key, known: context.known))
    let added = try await connection.execute(
      AliasKey.insertField(context, key: key, name: name, field: id))
    return RegisterEffect(rows: ended + added)
  }
}

/// Takes a name of a field back.
struct EndFieldAliasAction: RegisterAction {
  static let name = "end_field_alias"
  static let register = AliasRegister.registerName

  let name: String

  var sentence: String { "Bỏ tên gọi khác \"\(name)\" của lĩnh vực" }

  func apply(
    in context: RegisterContext, on connection: borrowing PostgresConnection
  ) async throws -> RegisterEffect {
    let rows = try await connection.execute(
      AliasKey.endField(
        authority: context.authority.id, key: try AliasKey.key(of: name), known: context.known))
    guard rows > 0 else { throw AliasKey.missing(name, what: "fields") }
    return RegisterEffect(rows: rows)
  }
}
